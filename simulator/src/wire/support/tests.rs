//! What a request is refused with, and what the answers look like.

use super::*;
use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::wire::sample;
use crate::world::aws::permission::{Pattern, Permissions};

fn wall() -> Timestamp {
    sample::start()
}

fn simulation() -> Simulation {
    Simulation::new(WorldFile::default_world().genesis, Mode::Manual, wall())
}

fn send(simulation: &Simulation, request: &Request) -> (u16, Value) {
    let answer = crate::wire::aws::answer(simulation, wall(), request);
    assert_eq!(answer.content_type, "application/x-amz-json-1.1");
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

/// Status and body of an answer to a signed request.
fn ask(simulation: &Simulation, action: &str, body: &str) -> (u16, Value) {
    let target = format!("{TARGET}{action}");
    let headers = [
        ("content-type", "application/x-amz-json-1.1"),
        ("x-amz-target", target.as_str()),
    ];
    let request = sample::signed(SERVICE, "us-east-1", &headers, body, "test");
    send(simulation, &request)
}

#[test]
fn a_policy_may_deny_an_action() {
    let mut genesis = WorldFile::default_world().genesis;
    let denied: Pattern = "support:CreateCase".parse().unwrap();
    for (_, credential) in &mut genesis.credentials {
        credential.permissions = Permissions::new(None, vec![denied.clone()]);
    }
    let simulation = Simulation::new(genesis, Mode::Manual, wall());
    let (status, answer) = ask(&simulation, "CreateCase", "{}");
    assert_eq!(
        (status, &answer["__type"]),
        (400, &json!("AccessDeniedException"))
    );
    assert_eq!(ask(&simulation, "DescribeCases", "{}").0, 200);
}

/// One row an error of a request that is signed well.
#[test]
#[rustfmt::skip]
fn errors() {
    let simulation = &simulation();
    let long = format!(r#"{{"subject":"a","communicationBody":"{}"}}"#, "b".repeat(8_001));
    for (action, body, code) in [
        ("CloseCase", "{}", "UnknownOperationException"),
        ("AddCommunicationToCase", "{}", "UnsupportedOperation"),
        ("CreateCase", "[]", "SerializationException"),
        ("CreateCase", "{", "SerializationException"),
        ("CreateCase", "{}", "ValidationException"),
        ("CreateCase", "", "ValidationException"),
        ("CreateCase", r#"{"subject":null,"communicationBody":"b"}"#, "ValidationException"),
        ("CreateCase", r#"{"subject":"a","communicationBody":""}"#, "ValidationException"),
        ("CreateCase", r#"{"subject":1,"communicationBody":"b"}"#, "SerializationException"),
        ("CreateCase", r#"{"subject":"a","communicationBody":"b","language":"xx"}"#, "ValidationException"),
        ("CreateCase", r#"{"subject":"a","communicationBody":"b","severityCode":"mild"}"#, "ValidationException"),
        ("CreateCase", r#"{"subject":"a","communicationBody":"b","issueType":"moral"}"#, "ValidationException"),
        ("CreateCase", r#"{"subject":"a","communicationBody":"b","attachmentSetId":"x"}"#, "UnsupportedOperation"),
        ("CreateCase", r#"{"subject":"a","communicationBody":"b","dryRun":true}"#, "DryRunOperationException"),
        ("CreateCase", &long, "ValidationException"),
        ("DescribeCases", r#"{"caseIdList":["case-0"]}"#, "CaseIdNotFound"),
        ("DescribeCases", r#"{"maxResults":9}"#, "ValidationException"),
        ("DescribeCases", r#"{"maxResults":101}"#, "ValidationException"),
        ("DescribeCases", r#"{"nextToken":"x"}"#, "ValidationException"),
        ("DescribeCases", r#"{"afterTime":"2026-01-01"}"#, "UnsupportedOperation"),
        ("ResolveCase", "{}", "ValidationException"),
        ("ResolveCase", r#"{"caseId":"case-0"}"#, "CaseIdNotFound"),
    ] {
        let (status, answer) = ask(simulation, action, body);
        let told = (status, &answer["__type"]);
        assert_eq!(told, (400, &json!(code)), "{action} {body}: {answer}");
    }
    assert!(simulation.read(wall()).log().is_empty());
}

#[test]
fn what_nobody_knows_is_passed_over() {
    let (status, answer) = ask(&simulation(), "DescribeCases", r#"{"unheard":1}"#);
    assert_eq!((status, answer), (200, json!({ "cases": [] })));
}

#[test]
fn requests_without_a_caller() {
    let simulation = simulation();
    let target = format!("{TARGET}DescribeCases");
    let headers = [("x-amz-target", target.as_str())];
    let code = |request: &Request| {
        let (status, answer) = send(&simulation, request);
        assert_eq!(status, 400, "{answer}");
        answer["__type"].as_str().unwrap().to_owned()
    };
    let wrong = sample::signed(SERVICE, "us-east-1", &headers, "{}", "wrong");
    assert_eq!(code(&wrong), "InvalidSignatureException");
    let mut tampered = sample::signed(SERVICE, "us-east-1", &headers, "{}", "test");
    *tampered.body_mut() = r#"{"maxResults":10}"#.into();
    assert_eq!(code(&tampered), "InvalidSignatureException");
    let mut retargeted = sample::signed(SERVICE, "us-east-1", &headers, "{}", "test");
    let other = format!("{TARGET}ResolveCase").parse().unwrap();
    retargeted.headers_mut().insert("x-amz-target", other);
    assert_eq!(code(&retargeted), "InvalidSignatureException");
    let mut stranger = sample::signed(SERVICE, "us-east-1", &headers, "{}", "test");
    let authorization = stranger.headers()["authorization"].to_str().unwrap();
    let authorization = authorization.replace("Credential=test/", "Credential=nobody/");
    let value = authorization.parse().unwrap();
    stranger.headers_mut().insert("authorization", value);
    assert_eq!(code(&stranger), "UnrecognizedClientException");
}

/// An SDK with a URL of its own signs for the Region it is set to.
#[test]
fn every_region_reaches_the_same_cases() {
    let simulation = simulation();
    let (status, _) = ask(
        &simulation,
        "CreateCase",
        r#"{"subject":"a","communicationBody":"b"}"#,
    );
    assert_eq!(status, 200);
    let target = format!("{TARGET}DescribeCases");
    let headers = [("x-amz-target", target.as_str())];
    let request = sample::signed(SERVICE, "eu-west-1", &headers, "{}", "test");
    let (status, answer) = send(&simulation, &request);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["cases"].as_array().unwrap().len(), 1);
}

#[test]
fn a_page_after_the_other() {
    let simulation = simulation();
    for number in 0..25 {
        let body = format!(r#"{{"subject":"{number}","communicationBody":"b"}}"#);
        assert_eq!(ask(&simulation, "CreateCase", &body).0, 200);
    }
    let mut asked = json!({ "maxResults": 10 });
    let mut sizes = Vec::new();
    loop {
        let (_, answer) = ask(&simulation, "DescribeCases", &asked.to_string());
        sizes.push(answer["cases"].as_array().unwrap().len());
        let Some(token) = answer.get("nextToken") else {
            break;
        };
        asked["nextToken"] = token.clone();
    }
    assert_eq!(sizes, [10, 10, 5]);
}
