use serde_json::{Value, json};

use super::*;
use crate::wire::sample;
use crate::world::internet::{self, Route};
use crate::world::{Command, World};

mod routing;

fn ask(path: &str, query: &str, world: &World) -> (u16, Value) {
    let query = Query {
        base: "https://stat.ripe.net",
        path,
        pairs: &crate::wire::http::pairs(query.as_bytes()),
    };
    let answer = answer(&query, world, sample::start());
    assert_eq!(answer.content_type, "application/json");
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

fn validate(query: &str, world: &World) -> Value {
    let (status, answer) = ask("/data/rpki-validation/data.json", query, world);
    assert_eq!(status, 200);
    answer["data"].clone()
}

fn look(resource: &str, world: &World) -> Value {
    let query = format!("resource={resource}");
    let (status, answer) = ask("/data/looking-glass/data.json", &query, world);
    assert_eq!(status, 200);
    answer["data"].clone()
}

/// The origins that the peers see, in the collectors' order.
fn origins(resource: &str, world: &World) -> Vec<u32> {
    let seen = look(resource, world);
    let rrcs = seen["rrcs"].as_array().unwrap();
    rrcs.iter()
        .flat_map(|rrc| rrc["peers"].as_array().unwrap())
        .map(|peer| {
            let origin = peer["asn_origin"].as_str().unwrap();
            let path = peer["as_path"].as_str().unwrap();
            let last = path.rsplit(' ').next().unwrap();
            assert_eq!(last, origin, "{path}");
            origin.parse().unwrap()
        })
        .collect()
}

fn route(prefix: &str, origin: u32) -> Route {
    Route {
        prefix: prefix.parse().unwrap(),
        origin: byoip_vocabulary::asn::Asn::new(origin),
    }
}

fn perform(world: &mut World, command: internet::Command) {
    world
        .perform(world.now(), &Command::Internet(command))
        .unwrap();
}

#[test]
fn wraps_data_as_ripestat_does() {
    let query = "resource=16509&prefix=198.18.1.0/24";
    let (_, answer) = ask("/data/rpki-validation/data.json", query, &sample::world());
    assert_eq!(
        answer.to_string(),
        json!({
            "messages": [],
            "see_also": [],
            "version": "0.3",
            "data_call_name": "rpki-validation",
            "data_call_status": "supported",
            "cached": false,
            "query_id": "20260105090000-00000000-0000-4000-8000-000000000000",
            "process_time": 1,
            "server_id": "app1",
            "build_version": "v0.10.13-2026.07.09",
            "pipeline": "1335896",
            "status": "ok",
            "status_code": 200,
            "time": "2026-01-05T09:00:00.000000",
            "data": {
                "resource": "16509",
                "prefix": "198.18.1.0/24",
                "validating_roas": [],
                "status": "unknown",
                "validator": "routinator",
            },
        })
        .to_string()
    );
}

/// The recorded answer with two ROAs, in documentation numbers.
#[test]
fn lists_the_matching_roa_first() {
    let world = sample::world_with_roas(&[
        ("198.18.1.0/24", 24, 64500),
        ("198.18.1.0/24", 24, 64501),
        ("198.18.0.0/23", 23, 64501),
    ]);
    assert_eq!(
        validate("resource=AS64501&prefix=198.18.1.0/24", &world).to_string(),
        json!({
            "resource": "64501",
            "prefix": "198.18.1.0/24",
            "validating_roas": [
                { "origin": "64501", "prefix": "198.18.1.0/24", "validity": "valid", "max_length": 24 },
                { "origin": "64500", "prefix": "198.18.1.0/24", "validity": "invalid_asn", "max_length": 24 },
                { "origin": "64501", "prefix": "198.18.0.0/23", "validity": "invalid_length", "max_length": 23 },
            ],
            "status": "valid",
            "validator": "routinator",
        })
        .to_string()
    );
}

#[test]
fn names_the_four_states() {
    let world = sample::world_with_roas(&[("198.18.0.0/23", 23, 64500)]);
    for (query, status) in [
        ("resource=64500&prefix=198.18.0.0/23", "valid"),
        ("resource=16509&prefix=198.18.0.0/23", "invalid_asn"),
        ("resource=64500&prefix=198.18.1.0/24", "invalid_length"),
        ("resource=64500&prefix=192.0.2.0/24", "unknown"),
    ] {
        assert_eq!(validate(query, &world)["status"], status, "{query}");
    }
}

#[test]
fn shows_a_route_from_every_collector() {
    let world = sample::world_with_routes(&[("198.18.0.0/23", 64500)]);
    let seen = look("198.18.0.0/23", &world);
    let rrcs = seen["rrcs"].as_array().unwrap();
    let names: Vec<&str> = rrcs.iter().map(|it| it["rrc"].as_str().unwrap()).collect();
    assert_eq!(names, ["RRC00", "RRC01", "RRC11", "RRC23"]);
    assert_eq!(rrcs[0]["location"], "Amsterdam, NL");
    let peer = &rrcs[0]["peers"][0];
    let path = peer["as_path"].as_str().unwrap();
    assert!(
        path.starts_with("174 ") && path.ends_with(" 64500"),
        "{path}"
    );
    assert_eq!(
        peer.to_string(),
        json!({
            "asn_origin": "64500",
            "as_path": path,
            "community": "",
            "largeCommunity": "",
            "extendedCommunity": "",
            "last_updated": "2026-01-05T09:00:00",
            "prefix": "198.18.0.0/23",
            "peer": "192.0.2.1",
            "origin": "IGP",
            "next_hop": "192.0.2.1",
            "latest_time": "2026-01-05T09:00:00",
            "community_info": {},
        })
        .to_string()
    );
    assert_eq!(
        seen["parameters"],
        json!({ "resource": "198.18.0.0/23", "look_back_limit": 86_400, "cache": null })
    );
}

#[test]
fn looks_a_prefix_up_exactly_and_an_address_by_the_most_specific() {
    let world = sample::world_with_routes(&[
        ("198.18.0.0/23", 64500),
        ("198.18.1.0/24", 16509),
        ("2001:db8:100::/40", 64501),
    ]);
    for (resource, origin) in [
        ("198.18.0.0/23", Some(64500)),
        ("198.18.1.0/24", Some(16509)),
        ("198.18.0.0/24", None),
        ("198.18.0.9", Some(64500)),
        ("198.18.1.9", Some(16509)),
        ("198.19.0.9", None),
        ("2001:db8:100::9", Some(64501)),
    ] {
        let expected = Vec::from_iter(origin.into_iter().flat_map(|origin| [origin; 40]));
        assert_eq!(origins(resource, &world), expected, "{resource}");
    }
    let peer = &look("2001:db8:100::/40", &world)["rrcs"][0]["peers"][0];
    assert_eq!(peer["peer"], "2001:db8:ffff::1");
}

/// While the origin changes each peer goes to the nearer one; the old one is seen
/// until the last has heard that it is gone.
#[test]
fn watches_the_origin_change() {
    let mut world = sample::world_with_routes(&[("198.18.1.0/24", 64500)]);
    let (old, new) = (route("198.18.1.0/24", 64500), route("198.18.1.0/24", 16509));
    let counts = |world: &World| {
        let origins = origins("198.18.1.0/24", world);
        let new = origins.iter().filter(|origin| **origin == 16509).count();
        (origins.len() - new, new)
    };
    perform(&mut world, internet::Command::Announce(new));
    assert_eq!(counts(&world), (39, 1), "Amazon itself is a peer");
    world.wake(world.next_due().unwrap());
    let (home, amazon) = counts(&world);
    assert!(
        home > 0 && amazon > 0 && home + amazon == 40,
        "{home} {amazon}"
    );
    perform(&mut world, internet::Command::Withdraw(old));
    assert_eq!(counts(&world), (home, amazon), "nobody has heard of it yet");
    world.wake(world.next_due().unwrap());
    assert_eq!(counts(&world), (0, 40));
}

#[test]
fn refuses_with_a_message() {
    let world = sample::world();
    for (path, query, status, text) in [
        (
            "/data/rpki-validation/data.json",
            "resource=16509",
            400,
            "parameter `prefix` is missing",
        ),
        (
            "/data/rpki-validation/data.json",
            "resource=amazon&prefix=198.18.1.0/24",
            400,
            "`amazon` is not a valid resource: not an AS number; write AS64500 or 64500",
        ),
        (
            "/data/rpki-validation/data.json",
            "resource=16509&prefix=198.18.1.1/24",
            400,
            "`198.18.1.1/24` is not a valid prefix: host bits are set; the network is 198.18.1.0/24",
        ),
        (
            "/data/looking-glass/data.json",
            "",
            400,
            "parameter `resource` is missing",
        ),
        (
            "/data/looking-glass/data.json",
            "resource=x",
            400,
            "`x` is not a valid resource: no prefix length; write address/length, such as 198.18.1.0/24",
        ),
        (
            "/data/bgplay/data.json",
            "resource=198.18.1.0/24",
            404,
            "`/data/bgplay/data.json` is not simulated; there are announced-prefixes, bgp-state, looking-glass, routing-status and rpki-validation, each as /data/rpki-validation/data.json",
        ),
    ] {
        let (found, answer) = ask(path, query, &world);
        assert_eq!(found, status, "{path}?{query}");
        assert_eq!(answer["status"], "error");
        assert_eq!(answer["status_code"], status);
        assert_eq!(answer["messages"], json!([["error", text]]));
        assert_eq!(answer["data"], json!({}));
    }
}
