//! The target and its world: where a run goes, what it needs, what a scenario
//! sets.

use super::*;
use crate::embedded;
use crate::target::connection::WorldWanted;

#[tokio::test]
async fn a_target_that_is_not_there_is_a_result() {
    let nobody = RunOptions {
        target: Target::Url("http://127.0.0.1:1".to_owned()),
        ..RunOptions::default()
    };
    let result = run_with("  - clock: { advance: 1d }\n", &nobody).await;
    assert_eq!(result.worst(), Some(FailureKind::Runtime));
}

#[tokio::test]
async fn a_missing_tool_skips_a_scenario_unless_that_is_forbidden() {
    let text = "version: 1\nname: A test\nrequires: [no-such-tool]\nsteps:\n  - shell: exit 1\n";
    let source = Source {
        path: "test.yaml".to_owned(),
        text: text.to_owned(),
    };
    let scenario = Scenario::parse(source, &[]).unwrap();
    let skipped = run(&scenario, &RunOptions::default(), &mut ()).await;
    assert!(skipped.succeeded());
    assert_eq!(
        skipped.skipped.as_deref(),
        Some("`no-such-tool` is not installed")
    );

    let strict = RunOptions {
        no_skip: true,
        ..RunOptions::default()
    };
    let failed = run(&scenario, &strict, &mut ()).await;
    assert_eq!(failed.worst(), Some(FailureKind::Runtime));
}

#[tokio::test]
async fn a_scenario_may_set_the_worlds_policy() {
    let with_policy = |policy: &str| {
        let text = format!(
            "version: 1\nname: x\nworld: {{ policy: {{ {policy} }} }}\nsteps:\n{PROVISION}  - wait:\n      \
             for: {{ describe: byoip-cidrs }}\n      \
             until: {{ \"ByoipCidrs[0].State\": failed-provision }}\n"
        );
        let path = "test.yaml".to_owned();
        Scenario::parse(Source { path, text }, &[]).unwrap()
    };
    let options = RunOptions::default();
    let result = run(&with_policy("review_duration: 90m"), &options, &mut ()).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let end = result.steps.last().unwrap().at.unwrap();
    assert_eq!(end.to_string(), "2026-01-05T10:30:00Z");

    let result = run(&with_policy("reveiw_duration: 90m"), &options, &mut ()).await;
    assert_eq!(result.worst(), Some(FailureKind::Scenario));
    let said = text::transcript(&result);
    assert!(
        said.contains("error: no policy is called `reveiw_duration`"),
        "{said}"
    );

    // Somebody's world is not replaced unless a seed says so.
    let world = embedded::start(&WorldWanted::default()).await.unwrap();
    let elsewhere = RunOptions {
        target: Target::Url(world.base_url()),
        ..options
    };
    let result = run(&with_policy("review_duration: 90m"), &elsewhere, &mut ()).await;
    assert_eq!(result.worst(), Some(FailureKind::TargetRefused));
    let anew = RunOptions {
        seed: Some(7),
        ..elsewhere
    };
    let result = run(&with_policy("review_duration: 90m"), &anew, &mut ()).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    assert_eq!(result.steps.last().unwrap().at, Some(end));
}

#[tokio::test]
async fn a_registry_field_is_edited_line_by_line() {
    let edit = "registry: { registry: arin, network: 198.18.0.0/23, field: comments";
    let result = run_steps(&format!(
        "
  - {edit}, add: [one, two] }}
    expect: {{ lines: [Example Corp data centre East, one, two] }}
  - {edit}, remove: one }}
    expect: {{ lines: [Example Corp data centre East, two] }}
  - {edit}, set: \"a\\nb\" }}
    expect: {{ lines: [a, b] }}
  - {edit}, clear: true }}
    expect: {{ lines: [] }}
  - clock: {{ advance: 1d }}
  - rdap: {{ registry: arin, ip: 198.18.0.0 }}
    expect: {{ lines: [] }}
  - {edit}, remove: one }}
"
    ))
    .await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Scenario);
    assert!(
        said.contains("no such line in comments of 198.18.0.0/23"),
        "{said}"
    );
}

#[tokio::test]
async fn the_runs_own_key_may_do_what_the_last_step_says() {
    let result = run_steps(
        r#"
  - permissions: { deny: "ec2:DescribeByoip*" }
    expect: { deny: ["ec2:DescribeByoip*"] }
  - describe: byoip-cidrs
    refused: UnauthorizedOperation
  - describe: addresses
  - permissions: { allow: "*" }
  - describe: byoip-cidrs
  - permissions: { allow: DescribeAddresses }
"#,
    )
    .await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Scenario);
    assert!(
        said.contains("`DescribeAddresses` names no actions"),
        "{said}"
    );
    assert_eq!(result.counts().passed, 5);
}

#[tokio::test]
async fn a_fault_with_nothing_to_befall_fails_unless_it_may() {
    for (fault, miss) in [
        (
            "roa-deleted: { prefix: 198.18.1.0/24, origin: AS16509 }",
            "there is no ROA of 198.18.1.0/24 for AS16509",
        ),
        (
            "record-edited: { registry: arin, network: NET-192-0-2-0-1 }",
            "has no network NET-192-0-2-0-1",
        ),
    ] {
        let result = run_steps(&format!("  - fault: {{ {fault} }}\n")).await;
        let (kind, text) = only_failure(&result);
        assert_eq!(kind, FailureKind::Assertion);
        assert!(text.contains("struck and missed"), "{text}");
        assert!(text.contains(miss), "{text}");
        let allowed = fault.replace(" }", ", may-miss: true }");
        let result = run_steps(&format!("  - fault: {{ {allowed} }}\n")).await;
        assert!(result.succeeded(), "{}", text::transcript(&result));
        // Its time may come when there is something.
        let later = fault.replace(" }", ", in: 1d }");
        let result = run_steps(&format!("  - fault: {{ {later} }}\n")).await;
        assert!(result.succeeded(), "{}", text::transcript(&result));
    }
}
