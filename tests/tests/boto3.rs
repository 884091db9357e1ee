//! Python's boto3: every action's answer parses into the members that its model
//! names, and refusals come with the codes and HTTP statuses that SDKs act on.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON that lacks a member reads as null, and the test fails where it should"
)]

use byoip_tests::desk::Desk;
use byoip_tests::prepared;
use byoip_tests::simulator::Simulator;
use serde_json::Value;

/// What this world only refuses.
const REFUSED: [&str; 1] = ["EnableAddressTransfer"];

/// The actions of EC2 and STS that the simulator has, by its own word.
fn actions(desk: &mut Desk) -> Vec<String> {
    let ledger = desk.ok("byoip-sim fidelity --json");
    let ledger: Value = serde_json::from_str(&ledger).expect("the ledger is JSON");
    let all = ledger["actions"]
        .as_array()
        .expect("the ledger has actions");
    let text =
        |action: &Value, member: &str| action[member].as_str().unwrap_or_default().to_owned();
    all.iter()
        .filter(|action| ["ec2", "sts"].contains(&text(action, "service").as_str()))
        .map(|action| text(action, "name"))
        .filter(|name| !REFUSED.contains(&name.as_str()))
        .collect()
}

#[test]
fn every_answer_fits_the_model() {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    let story = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/boto3_story.py");
    desk.set("STORY", story);
    let own = r#"{"prefix":"198.18.0.0/23","max_length":24,"asn":"AS64500"}"#;
    assert_eq!(simulator.control("POST", "roas", own).0, 201);
    let brought = simulator.control("PUT", "byoasns/123456789012/64500", "");
    assert_eq!(brought.0, 200, "{}", brought.1);
    prepared::range(&simulator, &mut desk);
    let story = r#"python3 "$STORY" "$MESSAGE" "$SIGNATURE""#;
    let mut told = desk.ok(&format!("{story} provision"));
    simulator.advance("7d");
    told += &desk.ok(&format!("{story} use"));
    simulator.advance("1m");
    told += &desk.ok(&format!("{story} leave"));
    told += &networks(&simulator, &mut desk);
    for action in actions(&mut desk) {
        let done = told.lines().any(|line| line == format!("ok {action}"));
        assert!(done, "{action} was not called:\n{told}");
    }
}

/// The story of the networks, with an IPv6 range whose certificate is in the
/// RIPE record of its network.
fn networks(simulator: &Simulator, desk: &mut Desk) -> String {
    let story = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/network_story.py");
    desk.set("STORY", story);
    desk.set(
        "MESSAGE",
        "1|aws|123456789012|2001:db8::/48|20991231|SHA256|RSAPSS",
    );
    desk.ok("curl -sf --data-binary @certificate.pem \
           $BYOIP_SIMULATOR_URL/_simulator/registry/ripe/networks/2001:db8::%2F32/descr");
    let signature = desk.line(r#"byoip sign --key private-key.pem --message "$MESSAGE""#);
    desk.set("SIGNATURE", &signature);
    for asn in ["AS16509", "AS14618"] {
        let roa = format!(r#"{{"prefix":"2001:db8::/48","max_length":48,"asn":"{asn}"}}"#);
        assert_eq!(simulator.control("POST", "roas", &roa).0, 201);
    }
    simulator.advance("1d");
    let mut told = String::new();
    for (part, after) in [
        ("provision", "7d"),
        ("build", "1h"),
        ("clear", "1h"),
        ("gone", "1s"),
    ] {
        told += &desk.ok(&format!(
            r#"python3 "$STORY" "$MESSAGE" "$SIGNATURE" {part}"#
        ));
        simulator.advance(after);
    }
    told
}

/// The actions of the services beside EC2 that the story must have gone through.
const BESIDE_EC2: [&str; 9] = [
    "AddTags",
    "CreateCase",
    "CreateLoadBalancer",
    "DeleteLoadBalancer",
    "DescribeCases",
    "DescribeLoadBalancers",
    "DescribeTags",
    "RemoveTags",
    "ResolveCase",
];

#[test]
fn the_services_beside_ec2_fit_their_models() {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    let story = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/elb_support_story.py");
    desk.set("STORY", story);
    let told = desk.ok(r#"python3 "$STORY""#);
    for action in BESIDE_EC2 {
        let done = told.lines().any(|line| line == format!("ok {action}"));
        assert!(done, "{action} was not called:\n{told}");
    }
}
