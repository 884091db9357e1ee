use serde_json::{Value, json};

use super::*;
use crate::wire::sample;

fn ask(path: &str, query: &str, world: &World) -> Answer {
    let query = Query {
        base: "https://rpki-validator.ripe.net",
        path,
        pairs: &crate::wire::http::pairs(query.as_bytes()),
    };
    answer(&query, world)
}

fn body(answer: &Answer) -> Value {
    assert_eq!(
        (answer.status, answer.content_type),
        (200, "application/json")
    );
    serde_json::from_slice(&answer.body).unwrap()
}

fn text(answer: Answer) -> (u16, String) {
    (answer.status, String::from_utf8(answer.body).unwrap())
}

/// The /23 is the customer's own, its second half Amazon's too.
fn world() -> World {
    sample::world_with_roas(&[
        ("198.18.0.0/23", 23, 64500),
        ("198.18.1.0/24", 24, 16509),
        ("203.0.113.0/24", 24, 64501),
    ])
}

#[test]
fn tells_why_a_route_is_valid() {
    let answer = ask("/api/v1/validity/AS16509/198.18.1.0/24", "", &world());
    let text = String::from_utf8(answer.body).unwrap();
    let expected = r#"{
   "validated_route": {
      "route": {
         "origin_asn": "AS16509",
         "prefix": "198.18.1.0/24"
      },
      "validity": {
         "state": "valid",
         "description": "At least one VRP Matches the Route Prefix",
         "VRPs": {
            "matched": [
               {
                  "asn": "AS16509",
                  "prefix": "198.18.1.0/24",
                  "max_length": "24"
               }
            ],
            "unmatched_as": [],
            "unmatched_length": [
               {
                  "asn": "AS64500",
                  "prefix": "198.18.0.0/23",
                  "max_length": "23"
               }
            ]
         }
      }
   },
   "generatedTime": "2026-01-05T09:00:00Z"
}"#;
    assert_eq!(text, expected);
}

/// State, reason and text, and how many VRPs matched, were of another AS, were
/// too short.
#[test]
fn sorts_as_routinator_does() {
    let world = world();
    for (route, state, reason, start, counts) in [
        (
            "AS64500/198.18.0.0/23",
            "valid",
            Value::Null,
            "At least one VRP Matches",
            [1, 0, 0],
        ),
        (
            "64501/198.18.0.0/23",
            "invalid",
            json!("as"),
            "At least one VRP Covers the Route Prefix, but no VRP ASN",
            [0, 1, 0],
        ),
        // The customer's own second half, once Amazon's ROA is there.
        (
            "AS64500/198.18.1.0/24",
            "invalid",
            json!("as"),
            "At least one VRP Covers the Route Prefix, but no VRP ASN",
            [0, 1, 1],
        ),
        // Too long goes before another AS.
        (
            "AS16509/198.18.0.0/24",
            "invalid",
            json!("length"),
            "At least one VRP Covers the Route Prefix, but the Route Prefix length is greater than the maximum",
            [0, 0, 1],
        ),
        (
            "AS16509/192.0.2.0/24",
            "not-found",
            Value::Null,
            "No VRP Covers the Route Prefix",
            [0, 0, 0],
        ),
    ] {
        let answer = body(&ask(&format!("/api/v1/validity/{route}"), "", &world));
        let validity = &answer["validated_route"]["validity"];
        let vrps = &validity["VRPs"];
        let count = |heap: &str| vrps[heap].as_array().unwrap().len();
        assert_eq!(validity["state"], state, "{route}");
        assert_eq!(validity["reason"], reason, "{route}");
        let description = validity["description"].as_str().unwrap();
        assert!(description.starts_with(start), "{route}: {description}");
        let found = ["matched", "unmatched_as", "unmatched_length"].map(count);
        assert_eq!(found, counts, "{route}");
    }
}

#[test]
fn three_spellings_ask_the_same() {
    let world = world();
    let one = ask("/api/v1/validity/AS16509/198.18.1.0/24", "", &world);
    for (path, query) in [
        ("/api/v1/validity/16509/198.18.1.0%2F24", ""),
        ("/validity", "asn=16509&prefix=198.18.1.0/24"),
        ("/validity", "prefix=198.18.1.0%2F24&asn=AS16509"),
    ] {
        assert_eq!(ask(path, query, &world), one);
    }
}

#[test]
fn lists_what_covers_a_prefix() {
    let world = world();
    let list = body(&ask("/json", "select-prefix=198.18.1.0/24", &world));
    assert_eq!(
        list,
        json!({
            "metadata": { "generated": 1_767_603_600, "generatedTime": "2026-01-05T09:00:00Z" },
            "roas": [
                { "asn": "AS64500", "prefix": "198.18.0.0/23", "maxLength": 23, "ta": "arin" },
                { "asn": "AS16509", "prefix": "198.18.1.0/24", "maxLength": 24, "ta": "arin" },
            ],
            "routerKeys": [],
            "aspas": [],
        })
    );
}

#[test]
fn selects() {
    let world = world();
    for (query, asns) in [
        ("", vec!["AS64500", "AS16509", "AS64501"]),
        ("select-prefix=198.18.0.0/23", vec!["AS64500"]),
        (
            "select-prefix=198.18.0.0/23&include=more-specifics",
            vec!["AS64500", "AS16509"],
        ),
        ("select-asn=16509", vec!["AS16509"]),
        (
            "select-asn=AS64501&filter-prefix=198.18.1.0/24",
            vec!["AS64500", "AS16509", "AS64501"],
        ),
        ("select-prefix=192.0.2.0/24", vec![]),
    ] {
        let list = body(&ask("/json", query, &world));
        let roas = list["roas"].as_array().unwrap();
        let found: Vec<&str> = roas.iter().map(|it| it["asn"].as_str().unwrap()).collect();
        assert_eq!(found, asns, "{query}");
    }
}

#[test]
fn writes_csv() {
    let answer = ask("/csv", "select-asn=64501", &world());
    let csv = "ASN,IP Prefix,Max Length,Trust Anchor\nAS64501,203.0.113.0/24,24,apnic\n";
    assert_eq!(text(answer), (200, csv.to_owned()));
}

#[test]
fn refuses_in_routinators_words() {
    let world = world();
    for (path, query, status, words) in [
        (
            "/api/v1/validity/AS/198.18.1.0/24",
            "",
            400,
            "{\n   \"error\": \"invalid ASN\"\n}",
        ),
        (
            "/api/v1/validity/AS16509",
            "",
            400,
            "{\n   \"error\": \"invalid prefix\"\n}",
        ),
        (
            "/api/v1/validity/AS16509/198.18.1.1/24",
            "",
            400,
            "{\n   \"error\": \"invalid prefix\"\n}",
        ),
        (
            "/validity",
            "prefix=198.18.1.0/24",
            400,
            "{\n   \"error\": \"invalid ASN\"\n}",
        ),
        (
            "/validity",
            "asn=1&prefix=198.18.1.0/24&x=",
            400,
            "invalid query",
        ),
        ("/json", "select-prefix=198.18.1.0", 400, "invalid query"),
        ("/json", "resource=198.18.1.0/24", 400, "invalid query"),
        ("/csv", "include=all", 400, "invalid query"),
        ("/", "", 404, "resource not found"),
        ("/api/v1/validity", "", 404, "resource not found"),
    ] {
        let answer = ask(path, query, &world);
        assert!(
            answer
                .headers
                .contains(&("access-control-allow-origin", "*".to_owned()))
        );
        assert_eq!(text(answer), (status, words.to_owned()), "{path}?{query}");
    }
}

/// A new ROA is not there at once, nor a deleted one gone at once.
#[test]
fn is_behind_what_holders_create() {
    use crate::world::{Command, rpki};

    let mut world = sample::world();
    let roa = Vrp::new("198.18.1.0/24".parse().unwrap(), None, Asn::new(16509)).unwrap();
    let state = |world: &World| {
        let answer = body(&ask("/api/v1/validity/AS16509/198.18.1.0/24", "", world));
        answer["validated_route"]["validity"]["state"].clone()
    };
    let create = Command::Roa(rpki::Command::create(roa));
    world.perform(sample::start(), &create).unwrap();
    let pass = |world: &mut World, minutes: i64| {
        world.wake(world.now() + jiff::SignedDuration::from_mins(minutes));
        state(world)
    };
    assert_eq!(pass(&mut world, 10), "not-found", "published");
    assert_eq!(pass(&mut world, 10), "valid", "fetched");
    let id = world.rpki().find(&roa).unwrap().clone();
    let delete = Command::Roa(rpki::Command::delete(id));
    world.perform(world.now(), &delete).unwrap();
    assert_eq!(pass(&mut world, 0), "valid");
    assert_eq!(pass(&mut world, 70), "not-found");
}
