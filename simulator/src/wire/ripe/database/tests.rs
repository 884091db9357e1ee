//! The database's REST service at the wire. The members and their order are
//! those of answers in the RIPE Database documentation ("RESTful API", "JSON
//! format", "XML format"), the texts those of RIPE-NCC/whois.

use byoip_vocabulary::registry::{Field, Registry};
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::owner::sample::{call, refused, simulation};
use crate::wire::sample::start;

mod refused;
mod update;

const NET: &str = "/rest.db.ripe.net/ripe/inetnum/198.19.0.0%20-%20198.19.3.255";
// KEYID:secret, OTHER:secret, portal-key, and one that nobody has.
const KEY: (&str, &str) = ("authorization", "Basic S0VZSUQ6c2VjcmV0");
const OTHERS: (&str, &str) = ("authorization", "Basic T1RIRVI6c2VjcmV0");
const PORTALS: (&str, &str) = ("authorization", "Basic cG9ydGFsLWtleQ==");
const NOBODYS: (&str, &str) = ("authorization", "Basic bm9ib2R5OnNlY3JldA==");
const JSON: (&str, &str) = ("content-type", "application/json");
const XML: (&str, &str) = ("content-type", "application/xml");
const WANT_JSON: (&str, &str) = ("accept", "application/json");

/// What whois and RDAP have beside networks is there to be looked up.
#[test]
fn classes_that_are_only_shown() {
    let simulation = simulation();
    for (path, key, attribute) in [
        (
            "role/ex1-ripe",
            ("nic-hdl", "EX1-RIPE"),
            ("e-mail", "noc@example.net"),
        ),
        (
            "mntner/EXAMPLE-MNT",
            ("mntner", "EXAMPLE-MNT"),
            ("auth", ""),
        ),
        (
            "domain/1.19.198.in-addr.arpa",
            ("domain", "1.19.198.in-addr.arpa"),
            ("nserver", "ns1.example.net"),
        ),
    ] {
        let line = format!("GET /rest.db.ripe.net/ripe/{path}.json?unfiltered");
        let answered = call(&simulation, &line, &[], "");
        assert_eq!(answered.status, 200, "{line}: {}", answered.body);
        let value = parse(&answered.body);
        let object = &value["objects"]["object"][0];
        let keys = &object["primary-key"]["attribute"][0];
        assert_eq!(
            (keys["name"].as_str(), keys["value"].as_str()),
            (Some(key.0), Some(key.1))
        );
        let list = object["attributes"]["attribute"].as_array().unwrap();
        let mut own = list.iter().filter(|it| it["name"] == attribute.0);
        assert_eq!(own.next().unwrap()["value"], attribute.1, "{line}");
        let line = format!("PUT /rest.db.ripe.net/ripe/{path}");
        let answered = refused(&simulation, &line, &[KEY, JSON], "{}");
        assert_eq!(answered.status, 405, "{line}");
        assert_eq!(answered.headers["allow"], "GET, HEAD", "{line}");
    }
    for path in [
        "person/EX1-RIPE",
        "role/NOBODY",
        "domain/1.18.198.in-addr.arpa",
    ] {
        let line = format!("GET /rest.db.ripe.net/ripe/{path}");
        assert_eq!(refused(&simulation, &line, &[], "").status, 404, "{line}");
    }
}

/// A search says that it is none, in the form that was asked for.
#[test]
fn searches() {
    let simulation = simulation();
    let line = "GET /rest.db.ripe.net/search.json?query-string=EX1-RIPE&source=ripe";
    let answered = refused(&simulation, line, &[], "");
    assert_eq!(answered.status, 501);
    let message = &parse(&answered.body)["errormessages"]["errormessage"][0];
    let text = message["text"].as_str().unwrap();
    assert!(text.starts_with("Searching is not simulated"), "{text}");
}

/// The TEST database has a name of its own, at its own host alone.
#[test]
fn the_test_database() {
    let simulation = simulation();
    for (path, status) in [
        ("rest-test.db.ripe.net/test", 200),
        ("rest-test.db.ripe.net/ripe", 200),
        ("rest.db.ripe.net/test", 400),
    ] {
        let line = format!("GET /{path}/inetnum/198.19.0.0/22");
        assert_eq!(
            refused(&simulation, &line, &[], "").status,
            status,
            "{line}"
        );
    }
}

/// The network's attributes, with others for its free text.
fn attributes(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut list = vec![
        ("inetnum", "198.19.0.0 - 198.19.3.255"),
        ("netname", "EXAMPLE-NET"),
    ];
    list.extend(texts);
    list.extend([
        ("country", "NL"),
        ("org", "ORG-EX1-RIPE"),
        ("admin-c", "EX1-RIPE"),
        ("tech-c", "EX1-RIPE"),
        ("status", "ALLOCATED PA"),
        ("mnt-by", "EXAMPLE-MNT"),
        ("source", "RIPE"),
    ]);
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    list.into_iter().map(owned).collect()
}

fn whole(attributes: &[(String, String)]) -> String {
    let list = attributes.iter();
    let list = list.map(|(name, value)| json!({ "name": name, "value": value }));
    let list: Vec<Value> = list.collect();
    let object = json!({
        "type": "inetnum",
        "source": { "id": "RIPE" },
        "attributes": { "attribute": list },
    });
    json!({ "objects": { "object": [object] } }).to_string()
}

fn body(texts: &[(&str, &str)]) -> String {
    whole(&attributes(texts))
}

/// The object's body with one attribute's value changed.
fn with(name: &str, value: &str) -> String {
    let mut list = attributes(&[]);
    for attribute in &mut list {
        if attribute.0 == name {
            attribute.1 = value.to_owned();
        }
    }
    whole(&list)
}

fn typed(simulation: &Simulation, field: Field) -> Vec<String> {
    let world = simulation.read(start());
    let registries = world.registries();
    let network = registries.network(Registry::Ripe, "198.19.0.0 - 198.19.3.255");
    network.unwrap().record.typed(field).to_vec()
}

fn parse(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}

#[test]
fn an_object_is_shown() {
    let simulation = simulation();
    let answered = call(&simulation, &format!("GET {NET}"), &[WANT_JSON], "");
    let base = "http://localhost:4566/rest.db.ripe.net/ripe";
    let link = |path: &str| json!({ "type": "locator", "href": format!("{base}/{path}") });
    let refer = |name: &str, value: &str, class: &str| {
        json!({
            "link": link(&format!("{class}/{value}")),
            "name": name,
            "value": value,
            "referenced-type": class,
        })
    };
    let plain = |name: &str, value: &str| json!({ "name": name, "value": value });
    let key = "198.19.0.0 - 198.19.3.255";
    let expected = json!({
        "objects": { "object": [{
            "type": "inetnum",
            "link": link(&format!("inetnum/{key}")),
            "source": { "id": "ripe" },
            "primary-key": { "attribute": [plain("inetnum", key)] },
            "attributes": { "attribute": [
                plain("inetnum", key),
                plain("netname", "EXAMPLE-NET"),
                plain("country", "NL"),
                refer("org", "ORG-EX1-RIPE", "organisation"),
                refer("admin-c", "EX1-RIPE", "role"),
                refer("tech-c", "EX1-RIPE", "role"),
                plain("status", "ALLOCATED PA"),
                refer("mnt-by", "EXAMPLE-MNT", "mntner"),
                plain("created", "2012-05-01T08:00:00Z"),
                plain("last-modified", "2025-11-03T15:04:05Z"),
                json!({ "name": "source", "value": "RIPE", "comment": "Filtered" }),
            ] },
        }] },
        "terms-and-conditions": {
            "type": "locator",
            "href": "https://docs.db.ripe.net/terms-conditions.html",
        },
    });
    assert_eq!(answered.body, expected.to_string());
    assert_eq!(answered.status, 200);
    let unfiltered = format!("GET {NET}.json?unfiltered");
    assert!(
        !call(&simulation, &unfiltered, &[], "")
            .body
            .contains("Filtered")
    );
}

#[test]
fn keys_have_several_spellings() {
    let simulation = simulation();
    for (key, found) in [
        ("inetnum/198.19.0.0/22", true),
        ("inetnum/198.19.0.0-198.19.3.255", true),
        ("INETNUM/198.19.0.0%2F22", true),
        ("inetnum/198.19.0.0/23", false),
        ("inetnum/198.18.0.0/23", false),
        ("inet6num/2001:db8:100::/40", true),
        ("inet6num/2001:0DB8:0100:0000:0000:0000:0000:0000/40", true),
        ("inet6num/198.19.0.0/22", false),
        ("aut-num/AS64501", true),
        ("aut-num/AS64502", false),
        ("organisation/org-ex1-ripe", true),
        ("person/EX1-RIPE", false),
    ] {
        let line = format!("GET /rest.db.ripe.net/ripe/{key}.json");
        let answered = call(&simulation, &line, &[], "");
        assert_eq!(answered.status == 200, found, "{key}");
        if !found {
            let message = &parse(&answered.body)["errormessages"]["errormessage"][0];
            assert_eq!(message["args"][0]["value"], "RIPE", "{key}");
        }
    }
}
