//! The code under test in a world of its own for each test.

use std::time::Duration;

use byoip_example::validity;
use byoip_simulator::testing::Simulator;
use serde_json::json;

const PREFIX: &str = "198.18.1.0/24";
const AMAZON: u32 = 16_509;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A client for the loopback: a proxy of the environment has no way there.
fn http() -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().build();
    client.expect("it has no settings that could be wrong")
}

/// The real URL with `https://` replaced by the simulator's.
fn ripestat(simulator: &Simulator) -> String {
    format!("{}/stat.ripe.net", simulator.endpoint())
}

/// What the holder does at the registry's portal.
async fn create_roa(simulator: &Simulator, asn: u32) {
    let url = format!("{}/_simulator/roas", simulator.endpoint());
    let roa = json!({ "prefix": PREFIX, "asn": asn });
    let answer = http().post(url).json(&roa).send().await;
    let answer = answer.expect("the simulator answers");
    assert_eq!(answer.status(), 201);
}

#[tokio::test]
async fn a_route_is_unknown_without_a_roa() {
    let simulator = Simulator::start().await.expect("it starts");
    let status = validity(&http(), &ripestat(&simulator), PREFIX, AMAZON).await;
    assert_eq!(status.expect("an answer"), "unknown");
}

#[tokio::test]
async fn a_route_is_valid_a_day_after_its_roa() {
    let simulator = Simulator::start().await.expect("it starts");
    create_roa(&simulator, AMAZON).await;
    let at_once = validity(&http(), &ripestat(&simulator), PREFIX, AMAZON).await;
    assert_eq!(at_once.expect("an answer"), "unknown");
    simulator.advance(DAY);
    let later = validity(&http(), &ripestat(&simulator), PREFIX, AMAZON).await;
    assert_eq!(later.expect("an answer"), "valid");
}

#[tokio::test]
async fn another_origins_roa_makes_it_invalid() {
    let simulator = Simulator::start().await.expect("it starts");
    create_roa(&simulator, 64_500).await;
    simulator.advance(DAY);
    let status = validity(&http(), &ripestat(&simulator), PREFIX, AMAZON).await;
    assert!(status.expect("an answer").starts_with("invalid"));
}
