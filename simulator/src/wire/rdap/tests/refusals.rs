//! What each registry says of what it does not show. RIPE NCC's words are its
//! server's.

use super::*;

#[track_caller]
fn refused(registry: Registry, path: &str, status: u16, title: &str, text: &str) {
    let answer = ask(registry, path, &sample::world());
    assert_eq!(
        (answer.status, answer.content_type),
        (status, MEDIA_TYPE),
        "{path}"
    );
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        members(&error),
        "rdapConformance notices errorCode title description"
    );
    assert_eq!(error["errorCode"], status);
    assert_eq!(error["title"], title);
    assert_eq!(error["description"], json!([text]), "{path}");
}

#[track_caller]
fn ripe(path: &str, status: u16, title: &str, text: &str) {
    refused(Registry::Ripe, path, status, title, text);
}

#[track_caller]
fn arin(path: &str, status: u16, title: &str, text: &str) {
    let path = format!("/registry{path}");
    refused(Registry::Arin, &path, status, title, text);
}

#[test]
fn networks() {
    ripe(
        "/ip/192.0.2.0/24",
        404,
        "Not found",
        "Redirect URI not found",
    );
    arin(
        "/ip/192.0.2.1",
        404,
        "Not Found",
        "no registry of this world has a network that encompasses 192.0.2.1/32",
    );
    arin(
        "/ip/198.18.0.1/23",
        400,
        "Bad Request",
        "`198.18.0.1/23` has host bits set; ask ip/198.18.0.0/23",
    );
    arin(
        "/ip/198.18.0.0%20-%20198.18.2.255",
        400,
        "Bad Request",
        "`198.18.0.0 - 198.18.2.255` is neither an address nor a prefix; ask ip/198.18.0.0 or ip/198.18.0.0/24",
    );
}

#[test]
fn autnums() {
    ripe("/autnum/64511", 404, "Not found", "Redirect URI not found");
    arin(
        "/autnum/4294967296",
        400,
        "Bad Request",
        "`4294967296` is no AS number; ask autnum/64500",
    );
}

/// The head of an error of an AS number is that of an AS number.
#[test]
fn an_unknown_as_number_has_its_own_conformance() {
    let answer = ask(Registry::Ripe, "/autnum/64511", &sample::world());
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    let conformance = error["rdapConformance"].as_array().unwrap();
    assert!(conformance.contains(&json!("nro_rdap_profile_asn_flat_0")));
}

#[test]
fn entities() {
    ripe(
        "/entity/ORG-NO1-RIPE",
        404,
        "Not Found",
        "Requested organisation not found: ORG-NO1-RIPE",
    );
    ripe(
        "/entity/NO1-RIPE",
        404,
        "Not Found",
        "Requested object not found",
    );
    ripe(
        "/entity/a%20b",
        400,
        "Bad Request",
        "Bad organisation or mntner syntax: a b",
    );
    arin(
        "/entity/NOBODY-1",
        404,
        "Not Found",
        "there is no NOBODY-1 here",
    );
}

#[test]
fn domains_and_name_servers() {
    ripe(
        "/domain/19.198.in-addr.arpa",
        404,
        "Not found",
        "Redirect URI not found",
    );
    ripe(
        "/domain/example.com",
        400,
        "Bad Request",
        "RIPE NCC does not support forward domain queries.",
    );
    ripe(
        "/nameserver/ns1.example.net",
        501,
        "Not Implemented",
        "Nameserver not supported",
    );
}

#[test]
fn searches_and_relations() {
    ripe(
        "/entities",
        400,
        "Bad Request",
        "Either fn or handle is a required parameter, but never both",
    );
    ripe(
        "/ips/rirSearch1/up/198.19.0.0/22",
        400,
        "Bad Request",
        "Relation up doesn't exist",
    );
    ripe(
        "/ips/rirSearch1/rdap-up/198.19.0.0/22",
        404,
        "Not Found",
        "No up level object has been found for 198.19.0.0/22",
    );
    ripe(
        "/autnums/rirSearch1/rdap-up/64501",
        501,
        "Not Implemented",
        "Relation queries not allowed for autnum",
    );
}

#[test]
fn paths() {
    ripe("/ip", 400, "Bad Request", "empty lookup term");
    ripe(
        "/ip//192.0.2.1",
        400,
        "Bad Request",
        "Ambiguous URI empty segment",
    );
    ripe("/network/x", 400, "Bad Request", "unknown objectType");
    ripe(
        "/network",
        404,
        "Not Found",
        "look-ups are under /, such as /ip/198.19.0.0",
    );
    arin(
        "/network/x",
        404,
        "Not Found",
        "`network` is no look-up; ask ip/198.18.0.0",
    );
    refused(
        Registry::Arin,
        "/ip/198.18.1.0",
        404,
        "Not Found",
        "look-ups are under /registry/, such as /registry/ip/198.18.0.0",
    );
}

/// A service of APNIC's alone: what it would show is not simulated, and says so.
/// To the others its path is one that they do not have.
#[test]
fn history() {
    let path = |registry: Registry| format!("{}/history/ip/198.18.1.0", registry.rdap_root());
    let none = |address: &str| format!("`history` is no look-up; ask ip/{address}");
    let (arin, lacnic) = (none("198.18.0.0"), none("198.19.64.0"));
    let afrinic = none("198.19.128.0");
    for (registry, status, title, text) in [
        (Registry::Arin, 404, "Not Found", arin.as_str()),
        (Registry::Ripe, 400, "Bad Request", "unknown objectType"),
        (
            Registry::Apnic,
            501,
            "Not Implemented",
            "what a record was is not simulated; look up what it is: ip/203.0.113.0",
        ),
        (Registry::Lacnic, 404, "Not Found", lacnic.as_str()),
        (Registry::Afrinic, 404, "Not Found", afrinic.as_str()),
    ] {
        refused(registry, &path(registry), status, title, text);
    }
}
