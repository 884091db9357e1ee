//! Lists of some payloads, and where payloads come from.

use super::*;

#[test]
fn selects() {
    let world = world();
    for (query, asns) in [
        ("", vec!["AS16509", "AS64500", "AS64501"]),
        ("select-prefix=198.18.0.0/23", vec!["AS64500"]),
        ("select-prefix=198.18.1.0/24", vec!["AS16509", "AS64500"]),
        (
            "select-prefix=198.18.0.0/23&include=more-specifics",
            vec!["AS16509", "AS64500"],
        ),
        ("select-asn=16509", vec!["AS16509"]),
        (
            "select-asn=AS64501&filter-prefix=198.18.1.0/24",
            vec!["AS16509", "AS64500", "AS64501"],
        ),
        ("select-prefix=192.0.2.0/24", vec![]),
        ("include=all", vec!["AS16509", "AS64500", "AS64501"]),
    ] {
        let list = body(&ask(&format!("/json?{query}"), &world));
        let roas = list["roas"].as_array().unwrap();
        let found: Vec<&str> = roas.iter().map(|it| it["asn"].as_str().unwrap()).collect();
        assert_eq!(found, asns, "{query}");
    }
}

/// The ROA is good for a year, what it was fetched with for a day.
#[test]
fn tells_the_objects_times() {
    let list = body(&ask("/jsonext?select-asn=64501", &world()));
    let year = serde_json::json!({
        "notBefore": "2026-01-05T09:00:00Z",
        "notAfter": "2027-01-04T09:00:00Z",
    });
    let expected = serde_json::json!({
        "type": "roa",
        "uri": null,
        "tal": "apnic",
        "validity": year,
        "chainValidity": year,
        "stale": "2026-01-06T09:00:00Z",
    });
    assert_eq!(list["roas"][0]["source"], serde_json::json!([expected]));
    let (_, csv) = text(ask("/csvext?select-asn=64501", &world()));
    assert_eq!(
        csv.lines().last(),
        Some("N/A,AS64501,203.0.113.0/24,24,2026-01-05 09:00:00,2027-01-04 09:00:00")
    );
    let local = body(&ask("/jsonext?select-asn=0", &recorded_world()));
    let exception = serde_json::json!([{ "type": "exception", "path": null }]);
    assert_eq!(local["roas"][0]["source"], exception);
}
