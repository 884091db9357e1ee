use super::*;
use crate::scenario::outcome::FailureKind;
use crate::scenario::outcome::tests::sample;
use crate::scenario::{Place, Problem};

#[test]
fn a_point_per_step_with_what_was_wanted_and_seen() {
    assert_eq!(
        report(&[sample()]),
        "\
TAP version 14
1..3
# A sample (sample.yaml)
ok 1 - Advertise it
not ok 2 - Look
  ---
  message: \"ByoipCidrs is not as wanted\"
  severity: \"fail\"
  kind: \"assertion\"
  file: \"sample.yaml\"
  line: 6
  column: 15
  wanted: \"1 elements\"
  found: \"[]\"
  ...
ok 3 - withdraw # SKIP an earlier step failed
# to repeat this run: byoip run sample.yaml --target embedded --seed 7
"
    );
}

#[test]
fn points_are_numbered_through_and_skips_have_their_reason() {
    let mut skipped = sample();
    skipped.skipped = Some("`openssl` is not installed".to_owned());
    for step in &mut skipped.steps {
        step.outcome = StepOutcome::Skipped;
    }
    let text = report(&[sample(), skipped]);
    assert!(text.starts_with("TAP version 14\n1..6\n"), "{text}");
    assert!(
        text.contains("\nok 6 - withdraw # SKIP `openssl` is not installed\n"),
        "{text}"
    );
    assert_eq!(text.matches("to repeat").count(), 1, "{text}");
}

#[test]
fn what_kept_a_scenario_from_running_is_a_point_without_a_line() {
    let mut run = sample();
    run.steps.clear();
    run.trouble = Some(Failure {
        kind: FailureKind::TargetRefused,
        problem: Problem::new(&Place::nowhere(), "not there"),
    });
    let text = report(&[run]);
    assert!(text.contains("1..1\n"), "{text}");
    assert!(text.contains("not ok 1 - the run itself\n"), "{text}");
    assert!(!text.contains("line:"), "{text}");
}

#[test]
fn a_name_cannot_pass_for_a_directive_or_a_point() {
    let mut run = sample();
    run.steps.truncate(1);
    for step in &mut run.steps {
        step.name = "a # TODO b\\c\nnot ok 9 - d".to_owned();
    }
    let text = report(&[run]);
    assert!(
        text.contains("ok 1 - a \\# TODO b\\\\c not ok 9 - d\n"),
        "{text}"
    );
}

#[test]
fn an_interrupt_between_two_steps_does_not_pass() {
    let mut run = sample();
    run.steps.truncate(1);
    run.interrupted = true;
    assert!(report(&[run]).ends_with("Bail out! interrupted\n"));
}

#[test]
fn parts_have_a_heading_and_a_skip_its_own_reason() {
    let mut run = sample();
    run.steps.truncate(1);
    for step in &mut run.steps {
        step.section = Section::Teardown;
        step.outcome = StepOutcome::Skipped;
        step.said = "only on aws".to_owned();
    }
    let text = report(&[run]);
    assert!(
        text.ends_with("# In the end\nok 1 - Advertise it # SKIP only on aws\n"),
        "{text}"
    );
}
