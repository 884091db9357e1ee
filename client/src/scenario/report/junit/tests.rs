use super::*;
use crate::scenario::outcome::tests::sample;
use crate::scenario::{Place, Problem};

#[test]
fn a_suite_per_scenario_and_a_case_per_step() {
    let xml = report(&[sample()]).unwrap();
    for part in [
        r#"<testsuites name="byoip run" tests="3" skipped="1" failures="1" errors="0">"#,
        r#"<testsuite name="A sample" tests="3" skipped="1" errors="0" failures="1">"#,
        r#"<property name="seed" value="7"/>"#,
        r#"<testcase name="Advertise it" classname="sample.yaml:4">"#,
        r#"<failure message="ByoipCidrs is not as wanted" type="assertion">"#,
        "--&gt; sample.yaml:6:15",
    ] {
        assert!(xml.contains(part), "{part} is not in\n{xml}");
    }
    assert!(!xml.contains("time="), "a real time is in\n{xml}");
}

#[test]
fn what_kept_a_scenario_from_running_is_an_error_case() {
    let mut run = sample();
    run.steps.clear();
    run.trouble = Some(Failure {
        kind: FailureKind::TargetRefused,
        problem: Problem::new(&Place::nowhere(), "not there"),
    });
    let xml = report(&[run]).unwrap();
    assert!(xml.contains(r#"<testcase name="the run itself">"#), "{xml}");
    assert!(
        xml.contains(r#"<error message="not there" type="target-refused">"#),
        "{xml}"
    );
}
