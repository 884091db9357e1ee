use super::entry::{Answer, Call, Read};
use super::reader::parse;
use super::*;
use crate::scenario::Source;
use crate::scenario::document::Scenario;
use crate::scenario::report::text;
use crate::scenario::runner::{self, RunOptions};

/// What a run of a scenario writes.
pub(crate) async fn record(source: Source, options: RunOptions) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let recorder = Recorder::create(&path).unwrap();
    let options = RunOptions {
        recorder: Some(recorder.clone()),
        ..options
    };
    let scenario = Scenario::parse(source, &[]).unwrap();
    let result = runner::run(&scenario, &options, &mut ()).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    recorder.finish().unwrap();
    std::fs::read_to_string(path).unwrap()
}

/// A scenario of these steps.
pub(crate) fn source(steps: &str) -> Source {
    Source {
        path: "test.yaml".to_owned(),
        text: format!("version: 1\nname: A test\nsteps:\n{steps}"),
    }
}

const STEPS: &str = r#"
  - key: { file: key.pem }
  - message: { cidr: 198.18.1.0/24, expires: "{{today+30d}}" }
    capture: { message: Message }
  - sign: { key: key.pem, message: "{{message}}" }
    capture: { signature: { path: Signature, secret: true } }
  - provision: { cidr: 198.18.1.0/24, message: "{{message}}", signature: "{{signature}}" }
  - http: "/_simulator/environment?apikey=API-1111-2222-3333-4444"
  - rdap: { registry: arin, ip: 198.18.1.0 }
  - roa: { create: { prefix: 198.18.0.0/23, asn: AS64500 } }
  - advertise: 198.18.1.0/24
    refused: IncorrectState
  - clock: { advance: 1h }
  - describe: byoip-cidrs
"#;

#[tokio::test]
async fn a_run_leaves_every_exchange_and_no_secret() {
    let text = record(source(STEPS), RunOptions::default()).await;
    for secret in [
        "wJalrXUtnFEMI",
        "PRIVATE KEY",
        "AWS4-HMAC",
        "API-1111",
        "X-Amz-Security-Token",
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    let recording = parse(text.as_bytes()).unwrap();
    assert_eq!(recording.header.account, "123456789012");
    assert_eq!(recording.header.region, "us-east-1");
    let told: Vec<String> = recording
        .entries
        .iter()
        .map(|entry| match entry {
            Entry::Call { call, .. } => format!(
                "{} {:?} {}",
                call.action,
                call.answer.status.unwrap(),
                call.code.as_deref().unwrap_or("-")
            ),
            Entry::Read { read, .. } => format!("{} {:?}", read.url, read.answer.status.unwrap()),
            Entry::Deed { deed, .. } => match deed {
                Deed::Simulator { method, path, .. } => format!("{method} {path}"),
                Deed::Person { instruction, .. } => instruction.clone(),
            },
        })
        .collect();
    assert_eq!(
        told,
        [
            "GetCallerIdentity 200 -",
            "ProvisionByoipCidr 200 -",
            "/_simulator/environment?apikey=*** 200",
            "https://rdap.arin.net/registry/ip/198.18.1.0 200",
            "POST roas",
            "AdvertiseByoipCidr 400 IncorrectState",
            "DescribeByoipCidrs 200 -",
        ]
    );
    let provision = recording.entries.iter().find_map(|entry| match entry {
        Entry::Call { call, .. } if call.action == "ProvisionByoipCidr" => Some(call),
        _ => None,
    });
    let provision = provision.unwrap();
    let parameter = |name: &str| provision.parameters.get(name).map(String::as_str);
    assert_eq!(parameter("CidrAuthorizationContext.Signature"), Some("***"));
    assert_eq!(parameter("Cidr"), Some("198.18.1.0/24"));
    assert!(provision.request_id.is_some());
    // The world's time, not this computer's.
    let last = recording.entries.last().unwrap();
    assert_eq!(last.at().to_string(), "2026-01-05T10:00:00Z");
}

#[test]
fn what_is_never_written_is_masked_wherever_it_stands() {
    let call = |name: &str| {
        let mut entry = Entry::Call {
            at: Timestamp::UNIX_EPOCH,
            call: Call {
                service: "ec2".to_owned(),
                action: "X".to_owned(),
                parameters: [(name.to_owned(), "s3cret".to_owned())].into(),
                answer: Answer::default(),
                code: None,
                request_id: None,
            },
        };
        mask::entry(&mut entry);
        serde_json::to_string(&entry).unwrap()
    };
    assert!(!call("CidrAuthorizationContext.Signature").contains("s3cret"));
    assert!(!call("SecurityToken").contains("s3cret"));
    assert!(call("Cidr").contains("s3cret"));
    for (body, masked) in [
        (
            "<SecretAccessKey>s3cret</SecretAccessKey><Arn>a</Arn>",
            "<SecretAccessKey>***</SecretAccessKey><Arn>a</Arn>",
        ),
        (
            r#"{"SessionToken": "s3\"cret", "sessionToken":"s3cret", "State": "x"}"#,
            r#"{"SessionToken": "***", "sessionToken":"***", "State": "x"}"#,
        ),
    ] {
        assert_eq!(read("https://example.com/", body).answer.body, masked);
    }
    for (url, masked) in [
        (
            "https://a.example/x?apikey=s3cret&b=1",
            "https://a.example/x?apikey=***&b=1",
        ),
        (
            "https://a.example/?b=1&X-Amz-Signature=s3cret",
            "https://a.example/?b=1&X-Amz-Signature=***",
        ),
        ("https://me:s3cret@a.example/", "https://***@a.example/"),
    ] {
        assert_eq!(read(url, "").url, masked);
    }
}

fn read(url: &str, body: &str) -> Read {
    let mut entry = Entry::Read {
        at: Timestamp::UNIX_EPOCH,
        read: Read {
            url: url.to_owned(),
            answer: Answer {
                status: Some(200),
                body: body.to_owned(),
                failure: None,
            },
        },
    };
    mask::entry(&mut entry);
    match entry {
        Entry::Read { read, .. } => read,
        Entry::Call { .. } | Entry::Deed { .. } => panic!("it was a reading"),
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_its_owners_and_replaces_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    Recorder::create(&path).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let error = Recorder::create(&path).unwrap_err();
    assert!(matches!(error, RecordError::Exists(_)), "{error}");
}
