//! A run that another process goes on with. The other process is played by a
//! journal that was cut off in its middle.

use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;

use super::super::super::journal::{Header, Journal, look};
use super::*;
use crate::embedded::{self, Embedded};
use crate::target::connection::WorldWanted;

/// What a customer would not have twice.
const TWICE: &str = "
  - name: Allocate
    allocate: {}
    capture: { allocation: AllocationId, address: PublicIp }
  - name: Look
    describe: addresses
    expect: { Addresses: { count: 1 }, 'Addresses[0].AllocationId': '{{allocation}}' }
";

async fn world() -> Embedded {
    let wanted = WorldWanted {
        seed: 1,
        ..WorldWanted::default()
    };
    embedded::start(&wanted).await.unwrap()
}

/// A simulator, as one and in the part of real AWS.
fn targets(base: &str) -> [RunOptions; 2] {
    let simulator = RunOptions {
        target: Target::Url(base.to_owned()),
        ..RunOptions::default()
    };
    let amazon = RunOptions {
        target: Target::Aws,
        allow_write: Some("123456789012:198.18.1.0/24".parse().unwrap()),
        elsewhere: Elsewhere {
            endpoint: Some(base.to_owned()),
            services: Some(base.to_owned()),
            pause: Some(SignedDuration::from_nanos(1)),
        },
        ..RunOptions::default()
    };
    [simulator, amazon]
}

pub(super) fn new(below: &Path, id: &str) -> Keeping {
    Keeping::New {
        below: below.to_owned(),
        is_usual: true,
        header: Box::new(Header {
            format: crate::scenario::journal::FORMAT,
            id: id.to_owned(),
            run: id.to_owned(),
            target: "aws".to_owned(),
            ..Header::default()
        }),
    }
}

/// Cuts a journal off behind the first line with these words: so far the other
/// process came.
fn cut_off(below: &Path, id: &str, words: &str) {
    let path = below.join(id).join("journal.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    let place = text.find(words).unwrap();
    let end = text.get(place..).unwrap().find('\n').unwrap();
    std::fs::write(&path, text.get(..=place + end).unwrap()).unwrap();
}

async fn go_on(below: &Path, id: &str, scenario: &Scenario, options: &RunOptions) -> RunResult {
    let (journal, record) = Journal::reopen(below, id).unwrap();
    let given = options.variables.keys().map(String::as_str).collect();
    let options = RunOptions {
        course: record.course(scenario, &given).unwrap(),
        keeping: Some(Keeping::Again {
            journal: Arc::new(journal),
            record: Arc::new(record),
            resume: format!("byoip resume {id}"),
        }),
        ..options.clone()
    };
    run(scenario, &options, &mut ()).await
}

fn said(result: &RunResult) -> Vec<&str> {
    result.steps.iter().map(|step| step.said.as_str()).collect()
}

/// Takes a range that the account has there; the pool's addresses may be changed.
const RANGE: &str = "
  - name: Allocate
    allocate: { address: 198.18.1.7 }
    capture: { allocation: AllocationId }
  - name: Look
    describe: addresses
    expect: { Addresses: { count: 1 }, 'Addresses[0].AllocationId': '{{allocation}}' }
";

#[tokio::test]
async fn a_change_under_way_is_looked_for_and_not_made_twice() {
    let world = world().await;
    let below = tempfile::tempdir().unwrap();
    let [simulator, _] = targets(&world.base_url());
    let scenario = scenario(TWICE);
    let options = RunOptions {
        keeping: Some(new(below.path(), "one")),
        ..simulator.clone()
    };
    let result = run(&scenario, &options, &mut ()).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));

    cut_off(below.path(), "one", r#""name":"Allocate""#);
    let result = go_on(below.path(), "one", &scenario, &simulator).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let first = result.steps.first().unwrap();
    assert!(
        first.said.ends_with("(done before the interruption)"),
        "{}",
        first.said
    );

    // A run of its own is not taken for it.
    let options = RunOptions {
        keeping: Some(new(below.path(), "two")),
        ..simulator.clone()
    };
    let result = run(&scenario, &options, &mut ()).await;
    assert!(!result.succeeded(), "{}", text::transcript(&result));
}

#[tokio::test]
async fn a_change_that_was_not_made_is_made() {
    let world = world().await;
    let below = tempfile::tempdir().unwrap();
    let [simulator, _] = targets(&world.base_url());
    let before = scenario("  - name: Allocate\n    shell: exit 0\n");
    let options = RunOptions {
        keeping: Some(new(below.path(), "one")),
        ..simulator.clone()
    };
    assert!(run(&before, &options, &mut ()).await.succeeded());
    cut_off(below.path(), "one", r#""name":"Allocate""#);
    let result = go_on(below.path(), "one", &scenario(TWICE), &simulator).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let first = result.steps.first().unwrap();
    assert!(first.said.contains("is allocated as"), "{}", first.said);
}

#[tokio::test]
async fn variables_and_files_are_there_again_and_secrets_are_in_no_journal() {
    let world = world().await;
    let below = tempfile::tempdir().unwrap();
    let [simulator, _] = targets(&world.base_url());
    let steps = format!(
        "{PROVISION}  - name: The last one
    shell: test \"$message\" = \"{{{{message}}}}\" && cat key.pem
    capture: {{ key: stdout }}
  - name: Ask
    describe: byoip-cidrs
    expect: {{ 'ByoipCidrs[0].State': pending-provision }}
"
    );
    let scenario = scenario(&steps);
    let options = RunOptions {
        keeping: Some(new(below.path(), "one")),
        variables: [("word".to_owned(), "a very secret word".to_owned())].into(),
        secrets: ["word".to_owned()].into(),
        ..simulator.clone()
    };
    // The journal as it stands when the provisioning has begun.
    let journal = || std::fs::read_to_string(below.path().join("one/journal.jsonl")).unwrap();
    let result = run(&scenario, &options, &mut ()).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let whole = journal();
    for secret in ["PRIVATE KEY", "a very secret word", "\"signature\":"] {
        assert!(!whole.contains(secret), "{secret} is in {whole}");
    }
    assert!(whole.contains("\"message\":"), "{whole}");
    assert!(
        !below.path().join("one/files").exists(),
        "a run that ended well leaves no key"
    );

    let options = RunOptions {
        keeping: Some(new(below.path(), "two")),
        ..simulator.clone()
    };
    let again = scenario_that_fails_at_the_end(&steps);
    let result = run(&again, &options, &mut ()).await;
    assert_eq!(result.resume.as_deref(), Some("byoip resume two"));
    cut_off(below.path(), "two", r#""name":"The last one""#);
    let result = go_on(below.path(), "two", &again, &simulator).await;
    let transcript = text::transcript(&result);
    assert!(!transcript.contains("PRIVATE KEY"), "{transcript}");
    let told = said(&result);
    // A loop's or a variable's step goes by the name it had.
    assert!(!transcript.contains("{{"), "{transcript}");
    // The key and the message are there; nobody needs the signature any more.
    assert_eq!(told.get(..4).unwrap(), ["done before"; 4]);
    assert_eq!(result.counts().failed, 1, "{transcript}");
    assert!(look(below.path(), "two").unwrap().is_unfinished().is_ok());
}

/// The range is asked for already, so the second run meets a refusal there.
fn scenario_that_fails_at_the_end(steps: &str) -> Scenario {
    let steps = steps.replace("198.18.1.0/24", "198.18.0.0/24");
    scenario(&steps.replace("pending-provision", "advertised"))
}

#[tokio::test]
async fn towards_real_aws_the_same_holds() {
    let world = world().await;
    let below = tempfile::tempdir().unwrap();
    let [simulator, amazon] = targets(&world.base_url());
    let steps = "  - roa: { create: { prefix: 198.18.1.0/24, asn: AS16509 } }
  - roa: { create: { prefix: 198.18.1.0/24, asn: AS14618 } }
  - key: { file: key.pem }
  - certificate: { key: key.pem, file: certificate.pem, subject: /CN=byoip.example.com, days: 90 }
    capture: { certificate: OneLine }
  - registry: { registry: arin, network: NET-198-18-0-0-1, field: comments, add: '{{certificate}}' }
  - clock: { advance: 2d }
  - message: { cidr: 198.18.1.0/24, expires: '{{today+30d}}' }
    capture: { message: Message }
  - sign: { key: key.pem, message: '{{message}}' }
    capture: { signature: Signature }
  - provision: { cidr: 198.18.1.0/24, message: '{{message}}', signature: '{{signature}}' }
  - clock: { advance: 8d }
";
    let prepared = run_with(steps, &simulator).await;
    assert!(prepared.succeeded(), "{}", text::transcript(&prepared));

    let steps = format!("{RANGE}  - name: Advertise\n    advertise: 198.18.1.0/24\n");
    let scenario = scenario(&steps);
    let options = RunOptions {
        keeping: Some(new(below.path(), "one")),
        ..amazon.clone()
    };
    let result = run(&scenario, &options, &mut ()).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    for (under_way, told) in [
        (
            "Advertise",
            "198.18.1.0/24 is advertised (done before the interruption)",
        ),
        ("Allocate", "(done before the interruption)"),
    ] {
        cut_off(below.path(), "one", &format!("\"name\":\"{under_way}\""));
        let result = go_on(below.path(), "one", &scenario, &amazon).await;
        assert!(result.succeeded(), "{}", text::transcript(&result));
        let step = result.steps.iter().find(|step| step.name == under_way);
        let said = &step.unwrap().said;
        assert!(said.ends_with(told), "{said}");
    }
}

#[tokio::test]
async fn another_world_in_the_place_of_the_runs_is_noticed() {
    let below = tempfile::tempdir().unwrap();
    let first = world().await;
    let [simulator, _] = targets(&first.base_url());
    let scenario = scenario("  - clock: { advance: 7d }\n  - name: Late\n    shell: exit 0\n");
    let options = RunOptions {
        keeping: Some(new(below.path(), "one")),
        ..simulator
    };
    assert!(run(&scenario, &options, &mut ()).await.succeeded());
    cut_off(below.path(), "one", r#""name":"Late""#);
    let second = world().await;
    let [simulator, _] = targets(&second.base_url());
    let result = go_on(below.path(), "one", &scenario, &simulator).await;
    let trouble = result.trouble.unwrap();
    assert_eq!(trouble.kind, FailureKind::TargetRefused);
    assert!(
        trouble
            .problem
            .what
            .contains("another world stands in the place"),
        "{}",
        trouble.problem.what
    );
}

#[tokio::test]
async fn a_run_that_never_began_leaves_no_journal() {
    let below = tempfile::tempdir().unwrap();
    let options = RunOptions {
        target: Target::Url("http://127.0.0.1:1".to_owned()),
        keeping: Some(new(below.path(), "one")),
        ..RunOptions::default()
    };
    let result = run_with("  - describe: byoip-cidrs\n", &options).await;
    assert!(result.trouble.is_some());
    assert!(!below.path().join("one").exists());
}

#[tokio::test]
async fn a_run_that_was_killed_before_its_folder_was_made_makes_it() {
    let world = world().await;
    let below = tempfile::tempdir().unwrap();
    let [simulator, _] = targets(&world.base_url());
    let elsewhere = below.path().join("elsewhere");
    for (id, work_dir) in [("own", None), ("named", Some(elsewhere))] {
        let Keeping::New { header, .. } = new(below.path(), id) else {
            panic!("it is a new one");
        };
        let header = Header {
            work_dir,
            ..*header
        };
        let files = Journal::create(below.path(), header).unwrap().work_dir();
        let _ = std::fs::remove_dir(&files);
        assert!(!files.exists());
        let steps = scenario("  - key: { file: key.pem }\n");
        let result = go_on(below.path(), id, &steps, &simulator).await;
        assert!(result.succeeded(), "{}", text::transcript(&result));
    }
}
