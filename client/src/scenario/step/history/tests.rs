use crate::scenario::document::Scenario;
use crate::scenario::outcome::{FailureKind, RunResult};
use crate::scenario::problem::Source;
use crate::scenario::report::text;
use crate::scenario::runner::{self, RunOptions};

/// A ROA appears; then the history of its route is asked for.
async fn asked(rules: &str) -> RunResult {
    let text = format!(
        "version: 1
name: A test
steps:
  - roa: {{ create: {{ prefix: 198.18.0.0/23, asn: AS64500, max-length: 24 }} }}
  - clock: {{ advance: 1d }}
  - history:
      range: 198.18.1.0/24
      route: {{ prefix: 198.18.1.0/24, asn: AS64500 }}
      announced: 198.18.0.0/23
{rules}"
    );
    let path = "test.yaml".to_owned();
    let scenario = Scenario::parse(Source { path, text }, &[]).unwrap();
    runner::run(&scenario, &RunOptions::default(), &mut ()).await
}

#[tokio::test]
async fn rules_that_hold() {
    for rules in [
        "",
        "      never: { validity: invalid }\n",
        "      always: { origins: [AS64500] }\n",
        "      once: { validity: valid }\n",
        "      once: [{ validity: valid }, { validity: not-found, origins: { contains: AS64500 } }]\n",
        "      order: []\n",
        "      never: { validity: not-found }\n      from: '{{now}}'\n",
    ] {
        let result = asked(rules).await;
        assert!(result.succeeded(), "{rules}{}", text::transcript(&result));
    }
}

#[tokio::test]
async fn rules_that_do_not_hold_are_told_with_the_stretch() {
    for (rules, told) in [
        ("      never: { validity: not-found }\n", "it was so"),
        (
            "      always: { validity: valid }\n",
            "it was not always so",
        ),
        ("      once: { state: provisioned }\n", "it never was so"),
        (
            "      order: [provisioned]\n",
            "the states did not come in this order",
        ),
    ] {
        let result = asked(rules).await;
        let step = result.steps.last().unwrap();
        let failure = step.outcome.failures().first().unwrap();
        assert_eq!(failure.kind, FailureKind::Assertion);
        assert_eq!(failure.problem.what, told);
        assert_eq!(failure.problem.place.line, 10);
        if !rules.contains("order") {
            let seen = failure.problem.notes.first().unwrap();
            assert!(seen.contains("validity not-found origins"), "{seen}");
        }
    }
}

#[test]
fn rules_that_nothing_could_break_are_none() {
    for (rules, told) in [
        (
            "never: { origins: { count: 2 } }",
            "`origins` is not asked for",
        ),
        (
            "never: { validity: invalid }",
            "`validity` is not asked for",
        ),
        ("never: { stat: advertised }", "a moment has no `stat`"),
        ("always: {}", "a rule that demands nothing"),
        ("never: []", "`never` without a rule"),
    ] {
        let text = format!(
            "version: 1\nname: x\nsteps: [ {{ history: {{ range: 198.18.1.0/24, {rules} }} }} ]\n"
        );
        let path = "test.yaml".to_owned();
        let wrong = Scenario::parse(Source { path, text }, &[]).unwrap_err();
        assert_eq!(wrong.problems.first().unwrap().what, told);
    }
}
