use byoip_vocabulary::registry::Field;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::wire::sample;

const PEM: &str = "-----BEGIN CERTIFICATE-----MIIExample-----END CERTIFICATE-----";

/// Asks as through a host in the path.
fn ask(registry: Registry, path: &str, world: &World) -> Answer {
    let base = format!("http://127.0.0.1:4566/{}", registry.rdap_host());
    let query = Query {
        base: &base,
        path,
        pairs: &[],
    };
    answer(registry, &query, world)
}

/// Asks for what is there.
fn found(registry: Registry, path: &str, world: &World) -> Value {
    let answer = ask(registry, path, world);
    assert_eq!((answer.status, answer.content_type), (200, MEDIA_TYPE));
    serde_json::from_slice(&answer.body).unwrap()
}

/// The names of an object's members, in order.
fn members(value: &Value) -> String {
    let names = value.as_object().unwrap().keys();
    names.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Handle and roles of each entity.
fn roles(value: &Value) -> Vec<(&str, String)> {
    let entities = value["entities"].as_array().unwrap();
    let of = |entity: &Value| entity["roles"].to_string();
    entities
        .iter()
        .map(|entity| (entity["handle"].as_str().unwrap(), of(entity)))
        .collect()
}

#[test]
fn arin_has_its_own_members_in_its_own_order() {
    let mut world = sample::world();
    sample::publish(
        &mut world,
        "NET-198-18-0-0-1",
        Field::Comments,
        &[PEM, "", "trailing  "],
    );
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0/24", &world);
    assert_eq!(
        members(&network),
        "rdapConformance notices handle startAddress endAddress \
         ipVersion name type parentHandle remarks events links entities \
         port43 status objectClassName cidr0_cidrs \
         arin_originas0_originautnums"
    );
    assert_eq!(
        network["rdapConformance"],
        json!([
            "nro_rdap_profile_0",
            "rdap_level_0",
            "cidr0",
            "arin_originas0"
        ])
    );
    assert_eq!(network["handle"], "NET-198-18-0-0-1");
    assert_eq!(network["startAddress"], "198.18.0.0");
    assert_eq!(network["endAddress"], "198.18.1.255");
    assert_eq!(network["type"], "DIRECT ALLOCATION");
    assert_eq!(network["parentHandle"], "NET-198-0-0-0-0");
    assert_eq!(
        network["remarks"],
        json!([{ "title": "Registration Comments", "description": [PEM, "", "trailing  "] }])
    );
    assert_eq!(
        network["cidr0_cidrs"],
        json!([{ "v4prefix": "198.18.0.0", "length": 23 }])
    );
    // The edit was at nine in the morning, UTC.
    assert_eq!(
        network["events"],
        json!([
            { "eventAction": "last changed", "eventDate": "2026-01-05T04:00:00-05:00" },
            { "eventAction": "registration", "eventDate": "2012-05-01T04:00:00-04:00" },
        ])
    );
    let base = "http://127.0.0.1:4566";
    assert_eq!(
        network["links"],
        json!([
            {
                "value": format!("{base}/rdap.arin.net/registry/ip/198.18.1.0/24"),
                "rel": "self",
                "type": "application/rdap+json",
                "href": format!("{base}/rdap.arin.net/registry/ip/198.18.0.0"),
            },
            {
                "value": format!("{base}/rdap.arin.net/registry/ip/198.18.1.0/24"),
                "rel": "alternate",
                "type": "application/xml",
                "href": format!("{base}/whois.arin.net/rest/net/NET-198-18-0-0-1"),
            },
        ])
    );
}

#[test]
fn arin_shows_the_organisation_and_its_contacts() {
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &sample::world());
    let registrant = &network["entities"][0];
    assert_eq!(
        members(registrant),
        "handle vcardArray roles links events entities port43 \
         objectClassName"
    );
    let label = "1 Example Street\nSuite 2\nSpringfield\nVA\n00000\nUS";
    assert_eq!(
        registrant["vcardArray"],
        json!(["vcard", [
            ["version", {}, "text", "4.0"],
            ["fn", {}, "text", "Example Networks"],
            ["adr", { "label": label }, "text", ["", "", "", "", "", "", ""]],
            ["kind", {}, "text", "org"],
        ]])
    );
    assert_eq!(
        roles(registrant),
        [
            ("NOC1-ARIN", "[\"technical\"]".to_owned()),
            ("ABUSE1-ARIN", "[\"abuse\"]".to_owned()),
        ]
    );
}

/// The classic mistake: the same title, but one level down.
#[test]
fn arin_organisation_comments_land_on_the_entity() {
    let mut world = sample::world();
    sample::publish_at_organization(&mut world, &[PEM]);
    let network = found(Registry::Arin, "/registry/ip/198.18.1.0", &world);
    assert!(network.get("remarks").is_none());
    assert_eq!(
        network["entities"][0]["remarks"],
        json!([{ "title": "Registration Comments", "description": [PEM] }])
    );
}

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
fn ripe_merges_descr_and_remarks_without_a_title() {
    let mut world = sample::world();
    let handle = "198.19.0.0 - 198.19.3.255";
    sample::publish(&mut world, handle, Field::Remarks, &[PEM]);
    sample::publish(
        &mut world,
        handle,
        Field::Descr,
        &[
            "Example  Networks # since 2012",
            "EXAMPLE networks",
            "Data centre",
        ],
    );
    let network = found(Registry::Ripe, "/ip/198.19.1.0/24", &world);
    assert_eq!(
        members(&network),
        "handle startAddress endAddress ipVersion name type country \
         lang cidr0_cidrs status entities remarks links events \
         rdapConformance notices redacted port43 objectClassName"
    );
    assert_eq!(network["handle"], handle);
    assert_eq!(network["type"], "ALLOCATED PA");
    assert_eq!(network["lang"], "en");
    assert_eq!(
        network["remarks"],
        json!([{ "description": ["Example Networks", "Data centre", PEM] }])
    );
    assert_eq!(
        network["events"][0],
        json!({ "eventAction": "registration", "eventDate": "2012-05-01T08:00:00Z" })
    );
    assert_eq!(
        roles(&network),
        [
            ("EX1-RIPE", "[\"administrative\",\"technical\"]".to_owned()),
            ("EXAMPLE-MNT", "[\"registrant\"]".to_owned()),
            ("ORG-EX1-RIPE", "[\"registrant\"]".to_owned()),
            ("AR1-RIPE", "[\"abuse\"]".to_owned()),
        ]
    );
    let titles: Vec<&Value> = network["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| &notice["title"])
        .collect();
    assert_eq!(
        titles,
        [
            "Filtered",
            "Whois Inaccuracy Reporting",
            "Source",
            "Terms and Conditions"
        ]
    );
}

/// Two certificates broken over lines: the set of values keeps one BEGIN and one
/// END.
#[test]
fn ripe_drops_repeated_lines() {
    let mut world = sample::world();
    let lines = [
        "-----BEGIN CERTIFICATE-----",
        "MIIOne",
        "-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----",
        "MIITwo",
        "-----END CERTIFICATE-----",
    ];
    sample::publish(&mut world, "2001:db8:100::/40", Field::Descr, &lines);
    let network = found(Registry::Ripe, "/ip/2001:db8:100::/48", &world);
    assert_eq!(network["ipVersion"], "v6");
    assert_eq!(
        network["cidr0_cidrs"],
        json!([{ "v6prefix": "2001:db8:100::", "length": 40 }])
    );
    assert_eq!(
        network["remarks"][0]["description"],
        json!([
            "-----BEGIN CERTIFICATE-----",
            "MIIOne",
            "-----END CERTIFICATE-----",
            "MIITwo"
        ])
    );
}

#[test]
fn apnic_has_two_titled_remarks() {
    let mut world = sample::world();
    let handle = "203.0.113.0 - 203.0.113.255";
    sample::publish(&mut world, handle, Field::Remarks, &[PEM, PEM]);
    sample::publish(&mut world, handle, Field::Descr, &["Example   Pty # Ltd"]);
    let network = found(Registry::Apnic, "/ip/203.0.113.0/24", &world);
    assert_eq!(
        members(&network),
        "rdapConformance notices handle startAddress endAddress \
         ipVersion name type country status remarks events entities \
         links cidr0_cidrs port43 objectClassName"
    );
    assert_eq!(
        network["remarks"],
        json!([
            { "title": "description", "description": ["Example Pty # Ltd"] },
            { "title": "remarks", "description": [PEM, PEM] },
        ])
    );
    assert_eq!(
        roles(&network),
        [
            ("IRT-EX-AU", "[\"abuse\"]".to_owned()),
            ("ORG-EX1-AP", "[\"registrant\"]".to_owned()),
            ("EX1-AP", "[\"administrative\",\"technical\"]".to_owned()),
        ]
    );
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

#[test]
fn refuses_with_an_rdap_error() {
    let world = sample::world();
    for (registry, path, status, text) in [
        (
            Registry::Arin,
            "/ip/198.18.1.0",
            404,
            "look-ups are under /registry/, such as /registry/ip/198.18.1.0",
        ),
        (
            Registry::Arin,
            "/registry/ip/192.0.2.1",
            404,
            "no registry of this world has a network that encompasses 192.0.2.1/32",
        ),
        (
            Registry::Ripe,
            "/ip/192.0.2.0/24",
            404,
            "Redirect URI not found",
        ),
        (
            Registry::Ripe,
            "/ip//192.0.2.1",
            400,
            "`/192.0.2.1` is neither an address nor a prefix; ask ip/198.18.1.0 or ip/198.18.1.0/24",
        ),
        (
            Registry::Ripe,
            "/ip/198.19.0.1/24",
            400,
            "`198.19.0.1/24` has host bits set; ask ip/198.19.0.0/24",
        ),
        (
            Registry::Apnic,
            "/ip",
            400,
            "`` is neither an address nor a prefix; ask ip/198.18.1.0 or ip/198.18.1.0/24",
        ),
        (
            Registry::Apnic,
            "/network/203.0.113.0",
            400,
            "`network` is no look-up; ask ip/198.18.1.0",
        ),
        (
            Registry::Apnic,
            "/autnum/64500",
            501,
            "autnum look-ups are not simulated; this world answers ip and help",
        ),
    ] {
        let answer = ask(registry, path, &world);
        assert_eq!((answer.status, answer.content_type), (status, MEDIA_TYPE));
        let error: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(
            members(&error),
            "rdapConformance notices errorCode title description"
        );
        assert_eq!(error["errorCode"], status);
        assert_eq!(error["description"], json!([text]));
    }
}

#[test]
fn everybody_may_read() {
    let world = sample::world();
    for path in ["/help", "/ip/198.18.1.0", "/ip/x"] {
        let answer = ask(Registry::Ripe, path, &world);
        let header = ("access-control-allow-origin", "*".to_owned());
        assert!(answer.headers.contains(&header), "{path}");
    }
    let help = found(Registry::Ripe, "/help", &world);
    assert_eq!(members(&help), "rdapConformance notices");
}

proptest! {
    /// Whatever a path holds, the answer is JSON with a status that RFC 7480
    /// knows; only a redirection has no body.
    #[test]
    fn answers_any_path(path in "(/registry)?(/ip|/help|/autnum)?/[0-9a-f.:/%]{0,20}\\PC{0,8}") {
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
