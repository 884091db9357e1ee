//! Runs on the simulator in this process, over real sockets.

use super::super::document::Unreadable;
use super::super::keyring::Keyring;
use super::super::outcome::Failure;
use super::super::problem::Source;
use super::super::report::text;
use super::*;

fn scenario(steps: &str) -> Scenario {
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

const PROVISION: &str = r#"
  - key: { file: key.pem }
  - message: { cidr: 198.18.1.0/24, expires: "{{today+30d}}" }
    capture: { message: Message }
  - sign: { key: key.pem, message: "{{message}}" }
    capture: { signature: Signature }
  - provision: { cidr: 198.18.1.0/24, message: "{{message}}", signature: "{{signature}}" }
"#;

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
async fn a_command_must_succeed_unless_the_step_speaks_of_its_status() {
    let result = run_steps(
        "  - shell: exit 3\n    expect: { status: 3 }\n  - shell: echo why >&2; exit 4\n",
    )
    .await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Assertion);
    assert!(said.contains("status is 4"), "{said}");
    assert!(said.contains("= why"), "{said}");
}

#[tokio::test]
async fn a_command_without_end_is_ended_with_all_it_started() {
    for (command, said) in [
        (
            "sleep 600 & sleep 600",
            "does not end within 1 s; it was ended",
        ),
        ("yes | cat", "prints more than 8388608 bytes; it was ended"),
    ] {
        let limit = if command.starts_with("yes") {
            "5m"
        } else {
            "1s"
        };
        let step = format!("  - shell: {{ command: {command:?}, limit: {limit} }}\n");
        let result = run_steps(&step).await;
        let (kind, text) = only_failure(&result);
        assert_eq!(kind, FailureKind::Runtime);
        assert!(text.contains(said), "{text}");
    }
}

#[tokio::test]
async fn a_command_may_be_fed_more_than_a_pipe_holds() {
    let long = "x".repeat(400_000);
    let result = run_steps(&format!(
        "  - shell: {{ command: cat, stdin: {long} }}\n    capture: {{ long: stdout }}\n  \
         - shell: {{ command: wc -c, stdin: \"{{{{long}}}}\" }}\n    \
         expect: {{ stdout: {{ contains: 400000 }} }}\n"
    ))
    .await;
    assert!(result.succeeded(), "{}", text::footer(&result));
}

#[tokio::test]
async fn a_killed_command_is_told_as_killed() {
    let result = run_steps("  - shell: kill -KILL $$\n").await;
    let (_, said) = only_failure(&result);
    assert!(
        said.contains("the command was killed by signal 9"),
        "{said}"
    );
    assert_eq!(
        result.steps.first().unwrap().said,
        "killed by signal 9",
        "{said}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupt_at_once_ends_a_command_with_all_it_started() {
    use std::io::Read;

    let folder = tempfile::tempdir().unwrap();
    let options = RunOptions {
        work_dir: Some(folder.path().to_owned()),
        ..RunOptions::default()
    };
    // Whoever holds the pipe open lives; its end says that all of them are gone.
    let (pipe, end) = std::io::pipe().unwrap();
    let descriptor = std::os::fd::AsRawFd::as_raw_fd(&end);
    let steps = format!(
        "  - shell: sleep 600 3>/proc/{}/fd/{descriptor} & touch started; wait\n",
        std::process::id()
    );
    let interrupt = options.interrupt.clone();
    let watcher = async {
        while !folder.path().join("started").exists() {
            tokio::task::yield_now().await;
        }
        interrupt.ask_at_once();
    };
    let (result, ()) = tokio::join!(run_with(&steps, &options), watcher);
    assert!(result.interrupted);
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Interrupted);
    assert!(said.contains("interrupted before its end"), "{said}");
    drop(end);
    let mut pipe = pipe;
    assert_eq!(pipe.read(&mut [0]).unwrap(), 0);
}

/// Presses Ctrl-C when a step begins.
struct Impatient(Interrupt);

impl Observer for Impatient {
    fn begin(&mut self, _run: &RunResult, _steps: usize) {}
    fn start(&mut self, _name: &str) {
        self.0.ask();
    }
    fn step(&mut self, _step: &StepResult) {}
    fn end(&mut self, _run: &RunResult) {}
}

#[tokio::test]
async fn a_step_under_way_is_finished_and_the_interrupt_told() {
    let options = RunOptions::default();
    let mut observer = Impatient(options.interrupt.clone());
    let result = run(&scenario("  - shell: exit 0\n"), &options, &mut observer).await;
    assert_eq!(result.counts().passed, 1);
    assert!(result.interrupted && !result.succeeded());
}

#[tokio::test]
async fn an_interrupt_is_heeded_between_steps() {
    let options = RunOptions::default();
    options.interrupt.ask();
    let result = run_with("  - clock: { advance: 1d }\n", &options).await;
    assert!(result.interrupted && !result.succeeded());
    assert_eq!(result.counts().skipped, 1);
}

#[tokio::test]
async fn a_target_that_is_not_there_is_a_result() {
    let aws = RunOptions {
        target: Target::Aws,
        ..RunOptions::default()
    };
    let result = run_with("  - clock: { advance: 1d }\n", &aws).await;
    assert_eq!(result.worst(), Some(FailureKind::TargetRefused));

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

#[tokio::test]
async fn files_stay_in_the_folder_asked_for_and_are_private() {
    let folder = tempfile::tempdir().unwrap();
    let options = RunOptions {
        work_dir: Some(folder.path().join("run")),
        ..RunOptions::default()
    };
    let result = run_with("  - key: { file: private-key.pem }\n", &options).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let file = folder.path().join("run/private-key.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(
        std::fs::read_to_string(file)
            .unwrap()
            .starts_with("-----BEGIN PRIVATE KEY-----")
    );
}

#[tokio::test]
async fn a_file_that_was_there_before_ends_the_run_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private-key.pem");
    std::fs::write(&file, "mine").unwrap();
    let options = RunOptions {
        work_dir: Some(folder.path().to_owned()),
        ..RunOptions::default()
    };
    let result = run_with("  - key: { file: private-key.pem }\n", &options).await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Runtime);
    let named = format!("{} was there before this run", file.display());
    assert!(said.contains(&named), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");

    let result = run_with("  - key: { file: ../private-key.pem }\n", &options).await;
    let (kind, said) = only_failure(&result);
    assert_eq!(kind, FailureKind::Scenario);
    assert!(said.contains("leads out of the working folder"), "{said}");
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

    let elsewhere = RunOptions {
        target: Target::Url("http://127.0.0.1:1".to_owned()),
        ..options
    };
    let result = run(&with_policy("review_duration: 90m"), &elsewhere, &mut ()).await;
    assert_eq!(result.worst(), Some(FailureKind::Scenario));
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
