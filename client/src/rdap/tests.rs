use serde_json::{Value, json};

use super::*;
use crate::preflight::tests::arin;

pub(crate) fn network(answer: Value) -> Network {
    serde_json::from_value::<Answer>(answer).unwrap().into()
}

/// The two texts of APNIC's answers.
pub(crate) fn apnic() -> Value {
    json!({
        "handle": "203.0.113.0 - 203.0.113.255",
        "startAddress": "203.0.113.0",
        "endAddress": "203.0.113.255",
        "type": "ASSIGNED PORTABLE",
        "country": "AU",
        "remarks": [
            {"title": "description", "description": ["Example Pty Ltd"]},
            {"title": "remarks", "description": ["one", "two"]}
        ],
        "entities": [{"handle": "ORG-EX1-AP", "roles": ["registrant"]}],
        "port43": "whois.apnic.net",
        "objectClassName": "ip network"
    })
}

/// The one text without a title of RIPE's answers.
pub(crate) fn ripe() -> Value {
    json!({
        "handle": "203.0.113.0 - 203.0.113.255",
        "startAddress": "203.0.113.0",
        "endAddress": "203.0.113.255",
        "type": "ASSIGNED PI",
        "country": "NL",
        "remarks": [{"description": ["a descr", "a remark"]}],
        "entities": [{"handle": "AR1-RIPE", "roles": ["abuse"], "entities": []}],
        "port43": "whois.ripe.net",
        "objectClassName": "ip network"
    })
}

fn text(place: Place, lines: &[&str]) -> Text {
    Text {
        place,
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
    }
}

#[test]
fn reads_each_registrys_texts() {
    let arin = network(arin(&["Example Corp"]));
    assert_eq!(arin.registry, Some(Registry::Arin));
    assert_eq!(
        arin.texts,
        [
            text(Place::Right, &["Example Corp"]),
            text(
                Place::Entity("EXAMPLE-1".to_owned()),
                &["https://example.com"]
            ),
        ]
    );
    let ripe = network(ripe());
    assert_eq!(ripe.registry, Some(Registry::Ripe));
    assert_eq!(ripe.texts, [text(Place::Merged, &["a descr", "a remark"])]);

    let apnic = network(apnic());
    assert_eq!(apnic.registry, Some(Registry::Apnic));
    assert_eq!(
        apnic.texts,
        [
            text(Place::OtherField("descr".to_owned()), &["Example Pty Ltd"]),
            text(Place::Right, &["one", "two"]),
        ]
    );
}

#[test]
fn joins_remarks_that_are_one_line_each() {
    let mut answer = ripe();
    answer["remarks"] = json!([
        {"title": "Remark", "description": ["one"]},
        {"title": "Remark", "description": ["two"]}
    ]);
    answer["port43"] = "whois.afrinic.net".into();
    assert_eq!(network(answer).texts, [text(Place::Right, &["one", "two"])]);
}

#[test]
fn reads_a_record_without_texts() {
    let mut answer = ripe();
    answer.as_object_mut().unwrap().remove("remarks");
    answer.as_object_mut().unwrap().remove("entities");
    assert_eq!(network(answer).texts, []);
}

/// The way from a block to what is around it, whatever its shape.
#[test]
fn a_network_is_looked_up_in_what_is_around_it() {
    let cases = [
        ("198.18.1.0", "198.18.1.255", Some("198.18.0.0/23")),
        ("198.18.0.0", "198.18.1.255", Some("198.18.0.0/22")),
        // Three quarters of a /22.
        ("198.18.0.0", "198.18.2.255", Some("198.18.0.0/22")),
        (
            "2001:db8::",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            Some("2001:db8::/31"),
        ),
        ("0.0.0.0", "255.255.255.255", None),
    ];
    for (first, last, expected) in cases {
        let mut network = network(ripe());
        network.first = first.parse().unwrap();
        network.last = last.parse().unwrap();
        let wider = wider(&network).map(|prefix| prefix.to_string());
        assert_eq!(wider.as_deref(), expected, "{first} - {last}");
    }
}

#[test]
fn a_stub_says_where_its_block_went() {
    let mut stub = apnic();
    stub["remarks"] = json!([{
        "title": "description",
        "description": ["Transferred to the ARIN region on 2021-09-14T14:00:00Z."]
    }]);
    assert_eq!(network(stub).transferred_to(), Some("ARIN"));
    assert_eq!(network(apnic()).transferred_to(), None);
}

#[test]
fn the_registrant_is_no_maintainer() {
    let mut answer = ripe();
    answer["entities"] = json!([
        {"handle": "EXAMPLE-MNT", "roles": ["registrant"]},
        {"handle": "ORG-EX1-RIPE", "roles": ["registrant"]}
    ]);
    assert_eq!(network(answer).registrant.as_deref(), Some("ORG-EX1-RIPE"));
}
