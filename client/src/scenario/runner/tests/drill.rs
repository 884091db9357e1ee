//! A drill rehearsed: its check must not hold before the mend.

use super::super::super::outcome::Section;
use super::*;

fn drill(check: &str, mend: &str) -> String {
    format!(
        "  - shell: echo broken > state
drill:
  number: 1
  group: registry
  title: It is broken
  cause: broken
  level: 1
  briefing: Look.
  hints: [Look again]
  diagnosis: It was broken.
  symptom:
    - shell: grep broken state
  check:
    - shell: {check}
  mend:
    - shell: {mend}
"
    )
}

#[tokio::test]
async fn the_mend_makes_the_check_hold() {
    let result = run_steps(&drill("grep whole state", "echo whole > state")).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let sections: Vec<Section> = result.steps.iter().map(|step| step.section).collect();
    assert_eq!(
        sections,
        [
            Section::Steps,
            Section::Symptom,
            Section::Before,
            Section::Mend,
            Section::Check
        ]
    );
    let transcript = text::transcript(&result);
    assert!(
        transcript.contains("The check does not hold yet"),
        "{transcript}"
    );
}

#[tokio::test]
async fn a_check_that_always_holds_is_none() {
    let result = run_steps(&drill("'true'", "'true'")).await;
    let (kind, text) = only_failure(&result);
    assert_eq!(kind, FailureKind::Assertion);
    assert!(
        text.contains("the check holds before anything is mended"),
        "{text}"
    );
}

#[tokio::test]
async fn a_check_that_cannot_be_made_is_no_proof() {
    let steps = drill("x", "'true'").replace("shell: x", "http: https://nowhere.invalid:1/");
    let result = run_steps(&steps).await;
    assert!(!result.succeeded(), "{}", text::transcript(&result));
}
