use std::sync::{Arc, Mutex};

use jiff::SignedDuration;

use super::*;
use crate::embedded;
use crate::migration::Migration;
use crate::notice::Notice;
use crate::recording::tests::{record, source};
use crate::scenario::runner::RunOptions;
use crate::target::control::Control;
use crate::target::elsewhere::Elsewhere;

mod ahead;
mod mapping;
mod members;

const MOVE: &str = "\
version: 1
name: A test
registry: arin
home: AS64500
announced: 198.18.0.0/23
ranges:
  - cidr: 198.18.1.0/24
    addresses: [{ address: 198.18.1.10, instance: i-0123456789abcde01 }]
";

fn migration() -> Source {
    let path = "move.yaml".to_owned();
    let text = MOVE.to_owned();
    Migration::parse(Source { path, text }).unwrap().scenario()
}

async fn replayed(text: &str, seed: u64) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    std::fs::write(&path, text).unwrap();
    let options = Options {
        seed: Some(seed),
        ..Options::default()
    };
    replay(&[path], &options).await.unwrap()
}

#[tokio::test]
async fn another_world_answers_as_was_recorded_but_for_what_chance_decides() {
    let text = record(migration(), RunOptions::default()).await;
    for seed in [1, 2, 7] {
        let report = replayed(&text, seed).await;
        assert!(report.agrees(), "{seed}: {}", report.text());
        assert_eq!(report.left_out(), 0, "{}", report.text());
    }
}

#[tokio::test]
async fn the_parts_of_an_interrupted_run_are_one_recording() {
    let text = record(migration(), RunOptions::default()).await;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (head, entries) = lines.split_first().unwrap();
    let (one, other) = entries.split_at(entries.len() / 2);
    let folder = tempfile::tempdir().unwrap();
    let paths = [("1.jsonl", one), ("2.jsonl", other)].map(|(name, lines)| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("{head}{}", lines.concat())).unwrap();
        path
    });
    let report = replay(&paths, &Options::default()).await.unwrap();
    assert!(report.agrees(), "{}", report.text());
}

#[tokio::test]
async fn a_planted_difference_is_found_where_it_is() {
    let text = record(migration(), RunOptions::default()).await;
    for (from, to, member) in [
        (
            "<state>advertised<",
            "<state>pending-advertising<",
            "byoipCidr.state",
        ),
        (
            "successfully provisioned into",
            "provisioned into",
            "statusMessage",
        ),
        (
            "<publicIp>198.18.1.10<",
            "<publicIp>198.18.1.12<",
            "publicIp",
        ),
        (
            "\\\"state\\\": \\\"valid\\\"",
            "\\\"state\\\": \\\"invalid\\\"",
            "validity.state",
        ),
        ("\"status\":200", "\"status\":202", "HTTP status"),
        (
            "\\\"asn_origin\\\":\\\"64500\\\"",
            "\\\"asn_origin\\\":\\\"64501\\\"",
            "origins",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let report = replayed(&text.replacen(from, to, 1), 2).await;
        let told = report.text();
        assert!(!report.agrees() && told.contains(member), "{from}: {told}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_again_is_said() {
    let text = record(source("  - describe: byoip-cidrs\n"), RunOptions::default()).await;
    let line = text.lines().last().unwrap();
    let unknown = line.replace("DescribeByoipCidrs", "DescribeSpotFleetRequests");
    let silent = line.replace("\"status\":200,", "");
    let expired = line.replace(
        "\"status\":200",
        "\"status\":400,\"code\":\"RequestExpired\"",
    );
    let person =
        r#"{"kind":"deed","at":"2026-01-05T09:00:00Z","by":"person","instruction":"please nod"}"#;
    let text = format!("{text}{unknown}\n{silent}\n{expired}\n{person}\n{{");
    let report = replayed(&text, 1).await;
    let told = report.text();
    assert!(report.agrees(), "{told}");
    for said in [
        "DescribeSpotFleetRequests: the simulator has no such action",
        "no answer came",
        "RequestExpired says nothing about the world",
        "please nod: nobody could see",
        "the recording was cut off in its last line",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert_eq!(report.json()["not_replayed"].as_array().unwrap().len(), 4);
}

/// A simulator in the part of real AWS.
fn amazon(base: String) -> RunOptions {
    RunOptions {
        target: Target::Aws,
        allow_write: Some("123456789012:198.18.0.0/23".parse().unwrap()),
        elsewhere: Elsewhere {
            endpoint: Some(base.clone()),
            services: Some(base),
            pause: Some(SignedDuration::from_millis(1)),
        },
        ..RunOptions::default()
    }
}

/// The ROAs were all there before the run began. Made one after another, each with
/// its delay, they would leave validators that know the first of them alone.
#[tokio::test]
async fn what_was_found_done_is_done_again_at_once() {
    let wanted = WorldWanted {
        seed: 1,
        ..WorldWanted::default()
    };
    let world = embedded::start(&wanted).await.unwrap();
    let control = Control::at(&world.base_url()).unwrap();
    let mut steps = String::new();
    for asn in ["AS64500", "AS16509", "AS14618"] {
        let roa = serde_json::json!({ "prefix": "198.18.1.0/24", "max_length": 24, "asn": asn });
        let made = control.send(reqwest::Method::POST, "roas", Some(&roa));
        made.await.unwrap();
        steps.push_str(&format!(
            "  - roa: {{ create: {{ prefix: 198.18.1.0/24, asn: {asn}, max-length: 24 }} }}\n"
        ));
    }
    let day = serde_json::json!({ "by": "25h" });
    control.advance(&day).await.unwrap();
    let text = record(source(&steps), amazon(world.base_url())).await;
    assert_eq!(text.matches("\"found_done\":").count(), 3, "{text}");
    for seed in [1, 3] {
        let report = replayed(&text, seed).await;
        let told = report.text();
        assert_eq!(report.left_out(), 0, "{told}");
        assert!(report.agrees(), "{told}");
    }
}

/// Real AWS as far as the run knows; a person does what is asked for.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_did_is_done_again() {
    let wanted = WorldWanted {
        seed: 1,
        ..WorldWanted::default()
    };
    let world = embedded::start(&wanted).await.unwrap();
    let base = world.base_url();
    let (sender, mut asked) = tokio::sync::mpsc::unbounded_channel();
    let sender = Arc::new(Mutex::new(sender));
    let notice = Notice::new(move |text| sender.lock().unwrap().send(text.to_owned()).unwrap());
    let control = Control::at(&base).unwrap();
    let person = tokio::spawn(async move {
        while let Some(text) = asked.recv().await {
            if text.contains("create the ROA") {
                let roa = serde_json::json!(
                    { "prefix": "198.18.0.0/23", "max_length": 24, "asn": "AS64500" });
                let post = reqwest::Method::POST;
                control.send(post, "roas", Some(&roa)).await.unwrap();
            } else {
                let line = text.lines().last().unwrap().to_owned();
                let path = "registry/arin/networks/NET-198-18-0-0-1/comments";
                let mut lines = control.field(path).await.unwrap();
                lines.push(line);
                control.set_field(path, &lines).await.unwrap();
            }
            control
                .advance(&serde_json::json!({ "by": "1d" }))
                .await
                .unwrap();
        }
    });
    let options = RunOptions {
        notice,
        ..amazon(base)
    };
    let steps = r#"
  - key: { file: key.pem }
  - certificate: { key: key.pem, days: 30 }
    capture: { certificate: OneLine }
  - registry: { registry: arin, network: NET-198-18-0-0-1, field: comments, add: "{{certificate}}" }
  - roa: { create: { prefix: 198.18.0.0/23, asn: AS64500, max-length: 24 } }
  - bgp: { announce: { prefix: 198.18.0.0/23, asn: AS64500 } }
  - rdap: { registry: arin, ip: 198.18.1.0 }
    expect: { lines: { contains: "{{certificate}}" } }
  - describe: byoip-cidrs
"#;
    let text = record(source(steps), options).await;
    person.abort();
    assert!(text.contains("\"by\":\"person\""), "{text}");
    let report = replayed(&text, 3).await;
    let told = report.text();
    assert_eq!(report.left_out(), 0, "{told}");
    assert!(report.agrees(), "{told}");
}

#[tokio::test]
async fn a_real_target_has_no_world_to_replay_in() {
    let options = Options {
        target: Target::Aws,
        ..Options::default()
    };
    let error = replay(&["nowhere".into()], &options).await.unwrap_err();
    assert!(matches!(error, ReplayError::Aws));
    let error = replay(&["nowhere".into()], &Options::default()).await;
    assert!(matches!(error, Err(ReplayError::Recording { .. })));
}

#[tokio::test]
async fn a_mistake_in_what_is_asked_for_is_told_apart_from_a_simulator_that_fails() {
    let text = record(source("  - describe: byoip-cidrs\n"), RunOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    std::fs::write(&path, &text).unwrap();
    let with = |key: &str, value: &str| Options {
        policy: [(key.to_owned(), value.to_owned())].into(),
        ..Options::default()
    };
    for (key, value) in [("nope", "1"), ("review_duration", "banana")] {
        let error = replay(std::slice::from_ref(&path), &with(key, value)).await;
        assert!(matches!(error, Err(ReplayError::Policy(_))), "{key}");
    }
    let world = Options {
        world: Some(Source {
            path: "world.yaml".to_owned(),
            text: "nothing: here".to_owned(),
        }),
        ..Options::default()
    };
    let error = replay(std::slice::from_ref(&path), &world).await;
    assert!(matches!(error, Err(ReplayError::World(_))));

    // Of a run that exchanged nothing there is the head.
    let head = text.split_inclusive('\n').next().unwrap();
    std::fs::write(&path, head).unwrap();
    let error = replay(&[path], &Options::default()).await.unwrap_err();
    assert!(
        error.to_string().contains("nothing was recorded"),
        "{error}"
    );
}
