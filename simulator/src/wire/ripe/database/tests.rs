//! The database's REST service at the wire. The members and their order are
//! those of answers in the RIPE Database documentation ("RESTful API", "JSON
//! format", "XML format"), the texts those of RIPE-NCC/whois.

use byoip_vocabulary::registry::{Field, Registry};
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::owner::sample::{call, refused, simulation};
use crate::wire::sample::start;

const NET: &str = "/rest.db.ripe.net/ripe/inetnum/198.19.0.0%20-%20198.19.3.255";
// KEYID:secret, OTHER:secret, portal-key, and one that nobody has.
const KEY: (&str, &str) = ("authorization", "Basic S0VZSUQ6c2VjcmV0");
const OTHERS: (&str, &str) = ("authorization", "Basic T1RIRVI6c2VjcmV0");
const PORTALS: (&str, &str) = ("authorization", "Basic cG9ydGFsLWtleQ==");
const NOBODYS: (&str, &str) = ("authorization", "Basic bm9ib2R5OnNlY3JldA==");
const JSON: (&str, &str) = ("content-type", "application/json");
const XML: (&str, &str) = ("content-type", "application/xml");
const WANT_JSON: (&str, &str) = ("accept", "application/json");

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

/// In JSON and in XML, a value with further lines is kept with them; the answer
/// shows it cleaned, unless told not to.
#[test]
fn free_text_is_replaced() {
    let simulation = simulation();
    let lines = "one\n two # three";
    let sent = body(&[("descr", lines), ("remarks", "four")]);
    let put = format!("PUT {NET}");
    let answered = call(&simulation, &put, &[KEY, JSON, WANT_JSON], &sent);
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(typed(&simulation, Field::Descr), [lines]);
    assert_eq!(typed(&simulation, Field::Remarks), ["four"]);
    let shown = json!({ "name": "descr", "value": "one two", "comment": "three" });
    assert!(
        answered.body.contains(&shown.to_string()),
        "{}",
        answered.body
    );
    let modified = json!({ "name": "last-modified", "value": "2026-01-05T09:00:00Z" });
    assert!(
        answered.body.contains(&modified.to_string()),
        "{}",
        answered.body
    );
    // What is shown so can be put back, in either format.
    for suffix in ["json", "xml"] {
        let get = format!("GET {NET}.{suffix}?unfiltered&unformatted");
        let whole = call(&simulation, &get, &[], "").body;
        let media_type = if suffix == "json" { JSON } else { XML };
        let again = refused(&simulation, &put, &[KEY, media_type, WANT_JSON], &whole);
        assert_eq!(again.status, 200, "{}", again.body);
        let message = json!({
            "severity": "Warning",
            "text": "Submitted object identical to database object",
        });
        assert_eq!(
            parse(&again.body)["errormessages"]["errormessage"],
            json!([message])
        );
    }
    let get = format!("GET {NET}.xml?unfiltered&unformatted");
    let whole = call(&simulation, &get, &[], "").body;
    let other = whole.replace("one&#10; two # three", "five");
    assert_ne!(other, whole);
    let answered = call(&simulation, &put, &[KEY, XML], &other);
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(typed(&simulation, Field::Descr), ["five"]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let simulation = simulation();
    let line = format!("PUT {NET}?dry-run");
    let answered = refused(
        &simulation,
        &line,
        &[KEY, JSON, WANT_JSON],
        &body(&[("descr", "new")]),
    );
    assert_eq!(answered.status, 200);
    let value = parse(&answered.body);
    assert_eq!(
        value["errormessages"]["errormessage"][0]["severity"],
        "Info"
    );
    assert!(answered.body.contains(r#"{"name":"descr","value":"new"}"#));
}

/// Free text is UTF-8, but for characters that no text has.
#[test]
fn the_database_keeps_free_text() {
    let simulation = simulation();
    let line = format!("PUT {NET}");
    let sent = body(&[("descr", "Café \u{2603}\u{7}")]);
    let answered = call(&simulation, &line, &[KEY, JSON, WANT_JSON], &sent);
    assert_eq!(typed(&simulation, Field::Descr), ["Café \u{2603}?"]);
    let message = &parse(&answered.body)["errormessages"]["errormessage"][0];
    assert_eq!(message["severity"], "Warning");
    assert_eq!(message["attribute"]["name"], "descr");
}

#[test]
fn updates_that_are_refused() {
    let simulation = simulation();
    let put = &*format!("PUT {NET}");
    let good = &*body(&[("descr", "new")]);
    let locked = "can only be changed by the RIPE NCC";
    let unauthorised =
        "Authorisation for [%s] %s failed\\nusing \\\"%s:\\\"\\nnot authenticated by: %s";
    let two = good.replacen("[{\"type\"", "[{\"attributes\":{}},{\"type\"", 1);
    let none = json!({ "objects": { "object": [] } }).to_string();
    let nowhere = "PUT /rest.db.ripe.net/test/inetnum/198.19.0.0/22";
    let missing = "PUT /rest.db.ripe.net/ripe/inetnum/192.0.2.0/24";
    let without = |name: &str| {
        let list = attributes(&[]);
        whole(
            &list
                .into_iter()
                .filter(|it| it.0 != name)
                .collect::<Vec<_>>(),
        )
    };
    let more = |name: &str| body(&[(name, "x")]);
    for (line, key, sent, status, part) in [
        (put, NOBODYS, good, 401, unauthorised),
        (put, OTHERS, good, 401, unauthorised),
        (put, PORTALS, good, 401, unauthorised),
        (
            put,
            ("x-nothing", ""),
            good,
            401,
            "\"value\":\"EXAMPLE-MNT\"",
        ),
        (put, KEY, "{", 400, "JSON processing exception"),
        (put, KEY, "[1]", 400, "JSON processing exception"),
        (put, KEY, "{}", 400, "Single object expected"),
        (put, KEY, &none, 400, "\"value\":\"0\""),
        (put, KEY, &two, 400, "\"value\":\"2\""),
        (
            put,
            KEY,
            &with("source", "RIPE # Filtered"),
            400,
            "filtered whois output",
        ),
        (
            put,
            KEY,
            &with("source", "TEST"),
            400,
            "Invalid source specified",
        ),
        (
            put,
            KEY,
            &with("inetnum", "198.19.0.0 - 198.19.3.254"),
            400,
            "do not match",
        ),
        (
            put,
            KEY,
            &good.replacen("\"inetnum\"", "\"person\"", 1),
            400,
            "do not match",
        ),
        (nowhere, KEY, good, 400, "Invalid source"),
        (missing, KEY, good, 400, "do not match"),
        (put, KEY, &more("colour"), 400, "not a known RPSL attribute"),
        (
            put,
            KEY,
            &more("as-name"),
            400,
            "not valid for this object type",
        ),
        (put, KEY, &more("geofeed"), 400, "not simulated"),
        (put, KEY, &without("country"), 400, "Mandatory attribute"),
        (put, KEY, &without("source"), 400, "Mandatory attribute"),
        (put, KEY, &with("netname", "OTHER"), 400, locked),
        (put, KEY, &with("org", "ORG-OT1-RIPE"), 400, locked),
        (put, KEY, &with("mnt-by", "OTHER-MNT"), 400, locked),
        (
            put,
            KEY,
            &with("status", "ASSIGNED PA"),
            400,
            "delete and re-create",
        ),
        (put, KEY, &with("country", "DE"), 400, "not simulated"),
        (
            "DELETE /rest.db.ripe.net/ripe/inetnum/198.19.0.0/22",
            KEY,
            "",
            405,
            "DELETE",
        ),
        (
            "POST /rest.db.ripe.net/ripe/inetnum",
            KEY,
            good,
            405,
            "POST",
        ),
    ] {
        let answered = refused(&simulation, line, &[key, JSON, WANT_JSON], sent);
        assert_eq!(answered.status, status, "{line} {sent}\n{}", answered.body);
        assert!(
            answered.body.contains(part),
            "{line} {sent}\n{}",
            answered.body
        );
        let value = parse(&answered.body);
        assert_eq!(
            value["errormessages"]["errormessage"][0]["severity"],
            "Error"
        );
        assert_eq!(value["link"]["type"], "locator");
    }
    for sent in ["<", "<objects/>", "<whois-resources/>"] {
        let answered = refused(&simulation, put, &[KEY, XML], sent);
        assert_eq!(answered.status, 400, "{sent}");
        assert!(
            answered.body.contains("<errormessage severity=\"Error\""),
            "{sent}"
        );
    }
    let text = ("content-type", "text/plain");
    assert_eq!(refused(&simulation, put, &[KEY, text], good).status, 415);
    assert_eq!(refused(&simulation, put, &[KEY], good).status, 415);
    let wanted = ("accept", "text/html");
    assert_eq!(
        refused(&simulation, put, &[KEY, JSON, wanted], good).status,
        406
    );
    assert_eq!(super::refuse_long().status, 413);
}
