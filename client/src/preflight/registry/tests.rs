use serde_json::{Value, json};

use super::*;
use crate::preflight::tests::{arin, lines};

fn network(answer: Value) -> Network {
    serde_json::from_value::<Answer>(answer).unwrap().into()
}

/// The two texts of APNIC's answers.
fn apnic() -> Value {
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
fn ripe() -> Value {
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
    assert_eq!(arin.registry, Registry::Arin);
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
    assert_eq!(ripe.registry, Registry::Ripe);
    assert_eq!(ripe.texts, [text(Place::Right, &["a descr", "a remark"])]);

    let apnic = network(apnic());
    assert_eq!(apnic.registry, Registry::Apnic);
    assert_eq!(
        apnic.texts,
        [
            text(
                Place::OtherField("description".to_owned()),
                &["Example Pty Ltd"]
            ),
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

#[test]
fn judges_the_record() {
    #[track_caller]
    fn check(answer: Value, prefix: &str, expected: &[&str]) {
        let findings = findings(&network(answer), prefix.parse().unwrap());
        assert_eq!(lines(&findings), expected);
    }
    check(
        ripe(),
        "203.0.113.0/24",
        &[
            "ok       registry    203.0.113.0 - 203.0.113.255 at RIPE NCC, \
             203.0.113.0 to 203.0.113.255",
            "ok       allocation  ASSIGNED PI",
        ],
    );
    let mut reassigned = arin(&[]);
    reassigned["type"] = "REASSIGNMENT".into();
    check(
        reassigned,
        "198.18.0.0/22",
        &[
            "warning  registry    NET-198-18-0-0-1 at ARIN, 198.18.0.0 to 198.18.1.255",
            "                     -> 198.18.0.0/22 is not whole inside it; bring a range that \
             one record holds, or put the certificate into each",
            "warning  allocation  REASSIGNMENT, which is not among \
             DIRECT ALLOCATION, DIRECT ASSIGNMENT",
            "                     -> ask the registry's holder to bring it, \
             or AWS whether it takes this kind",
        ],
    );
    let mut lacnic = ripe();
    lacnic["port43"] = "whois.lacnic.net".into();
    check(
        lacnic,
        "203.0.113.0/24",
        &[
            "error    registry  203.0.113.0 - 203.0.113.255 at a registry without BYOIP \
             certificates, 203.0.113.0 to 203.0.113.255",
            "                   -> prove control of the range by DNS through an IPAM instead",
        ],
    );
}
