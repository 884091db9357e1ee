use ::http::Method;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::ec2::tests::{ask, simulation, wall};
use crate::wire::sample::control;
use crate::world_file::WorldFile;

/// A world of one account and one network.
const SMALL: &str = r#"version: 1
region: eu-central-1
seed: 5
start: 2027-03-01T00:00:00Z
policy:
  range_quota: 2
accounts:
  - id: "111122223333"
    access_keys: [{ id: test, secret: test, user: nine }]
registries:
  ripe:
    organizations:
      - handle: ORG-EX9-RIPE
        name: Example Nine
        street: [1 Example Street]
        city: Exampleton
        postal_code: "00000"
        country: NL
        registered: 2020-01-01T00:00:00Z
        changed: 2020-01-01T00:00:00Z
    networks:
      - handle: 198.19.0.0 - 198.19.3.255
        name: EXAMPLE-NINE
        prefix: 198.19.0.0/22
        status: ALLOCATED PA
        maintainer: EXAMPLE-MNT
        organization: ORG-EX9-RIPE
        country: NL
        registered: 2020-01-01T00:00:00Z
        changed: 2020-01-01T00:00:00Z
"#;

fn reset(simulation: &Simulation, body: &Value) -> (u16, String) {
    control(simulation, Method::POST, "reset", &body.to_string())
}

fn environment(simulation: &Simulation, name: &str) -> String {
    let (_, text) = control(simulation, Method::GET, "environment", "");
    let variables: Value = serde_json::from_str(&text).unwrap();
    variables[name].as_str().unwrap().to_owned()
}

/// Everything follows that hangs on the world: the clock, the Region, the keys,
/// the settings.
#[test]
fn another_world_begins() {
    let simulation = simulation();
    let body = json!({ "world": SMALL, "seed": 9, "policy": { "address_quota": 7, "unknown_range_code": "InvalidParameter" } });
    let (status, text) = reset(&simulation, &body);
    assert_eq!(status, 200, "{text}");
    let clock: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(clock["now"], "2027-03-01T00:00:00Z");
    assert_eq!(environment(&simulation, "AWS_REGION"), "eu-central-1");
    let mut genesis = WorldFile::parse(SMALL, "world").unwrap().genesis;
    genesis.seed = 9;
    genesis.policy.set("address_quota", "7").unwrap();
    genesis
        .policy
        .set("unknown_range_code", "InvalidParameter")
        .unwrap();
    assert_eq!(simulation.genesis().as_ref(), &genesis);
    assert_eq!(*simulation.read(wall()), genesis.begin());
    let (quota, own) = simulation.with_policy(|policy| (policy.range_quota, policy.address_quota));
    assert_eq!((quota, own), (2, 7));
    // A body without anything begins that one again, one with `default` the first.
    let (status, _) = reset(&simulation, &json!({}));
    assert_eq!((status, simulation.genesis().seed), (200, 9));
    let (status, _) = reset(&simulation, &json!({ "default": true }));
    assert_eq!(status, 200);
    assert_eq!(simulation.genesis().as_ref(), simulation.first());
    assert_eq!(environment(&simulation, "AWS_REGION"), "us-east-1");
    assert_eq!(simulation.with_policy(|policy| policy.address_quota), 5);
}

/// A setting rules from the first call on, for the wire as for the world.
#[test]
fn settings_follow() {
    let simulation = simulation();
    let call = "Action=AdvertiseByoipCidr&Cidr=198.18.1.0/24";
    assert_eq!(
        ask(&simulation, call),
        (400, "InvalidParameterValue".to_owned())
    );
    let settings =
        json!({ "policy": { "unknown_range_code": "InvalidParameter", "throttling": "virtual" } });
    assert_eq!(reset(&simulation, &settings).0, 200);
    assert_eq!(ask(&simulation, call), (400, "InvalidParameter".to_owned()));
    assert_eq!(
        ask(&simulation, call),
        (503, "RequestLimitExceeded".to_owned())
    );
}

/// A row a body that begins nothing: the world goes on as it was.
#[test]
fn refuses() {
    let simulation = simulation();
    assert_eq!(ask(&simulation, "Action=AllocateAddress").0, 200);
    for (body, expected) in [
        (
            json!({ "world": "version: 1\nregoin: us-east-1\n" }),
            "world:2:1: unknown field `regoin`",
        ),
        (
            json!({ "world": "version: 1\nregoin: us-east-1\n" }),
            "2 | regoin: us-east-1\n  | ^",
        ),
        (json!({ "world": "version: 2\n" }), "version 2 is not known"),
        (
            json!({ "world": format!("{SMALL}vrps: /etc/hostname\n") }),
            "a world that is sent names no other files",
        ),
        (
            json!({ "world": SMALL, "default": true }),
            "say `world` or `default`, not both",
        ),
        (
            json!({ "policy": { "range_qouta": 1 } }),
            "did you mean `range_quota`?",
        ),
        (
            json!({ "policy": { "range_quota": "many" } }),
            "policy `range_quota` cannot be `many`",
        ),
        (
            json!({ "policy": { "range_quota": [1] } }),
            "a setting is one value",
        ),
        (json!({ "wrold": "" }), "unknown field `wrold`"),
    ] {
        let (status, text) = reset(&simulation, &body);
        let error: Value = serde_json::from_str(&text).unwrap();
        let error = error["error"].as_str().unwrap();
        assert_eq!(status, 400, "{text}");
        assert!(error.contains(expected), "{error}");
    }
    assert!(!simulation.read(wall()).log().is_empty());
}
