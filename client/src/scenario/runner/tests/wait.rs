//! Waits, and where they end.

use super::*;

#[tokio::test]
async fn a_wait_stops_at_a_terminal_failure_and_says_why() {
    let wait = r#"
  - wait:
      for: { describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } } }
      until: { "ByoipCidrs[0].State": provisioned }
      limit: 30d
"#;
    let result = run_steps(&format!("{PROVISION}{wait}")).await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Assertion);
    for part in [
        "error: 198.18.1.0/24 is failed-provision and stays so",
        "until: { \"ByoipCidrs[0].State\": provisioned }",
        "seen: failed-provision",
        "StatusMessage: No X509 certificate could be found in the Whois remarks",
        "no certificate in comments",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

#[tokio::test]
async fn a_wait_never_passes_its_limit() {
    let wait = r#"
  - wait:
      for: { describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } } }
      until: { "ByoipCidrs[0].State": failed-provision }
      limit: 10m
"#;
    let result = run_steps(&format!("{PROVISION}{wait}")).await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Timeout);
    assert!(said.contains("after 10m"), "{said}");
    assert!(said.contains("seen: pending-provision"), "{said}");
    let end = result.steps.last().unwrap().at.unwrap();
    assert_eq!(end.to_string(), "2026-01-05T09:10:00Z");
}

#[tokio::test]
async fn a_wait_for_what_nothing_can_bring_ends_at_once() {
    let result = run_steps(
        "  - wait: { for: { describe: byoip-cidrs }, until: { ByoipCidrs: { count: 1 } } }\n",
    )
    .await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Timeout);
    assert!(said.contains("nothing is due in this world"), "{said}");
}
