use ::http::Method;
use serde_json::Value;

use crate::wire::ec2::tests::{simulation, wall};
use crate::wire::sample::control;

const OBJECT: &str = r#"{"prefix": "198.18.1.0/24", "asn": "AS16509"}"#;

/// An object is made, listed, shown by whois and taken away.
#[test]
fn an_object_comes_and_goes() {
    let simulation = simulation();
    let ask = |method, body| control(&simulation, method, "irr", body);
    let whois = |line| {
        let here = "127.0.0.1:43".parse().unwrap();
        let answer = crate::wire::whois::answer(&simulation, wall(), here, line);
        String::from_utf8(answer.bytes).unwrap()
    };
    let nothing = "%  No entries found for the selected source(s).\n\n";
    assert_eq!(whois("-s RADB 198.18.1.0/24"), nothing);
    let (status, text) = ask(Method::POST, OBJECT);
    assert_eq!(status, 201, "{text}");
    let (status, text) = ask(Method::POST, OBJECT);
    assert_eq!(status, 409, "{text}");
    let list: Value = serde_json::from_str(&ask(Method::GET, "").1).unwrap();
    assert_eq!(
        list["route_objects"],
        serde_json::json!([{
            "prefix": "198.18.1.0/24", "asn": "AS16509", "source": "RADB",
            "made": "2026-01-05T09:00:00Z",
        }])
    );
    let object = "\
route:          198.18.1.0/24
origin:         AS16509
created:        2026-01-05T09:00:00Z
last-modified:  2026-01-05T09:00:00Z
source:         RADB

";
    assert_eq!(whois("-s RADB 198.18.1.0/24"), object);
    assert_eq!(whois("-s radb 198.18.1.7"), object);
    assert_eq!(whois("-s RADB -T route -M 198.18.0.0/23"), object);
    assert_eq!(whois("-s RADB -x 198.18.0.0/23"), nothing);
    assert_eq!(whois("-s RADB -T route6 198.18.1.0/24"), nothing);
    assert_eq!(whois("-s RADB AS16509"), nothing);
    // The address registries' own databases have no such object.
    assert!(!whois("198.18.1.0/24").contains("RADB"));
    let (status, _) = ask(Method::DELETE, OBJECT);
    assert_eq!(status, 204);
    let (status, text) = ask(Method::DELETE, OBJECT);
    assert_eq!(status, 404, "{text}");
}
