//! What a step's call was refused with, and what an answer must be.

use super::*;

#[tokio::test]
async fn a_failed_expectation_ends_the_run_and_skips_the_rest() {
    let result = run_steps(
        r#"
  - describe: byoip-cidrs
    expect: { "ByoipCidrs[0].State": provisioned }
  - clock: { advance: 1d }
"#,
    )
    .await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Assertion);
    assert_eq!(
        said,
        "\
error: ByoipCidrs[0].State is not as wanted
 --> test.yaml:6:15
  |
6 |     expect: { \"ByoipCidrs[0].State\": provisioned }
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wanted provisioned
  |
  = seen: nothing: ByoipCidrs has 0 elements, no [0]"
    );
    assert_eq!(result.counts().skipped, 1);
    assert_eq!(
        result.repeat,
        "byoip run test.yaml --target embedded --seed 1"
    );
}

#[tokio::test]
async fn a_refusal_can_be_wanted() {
    let result = run_steps(
        r#"
  - advertise: 198.18.1.0/24
    refused: { code: InvalidParameterValue, message: "not provisioned" }
    expect: { Code: InvalidParameterValue }
"#,
    )
    .await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
}

#[tokio::test]
async fn a_refusal_that_is_wanted_must_come_and_with_its_code() {
    let went_through = run_steps("  - describe: byoip-cidrs\n    refused: IncorrectState\n").await;
    let (kind, said) = only_failure(&went_through);
    assert_eq!(kind, FailureKind::Assertion);
    assert!(said.contains("the call went through"), "{said}");
    assert!(
        said.contains("^^^^ wanted a refusal with IncorrectState"),
        "{said}"
    );

    let other_code = run_steps("  - advertise: 198.18.1.0/24\n    refused: IncorrectState\n").await;
    let (_, said) = only_failure(&other_code);
    assert!(said.contains("wanted IncorrectState"), "{said}");
    assert!(said.contains("seen: InvalidParameterValue ("), "{said}");

    let unwanted = run_steps("  - advertise: 198.18.1.0/24\n").await;
    let (kind, said) = only_failure(&unwanted);
    assert_eq!(kind, FailureKind::Assertion);
    assert!(
        said.contains("error: refused: InvalidParameterValue: "),
        "{said}"
    );
}
