//! The certification authority at the wire.

use serde_json::{Value, json};

use crate::clock::Mode;
use crate::simulation::Simulation;
use crate::wire::owner::sample::{Answered, call, genesis, refused};
use crate::wire::sample::start;
use crate::world::internet::Route;

mod refused;

const KEY: (&str, &str) = ("ncc-api-authorization", "portal-key");
const OTHERS: (&str, &str) = ("ncc-api-authorization", "other-portal-key");
const DATABASES: (&str, &str) = ("ncc-api-authorization", "KEYID:secret");
const JSON: (&str, &str) = ("content-type", "application/json");
const PUBLISH: &str = "POST /my.ripe.net/api/rpki/roas/publish";
const LIST: &str = "GET /my.ripe.net/api/rpki/roas";

/// The sample's world, where somebody announces two routes of the member's.
fn simulation() -> Simulation {
    let mut genesis = genesis();
    for (prefix, origin) in [("198.19.0.0/22", 64500), ("198.19.2.0/24", 64510)] {
        genesis.routes.push(Route {
            prefix: prefix.parse().unwrap(),
            origin: byoip_vocabulary::asn::Asn::new(origin),
        });
    }
    Simulation::new(genesis, Mode::Manual, start())
}

fn roa(asn: &str, prefix: &str, length: u8) -> Value {
    json!({ "asn": asn, "prefix": prefix, "maximalLength": length })
}

fn publish(simulation: &Simulation, body: &Value) -> Answered {
    call(simulation, PUBLISH, &[KEY, JSON], &body.to_string())
}

fn list(simulation: &Simulation) -> Value {
    serde_json::from_str(&call(simulation, LIST, &[KEY], "").body).unwrap()
}

#[test]
fn a_set_is_changed() {
    let simulation = simulation();
    let one = roa("AS64500", "198.19.0.0/22", 23);
    let two = roa("AS16509", "198.19.0.0/24", 24);
    let answered = publish(&simulation, &json!({ "added": [one, two], "deleted": [] }));
    assert_eq!((answered.status, answered.body.as_str()), (204, ""));
    assert!(answered.headers.get("content-type").is_none());
    let shown = |roa: &Value, valids: u8, invalids: u8| {
        let mut roa = roa.clone();
        roa["_numberOfValidsCaused"] = json!(valids);
        roa["_numberOfInvalidsCaused"] = json!(invalids);
        roa
    };
    // The first makes its own route valid and another's, which is longer, not.
    let both = json!([shown(&one, 1, 1), shown(&two, 0, 0)]);
    assert_eq!(list(&simulation), both);
    // Twice added, and one deleted that is not there: nothing to do.
    let three = roa("AS1", "198.19.0.0/24", 24);
    let nothing = json!({ "added": [one], "deleted": [three] }).to_string();
    assert_eq!(
        refused(&simulation, PUBLISH, &[KEY, JSON], &nothing).status,
        204
    );
    assert_eq!(
        refused(&simulation, PUBLISH, &[KEY, JSON], "{}").status,
        204
    );
    // What is added and deleted stays; a null is nothing.
    let both = json!({ "added": [one, three], "deleted": [one, three] }).to_string();
    for nothing in [both.as_str(), r#"{"added":null}"#] {
        let answered = refused(&simulation, PUBLISH, &[KEY, JSON], nothing);
        assert_eq!(answered.status, 204);
    }
    // Deletions and additions in one step: another length for the same pair.
    let longer = roa("AS64500", "198.19.0.0/22", 24);
    let swap = json!({ "added": [longer], "deleted": [one] });
    assert_eq!(publish(&simulation, &swap).status, 204);
    assert_eq!(
        list(&simulation),
        json!([shown(&longer, 1, 1), shown(&two, 0, 0)])
    );
}

#[test]
fn what_is_announced() {
    let simulation = simulation();
    let get = "GET /my.ripe.net/api/rpki/announcements?key=portal-key";
    let states = |body: &str| {
        let list: Vec<Value> = serde_json::from_str(body).unwrap();
        let state = |it: &Value| it["currentState"].as_str().unwrap().to_owned();
        list.iter().map(state).collect::<Vec<_>>()
    };
    let answered = call(&simulation, get, &[], "");
    assert_eq!(states(&answered.body), ["UNKNOWN", "UNKNOWN"]);
    let affected = "POST /my.ripe.net/api/rpki/announcements/affected";
    let one = roa("AS64500", "198.19.0.0/22", 22);
    let answered = refused(&simulation, affected, &[KEY, JSON], &one.to_string());
    assert_eq!(states(&answered.body), ["VALID", "INVALID_LENGTH"]);
    let two = roa("AS64500", "198.19.2.0/23", 24);
    let answered = refused(&simulation, affected, &[KEY, JSON], &two.to_string());
    assert_eq!(states(&answered.body), ["INVALID_ASN"]);
    let resources = call(
        &simulation,
        "GET /my.ripe.net/api/rpki/resources",
        &[KEY],
        "",
    );
    let expected = json!({ "resources": ["AS64501", "198.19.0.0/22", "2001:db8:100::/40"] });
    assert_eq!(resources.body, expected.to_string());
}

/// A change may be tied to the list that it was thought out on.
#[test]
fn a_list_that_has_changed() {
    let simulation = simulation();
    let answered = call(&simulation, LIST, &[KEY], "");
    let tag = answered.headers["etag"].to_str().unwrap().to_owned();
    let change = |tag: &str| json!({ "added": [roa("AS1", "198.19.0.0/24", 24)], "ifMatch": tag });
    assert_eq!(publish(&simulation, &change(&tag)).status, 204);
    let late = change(&tag).to_string();
    assert_eq!(
        refused(&simulation, PUBLISH, &[KEY, JSON], &late).status,
        412
    );
    let header = ("if-match", "\"other\"");
    let answered = refused(&simulation, PUBLISH, &[KEY, JSON, header], &late);
    assert_eq!(answered.status, 400);
    assert!(answered.body.contains("do not match"), "{}", answered.body);
}

/// The published source compares tags as text, so that * is one that fits no list.
#[test]
fn any_tag() {
    for (matches, status) in [("false", 412), ("true", 204)] {
        let mut genesis = genesis();
        genesis.policy.set("ripe_any_tag_matches", matches).unwrap();
        let simulation = Simulation::new(genesis, Mode::Manual, start());
        let body = json!({ "added": [roa("AS1", "198.19.0.0/24", 24)] }).to_string();
        let headers = [KEY, JSON, ("if-match", "*")];
        assert_eq!(call(&simulation, PUBLISH, &headers, &body).status, status);
        // An empty change is one of any list.
        assert_eq!(call(&simulation, PUBLISH, &headers, "{}").status, 204);
    }
}
