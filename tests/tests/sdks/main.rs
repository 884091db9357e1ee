//! The same short story of a range, told by every kind of client that AWS has:
//! each must see the same states, codes and HTTP statuses.
//!
//! Rust's teller is beside this file, the others are in `tests/clients/`.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON that lacks a member reads as null, and the test fails where it should"
)]

use std::fs;

use byoip_tests::desk::Desk;
use byoip_tests::prepared;
use byoip_tests::simulator::Simulator;
use serde_json::Value;

mod rust;

/// The story as it must be told, but for what the world chooses.
const STORY: &str = "\
GetCallerIdentity: 123456789012
ProvisionByoipCidr as a dry run: DryRunOperation 412
ProvisionByoipCidr: pending-provision
DescribeByoipCidrs: provisioned into POOL
AllocateAddress: ADDRESS of POOL
DescribeAddresses: ADDRESS of POOL
AdvertiseByoipCidr: advertised
DeprovisionByoipCidr: IncorrectState 400
WithdrawByoipCidr: provisioned
DescribeAddresses after ReleaseAddress: 0
DeprovisionByoipCidr: pending-deprovision
";

/// A desk at a fresh world with a range that is ready to be provisioned.
fn begin() -> (Simulator, Desk) {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    prepared::range(&simulator, &mut desk);
    desk.set("CLIENTS", concat!(env!("CARGO_MANIFEST_DIR"), "/clients"));
    (simulator, desk)
}

/// The story with the pool and the address that the world chose, as its own log
/// has them.
fn expected(simulator: &Simulator) -> String {
    let (_, log) = simulator.control("GET", "events", "");
    let allocation = |event: &Value| {
        let address = event["address"].as_str()?.to_owned();
        Some((address, event["pool"].as_str()?.to_owned()))
    };
    let events = log["events"].as_array();
    let (address, pool) = events
        .and_then(|events| events.iter().find_map(allocation))
        .expect("an address was allocated");
    STORY.replace("POOL", &pool).replace("ADDRESS", &address)
}

#[track_caller]
fn is_told_by(client: &str) {
    let (simulator, desk) = begin();
    let told = desk.ok(&format!(r#"{client} "$MESSAGE" "$SIGNATURE""#));
    assert_eq!(told, expected(&simulator));
}

#[test]
fn by_boto3_with_legacy_retries() {
    is_told_by("python3 $CLIENTS/story.py legacy");
}

#[test]
fn by_boto3_with_standard_retries() {
    is_told_by("python3 $CLIENTS/story.py standard");
}

#[test]
fn by_boto3_with_adaptive_retries() {
    is_told_by("python3 $CLIENTS/story.py adaptive");
}

#[test]
fn by_the_command_line() {
    is_told_by("$CLIENTS/story.sh");
}

#[test]
fn by_javascript() {
    is_told_by("node $CLIENTS/javascript/story.mjs");
}

#[test]
fn by_rust() {
    let (simulator, desk) = begin();
    let signature = desk.line("echo $SIGNATURE");
    let told = rust::tell(&simulator, prepared::MESSAGE, &signature);
    assert_eq!(told, expected(&simulator));
}

/// Source: botocore's retry tables: legacy mode repeats RequestLimitExceeded
/// where it comes with 503, five attempts in all; standard mode makes three.
#[test]
fn boto3_asks_again_where_it_is_throttled() {
    let policy = tempfile::NamedTempFile::new().expect("a file can be made");
    fs::write(policy.path(), "throttling: virtual\n").expect("a file can be written");
    let policy = policy.path().to_str().expect("a path is text");
    let simulator = Simulator::start_with(&["--policy", policy]);
    let mut desk = Desk::at(&simulator);
    desk.set("CLIENTS", concat!(env!("CARGO_MANIFEST_DIR"), "/clients"));
    let told = desk.ok("python3 $CLIENTS/throttled.py");
    assert_eq!(told, THROTTLED);
}

const THROTTLED: &str = "\
the first token: DryRunOperation 412, attempts: 1
legacy: RequestLimitExceeded 503, attempts: 5
standard: RequestLimitExceeded 503, attempts: 3
legacy, while time passes: DryRunOperation 412, attempts: 2
";
