use proptest::prelude::*;

use super::*;

#[test]
fn a_child_record_hides_its_parent() {
    let mut genesis = sample::genesis();
    let child = sample::arin("NET-198-18-1-0-1", "198.18.1.0/24");
    genesis.networks.push(child);
    let mut world = genesis.begin();
    sample::publish(&mut world, "NET-198-18-0-0-1", Field::Comments, &[PEM]);
    for (path, handle, has_text) in [
        ("/registry/ip/198.18.1.7", "NET-198-18-1-0-1", false),
        ("/registry/ip/198.18.1.0/24", "NET-198-18-1-0-1", false),
        ("/registry/ip/198.18.1.0/25", "NET-198-18-1-0-1", false),
        ("/registry/ip/198.18.0.0/24", "NET-198-18-0-0-1", true),
        // No child encompasses the whole /23.
        ("/registry/ip/198.18.0.0/23", "NET-198-18-0-0-1", true),
    ] {
        let network = found(Registry::Arin, path, &world);
        assert_eq!(network["handle"], handle, "{path}");
        assert_eq!(network.get("remarks").is_some(), has_text, "{path}");
    }
}

#[test]
fn shows_what_is_published_and_not_what_is_typed() {
    let mut world = sample::world();
    sample::edit(&mut world, "NET-198-18-0-0-1", Field::Comments, &[PEM]);
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &world);
    assert!(network.get("remarks").is_none());
}

#[test]
fn redirects_to_the_registry_that_has_it() {
    let world = sample::world();
    let location = |registry, base: &str, path: &str| {
        let query = Query {
            base,
            path,
            pairs: &[],
        };
        let answer = answer(registry, &query, &world);
        assert_eq!(answer.status, 301);
        let header = answer.headers.iter().find(|(name, _)| *name == "location");
        header.unwrap().1.clone()
    };
    for (registry, base, path, to) in [
        (
            Registry::Ripe,
            "https://rdap.db.ripe.net",
            "/ip/198.18.1.0/24",
            "https://rdap.arin.net/registry/ip/198.18.1.0/24",
        ),
        (
            Registry::Arin,
            "http://127.0.0.1:4566/rdap.arin.net",
            "/registry/ip/203.0.113.9",
            "http://127.0.0.1:4566/rdap.apnic.net/ip/203.0.113.9",
        ),
        (
            Registry::Apnic,
            "http://rdap.apnic.net:4566",
            "/ip/2001:db8:100::",
            "http://rdap.db.ripe.net:4566/ip/2001:db8:100::",
        ),
    ] {
        assert_eq!(location(registry, base, path), to);
    }
}

#[test]
fn reads_every_spelling_of_an_address() {
    let world = sample::world();
    for path in [
        "/ip/2001:db8:100::1",
        "/ip/2001%3Adb8%3A100%3A%3A1",
        "/ip/2001:db8:100::1%25eth0",
        "/ip/2001:0db8:0100:0000::/64",
    ] {
        let network = found(Registry::Ripe, path, &world);
        assert_eq!(network["handle"], "2001:db8:100::/40", "{path}");
    }
}

proptest! {
    /// Whatever a path holds, the answer is JSON with a status that RFC 7480
    /// knows; only a redirection has no body.
    #[test]
    fn answers_any_path(path in "(/registry|/rdap)?(/ip|/help|/autnum|/entity|/domain|/ips/rirSearch1/rdap-down)?/[0-9a-f.:/%]{0,20}\\PC{0,8}") {
        let world = sample::world();
        for registry in Registry::ALL {
            let answer = ask(registry, &path, &world);
            match answer.status {
                301 => prop_assert!(answer.body.is_empty()),
                status => {
                    prop_assert!([200, 400, 404, 501].contains(&status));
                    serde_json::from_slice::<Value>(&answer.body).unwrap();
                }
            }
        }
    }
}

/// What another registry has, whatever is asked for, and a block that has gone:
/// the stub says where to.
#[test]
fn redirects_whatever_is_asked() {
    let mut genesis = sample::genesis();
    let mut stub = genesis.networks[3].clone();
    stub.handle = "198.18.0.0 - 198.18.1.255".to_owned();
    stub.prefix = "198.18.0.0/23".parse().unwrap();
    stub.transferred_to = Some(Registry::Arin);
    genesis.networks.push(stub.clone());
    // Nobody has this one on record, but its stub says where it went.
    stub.handle = "192.0.2.0 - 192.0.2.255".to_owned();
    stub.prefix = "192.0.2.0/24".parse().unwrap();
    stub.transferred_to = Some(Registry::Lacnic);
    genesis.networks.push(stub);
    let world = genesis.begin();
    for (path, to) in [
        (
            "/ip/198.18.1.0/24",
            "rdap.arin.net/registry/ip/198.18.1.0/24",
        ),
        ("/ip/192.0.2.0/24", "rdap.lacnic.net/rdap/ip/192.0.2.0/24"),
        ("/autnum/64504", "rdap.afrinic.net/rdap/autnum/64504"),
        (
            "/domain/0.18.198.in-addr.arpa",
            "rdap.arin.net/registry/domain/0.18.198.in-addr.arpa",
        ),
    ] {
        let answer = ask(Registry::Apnic, path, &world);
        assert_eq!((answer.status, answer.body.len()), (301, 0), "{path}");
        let location = ("location", format!("http://127.0.0.1:4566/{to}"));
        assert!(answer.headers.contains(&location), "{path}");
    }
}

#[track_caller]
fn refused(registry: Registry, path: &str, status: u16, title: &str, text: &str) {
    let answer = ask(registry, path, &sample::world());
    assert_eq!((answer.status, answer.content_type), (status, MEDIA_TYPE));
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        members(&error),
        "rdapConformance notices errorCode title description"
    );
    assert_eq!(error["errorCode"], status);
    assert_eq!(error["title"], title);
    assert_eq!(error["description"], json!([text]), "{path}");
}

/// RIPE NCC's words are its server's.
#[test]
fn ripe_refuses_in_its_own_words() {
    for (path, status, title, text) in [
        (
            "/ip/192.0.2.0/24",
            404,
            "Not found",
            "Redirect URI not found",
        ),
        ("/autnum/64511", 404, "Not found", "Redirect URI not found"),
        (
            "/entity/ORG-NO1-RIPE",
            404,
            "Not Found",
            "Requested organisation not found: ORG-NO1-RIPE",
        ),
        (
            "/entity/NO1-RIPE",
            404,
            "Not Found",
            "Requested object not found",
        ),
        (
            "/domain/19.198.in-addr.arpa",
            404,
            "Not found",
            "Redirect URI not found",
        ),
        ("/ip", 400, "Bad Request", "empty lookup term"),
        (
            "/ip//192.0.2.1",
            400,
            "Bad Request",
            "Ambiguous URI empty segment",
        ),
        ("/network/x", 400, "Bad Request", "unknown type network"),
        (
            "/entity/a%20b",
            400,
            "Bad Request",
            "Bad organisation or mntner syntax: a b",
        ),
        (
            "/domain/example.com",
            400,
            "Bad Request",
            "RIPE NCC does not support forward domain queries.",
        ),
        (
            "/entities",
            400,
            "Bad Request",
            "Either fn or handle is a required parameter, but never both",
        ),
        (
            "/ips/rirSearch1/up/198.19.0.0/22",
            400,
            "Bad Request",
            "Relation up doesn't exist",
        ),
        (
            "/ips/rirSearch1/rdap-up/198.19.0.0/22",
            404,
            "Not Found",
            "No up level object has been found for 198.19.0.0/22",
        ),
        (
            "/nameserver/ns1.example.net",
            501,
            "Not Implemented",
            "Nameserver not supported",
        ),
        (
            "/autnums/rirSearch1/rdap-up/64501",
            501,
            "Not Implemented",
            "Relation queries not allowed for autnum",
        ),
    ] {
        refused(Registry::Ripe, path, status, title, text);
    }
}

#[test]
fn refuses_what_cannot_be() {
    let arin = |path, status, title, text| refused(Registry::Arin, path, status, title, text);
    arin(
        "/ip/198.18.1.0",
        404,
        "Not Found",
        "look-ups are under /registry/, such as /registry/ip/198.18.1.0",
    );
    arin(
        "/registry/ip/192.0.2.1",
        404,
        "Not Found",
        "no registry of this world has a network that encompasses 192.0.2.1/32",
    );
    arin(
        "/registry/ip/198.18.0.1/23",
        400,
        "Bad Request",
        "`198.18.0.1/23` has host bits set; ask ip/198.18.0.0/23",
    );
    arin(
        "/registry/ip/198.18.0.0%20-%20198.18.2.255",
        400,
        "Bad Request",
        "`198.18.0.0 - 198.18.2.255` is neither an address nor a prefix; ask ip/198.18.1.0 or ip/198.18.1.0/24",
    );
    arin(
        "/registry/entity/NOBODY-1",
        404,
        "Not Found",
        "there is no NOBODY-1 here",
    );
    arin(
        "/registry/autnum/4294967296",
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
fn pages_of_other_origins_may_read() {
    let header = |registry, origin: bool| {
        let mut headers = HeaderMap::new();
        if origin {
            headers.insert(ORIGIN, "https://example.com".parse().unwrap());
        }
        open_to_pages(registry, &headers, Answer::empty(200)).headers
    };
    let all = ("access-control-allow-origin", "*".to_owned());
    let none = ("access-control-allow-credentials", "false".to_owned());
    assert_eq!(header(Registry::Ripe, false), []);
    assert_eq!(header(Registry::Ripe, true), [all.clone(), none]);
    for registry in [
        Registry::Arin,
        Registry::Apnic,
        Registry::Lacnic,
        Registry::Afrinic,
    ] {
        assert_eq!(header(registry, false), std::slice::from_ref(&all));
        assert_eq!(header(registry, true), std::slice::from_ref(&all));
    }
}

#[test]
fn takes_clients_that_take_json() {
    #[track_caller]
    fn check(accept: Option<&str>, taken: bool) {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(ACCEPT, accept.parse().unwrap());
        }
        assert_eq!(is_acceptable(&headers), taken, "{accept:?}");
    }
    check(None, true);
    check(Some("application/rdap+json"), true);
    check(Some("text/html, application/json;q=0.8"), true);
    check(Some("*/*"), true);
    check(Some("text/html"), false);
}

#[test]
fn asking_too_often_says_how_long_to_wait() {
    let query = Query {
        base: "http://rdap.lacnic.net",
        path: "/rdap/ip/198.19.64.0",
        pairs: &[],
    };
    let wait = SignedDuration::from_millis(5_001);
    let answer = slow_down(Registry::Lacnic, &query, &sample::world(), wait);
    assert_eq!(answer.status, 429);
    assert!(answer.headers.contains(&("retry-after", "6".to_owned())));
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(error["title"], "Too Many Requests");
}
