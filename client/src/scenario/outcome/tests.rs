use serde_json::json;

use super::*;

const SAMPLE: &str = "\
version: 1
name: A sample
steps:
  - advertise: 198.18.1.0/24
  - describe: byoip-cidrs
    expect: { ByoipCidrs: { count: 1 } }
  - withdraw: 198.18.1.0/24
";

fn place(line: u64, column: u64, bytes: std::ops::Range<usize>) -> Place {
    Place {
        file: None,
        line,
        column,
        bytes,
    }
}

/// An event as the simulator tells it.
pub(crate) fn happening(at: &str, event: &Value) -> Happening {
    let mut members = event.as_object().unwrap().clone();
    let mut taken = |name| match members.shift_remove(name) {
        Some(Value::String(text)) => text,
        other => panic!("{name} is {other:?}"),
    };
    Happening {
        at: at.parse().unwrap(),
        noun: taken("noun"),
        fact: taken("fact"),
        text: taken("text"),
        members,
    }
}

/// A run with a step of each outcome, for the reports' tests.
pub(crate) fn sample() -> RunResult {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let demand = SAMPLE.find("ByoipCidrs: {").unwrap();
    let demand = place(6, 15, demand..demand + 10);
    let problem = Problem::new(&demand, "ByoipCidrs is not as wanted")
        .label("wanted 1 elements")
        .note("seen: []".to_owned());
    RunResult {
        scenario: "A sample".to_owned(),
        source: Source {
            path: "sample.yaml".to_owned(),
            text: SAMPLE.to_owned(),
        },
        target: "embedded".to_owned(),
        seed: Some(7),
        repeat: "byoip run sample.yaml --target embedded --seed 7".to_owned(),
        resume: None,
        steps: vec![
            StepResult {
                section: Section::Steps,
                name: "Advertise it".to_owned(),
                place: place(4, 5, 42..43),
                at: Some(at("2026-01-05T09:00:00Z")),
                said: "198.18.1.0/24 is advertised".to_owned(),
                events: vec![happening(
                    "2026-01-05T09:00:00Z",
                    &json!({
                        "noun": "range",
                        "fact": "advertised",
                        "cidr": "198.18.1.0/24",
                        "origin": "AS14618",
                        "text": "198.18.1.0/24 is advertised from AS14618",
                    }),
                )],
                outcome: StepOutcome::Passed,
            },
            StepResult {
                section: Section::Steps,
                name: "Look".to_owned(),
                place: place(5, 5, 71..72),
                at: Some(at("2026-01-06T10:30:00Z")),
                said: "no such range".to_owned(),
                events: Vec::new(),
                outcome: StepOutcome::Failed(vec![Failure {
                    kind: FailureKind::Assertion,
                    problem,
                }]),
            },
            StepResult {
                section: Section::Steps,
                name: "withdraw".to_owned(),
                place: place(7, 5, 138..139),
                at: None,
                said: String::new(),
                events: Vec::new(),
                outcome: StepOutcome::Skipped,
            },
        ],
        skipped: None,
        trouble: None,
        interrupted: false,
    }
}

#[test]
fn the_most_fundamental_failure_counts() {
    let mut run = sample();
    assert_eq!(run.worst(), Some(FailureKind::Assertion));
    run.trouble = Some(Failure {
        kind: FailureKind::Runtime,
        problem: Problem::new(&Place::nowhere(), "no target"),
    });
    assert_eq!(run.worst(), Some(FailureKind::Runtime));
    let counts = run.counts();
    assert_eq!((counts.passed, counts.failed, counts.skipped), (1, 1, 1));
}

#[test]
fn an_interrupted_run_has_not_succeeded() {
    let mut run = sample();
    run.steps.truncate(1);
    assert!(run.succeeded());
    run.interrupted = true;
    assert!(!run.succeeded());
}
