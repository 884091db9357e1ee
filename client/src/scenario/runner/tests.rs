//! Runs on the simulator in this process, over real sockets.

use super::super::document::Unreadable;
use super::super::keyring::Keyring;
use super::super::outcome::Failure;
use super::super::problem::Source;
use super::super::report::text;
use super::*;

mod aws;
mod drill;
mod file;
mod interrupt;
mod margin;
mod refusal;
mod resume;
mod secrets;
mod shell;
mod teardown;
mod wait;
mod world;

pub(super) fn scenario(steps: &str) -> Scenario {
    let text = format!("version: 1\nname: A test\nsteps:\n{steps}");
    let path = "test.yaml".to_owned();
    Scenario::parse(Source { path, text }, &[]).unwrap_or_else(|Unreadable { source, problems }| {
        panic!("{}", problems.first().unwrap().render(&source))
    })
}

async fn run_with(steps: &str, options: &RunOptions) -> RunResult {
    run(&scenario(steps), options, &mut ()).await
}

async fn run_steps(steps: &str) -> RunResult {
    run_with(steps, &RunOptions::default()).await
}

/// What the only failure of a run says, without colours, and its kind.
fn only_failure(result: &RunResult) -> (FailureKind, String) {
    let failures: Vec<&Failure> = result
        .steps
        .iter()
        .flat_map(|step| step.outcome.failures())
        .collect();
    assert_eq!(failures.len(), 1, "{}", text::transcript(result));
    let failure = failures.first().unwrap();
    (failure.kind, failure.problem.render(&result.source))
}

#[tokio::test]
async fn captures_and_variables_lead_from_step_to_step() {
    let result = run_steps(
        r#"
  - name: Who is {{account}}
    describe: caller-identity
    capture: { who: Account, user: { path: Arn, matches: "user/(.*)" } }
    expect: { Account: "{{who}}", Arn: { contains: "{{user}}" } }
  - clock: { advance: 1d }
  - shell: printf %s "$who $user {{today}}"
    expect: { stdout: "123456789012 network-engineer 2026-01-06" }
"#,
    )
    .await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    assert_eq!(result.steps.first().unwrap().name, "Who is 123456789012");
}

#[tokio::test]
async fn a_step_that_is_left_out_goes_by_its_filled_name() {
    let mut course = Course::default();
    course.set(2, Way::Skip("done before".to_owned()));
    let options = RunOptions {
        course,
        ..RunOptions::default()
    };
    let steps = "
  - describe: caller-identity
    capture: { who: Account }
  - each: { what: [key] }
    steps:
      - name: Make a {{what}} for {{who}}
        key: { file: key.pem }
";
    let result = run_with(steps, &options).await;
    let left_out = result.steps.last().unwrap();
    assert_eq!(left_out.name, "Make a key for 123456789012");
    assert_eq!(left_out.said, "done before");
}

const PROVISION: &str = r#"
  - key: { file: key.pem }
  - message: { cidr: 198.18.1.0/24, expires: "{{today+30d}}" }
    capture: { message: Message }
  - sign: { key: key.pem, message: "{{message}}" }
    capture: { signature: Signature }
  - provision: { cidr: 198.18.1.0/24, message: "{{message}}", signature: "{{signature}}" }
"#;

#[tokio::test]
async fn values_that_do_not_fit_are_the_files_mistakes() {
    for step in [
        "roa: { create: { prefix: 198.18.1.1/24, asn: AS16509 } }",
        "roa: { create: { prefix: 198.18.1.0/24, asn: amazon } }",
        "roa: { create: { prefix: 198.18.1.0/24, asn: AS16509, max-length: 8 } }",
        "message: { cidr: 198.18.1.0/24, expires: tomorrow }",
        "message: { cidr: 198.18.1.0, expires: 2026-03-01 }",
        "clock: { advance: \"{{region}}\" }",
        "key: { file: k.pem, bits: 100 }",
        "rdap: { registry: arni, ip: 198.18.1.0 }",
    ] {
        let result = run_steps(&format!("  - {step}\n")).await;
        let (kind, said) = only_failure(&result);
        assert_eq!(kind, FailureKind::Scenario, "{step}: {said}");
    }
}

#[tokio::test]
async fn equal_seeds_and_keys_give_equal_transcripts() {
    let keys = tempfile::tempdir().unwrap();
    let key = Keyring::Fresh.next(2048).unwrap();
    let pem = key.private_key_to_pem_pkcs8().unwrap();
    std::fs::write(keys.path().join("1.pem"), pem).unwrap();
    let options = |seed| RunOptions {
        seed: Some(seed),
        keys: Some(keys.path().to_owned()),
        ..RunOptions::default()
    };
    let steps = format!(
        "{PROVISION}  - shell: printf %s \"$signature\"
    capture: {{ again: stdout }}
  - name: \"{{{{again}}}}\"
    clock: {{ advance: 8d }}
"
    );
    let one = text::transcript(&run_with(&steps, &options(7)).await);
    assert_eq!(one, text::transcript(&run_with(&steps, &options(7)).await));
    assert_ne!(one, text::transcript(&run_with(&steps, &options(8)).await));
}
