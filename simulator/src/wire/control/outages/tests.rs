use ::http::Method;
use byoip_vocabulary::registry::Registry;

use crate::simulation::Simulation;
use crate::wire::ec2::tests::{simulation, wall};
use crate::wire::sample::control;
use crate::wire::whois;

fn put(simulation: &Simulation, registry: &str, body: &str) -> (u16, String) {
    let path = format!("outages/{registry}");
    control(simulation, Method::PUT, &path, body)
}

#[test]
fn a_registry_is_silent_while_it_is_down() {
    let simulation = simulation();
    let whois = || {
        let here = "127.0.0.1:43".parse().unwrap();
        let text = whois::answer(&simulation, wall(), here, "198.18.0.1");
        String::from_utf8(text.bytes).unwrap()
    };
    assert!(whois().contains("NET-198-18-0-0-1"));
    let (status, body) = put(&simulation, "arin", r#"{"for": "1d"}"#);
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(r#""until":"2026-01-06T09:00:00Z""#), "{body}");
    assert_eq!(whois(), "");
    let down = simulation
        .read(wall())
        .registries()
        .down_until(Registry::Arin);
    assert!(down.is_some());
    let (status, _) = control(&simulation, Method::DELETE, "outages/arin", "");
    assert_eq!(status, 204);
    assert!(whois().contains("NET-198-18-0-0-1"));
}

#[test]
fn refuses() {
    let simulation = simulation();
    for (registry, body, status, expected) in [
        ("iana", r#"{"for": "1d"}"#, 404, "no such registry"),
        ("arin", "{}", 400, "either `for` or `until`"),
        ("arin", r#"{"for": "soon"}"#, 400, "for: "),
        ("arin", r#"{"until": "soon"}"#, 400, "until: "),
        (
            "arin",
            r#"{"until": "2026-01-05T09:00:00Z"}"#,
            400,
            "would be over already",
        ),
    ] {
        let (answered, text) = put(&simulation, registry, body);
        assert_eq!(answered, status, "{body}: {text}");
        assert!(text.contains(expected), "{text}");
    }
}
