//! Same seed, same bytes: the transcript and the event log of the whole
//! migration, twice, with ready-made keys.

use std::path::Path;

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

const SCENARIO: &str = "onboarding/phased-migration.yaml";

/// A desk with the fixture key in a folder of its own.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = |name: &str| root.join(name).display().to_string();
    desk.set("SCENARIOS", &path("scenarios"));
    desk.set("KEY", &path("tests/golden/openssl/test-fixture-key.pem"));
    desk.ok("mkdir keys && cp \"$KEY\" keys/one.pem");
    desk
}

#[test]
fn one_seed_is_one_transcript() {
    let desk = desk();
    let run = |seed: u32| {
        desk.ok(&format!(
            "byoip run \"$SCENARIOS/{SCENARIO}\" --keys keys --seed {seed} --json result-{seed}.json; \
             cat result-{seed}.json"
        ))
    };
    let first = run(7);
    assert_eq!(first, run(7));
    assert!(first != run(8), "another seed is another run");
}

#[test]
fn one_seed_is_one_event_log() {
    let log = |seed: u32| {
        let seed = seed.to_string();
        let start = "2026-01-05T09:00:00Z";
        let simulator = Simulator::start_with(&["--seed", &seed, "--start", start]);
        let mut desk = desk();
        desk.set("URL", &simulator.url());
        desk.ok(&format!(
            "byoip run \"$SCENARIOS/{SCENARIO}\" --keys keys --seed {seed} --target url=\"$URL\" --no-journal"
        ));
        desk.ok("curl -sf \"$URL/_simulator/events\"")
    };
    let (first, again) = (log(7), log(7));
    assert!(first.contains("is provisioned into"));
    // The first event that differs says more than two whole logs.
    for (one, other) in first
        .split("{\"sequence\":")
        .zip(again.split("{\"sequence\":"))
    {
        assert_eq!(one, other);
    }
    assert_eq!(first.len(), again.len());
    assert!(first != log(8), "another seed is another run");
}
