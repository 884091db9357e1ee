use ::http::Method;
use serde_json::Value;

use crate::wire::ec2::tests::simulation;
use crate::wire::sample::control;

#[test]
fn an_interval_is_reported() {
    let simulation = simulation();
    let advance = |by: &str| {
        let body = format!(r#"{{"by":"{by}"}}"#);
        let (status, _) = control(&simulation, Method::POST, "clock/advance", &body);
        assert_eq!(status, 200);
    };
    let route = r#"{"prefix":"198.18.0.0/23","asn":64500}"#;
    let (status, _) = control(&simulation, Method::DELETE, "announcements", route);
    assert_eq!(status, 204);
    advance("10m");
    let path = "continuity?address=198.18.0.10";
    let (status, body) = control(&simulation, Method::GET, path, "");
    assert_eq!(status, 200, "{body}");
    let report: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(report["verdict"], "down");
    let seconds = report["downtime_seconds"].as_f64().unwrap();
    assert!((400.0..=600.0).contains(&seconds), "{seconds}");
    let (status, text) = control(&simulation, Method::GET, &format!("{path}&format=text"), "");
    assert!(status == 200 && text.contains("partner-a"), "{text}");
    let (status, svg) = control(&simulation, Method::GET, &format!("{path}&format=svg"), "");
    assert!(status == 200 && svg.starts_with("<svg "), "{svg}");
    let from = report["to"].as_str().unwrap();
    advance("1m");
    let later = format!("{path}&from={from}");
    let (_, body) = control(&simulation, Method::GET, &later, "");
    let report: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(report["downtime_seconds"], 60.0);
}

#[test]
fn what_cannot_be_reported_is_refused() {
    let simulation = simulation();
    for (query, words) in [
        ("", "address is missing"),
        ("?address=2001:db8::1", "no IPv4 address"),
        ("?address=198.18.0.10", "nothing lies between"),
        ("?address=198.18.0.10&from=yesterday", "from: "),
        (
            "?address=198.18.0.10&to=2025-01-01T00:00:00Z",
            "nothing lies between",
        ),
    ] {
        let path = format!("continuity{query}");
        let (status, body) = control(&simulation, Method::GET, &path, "");
        assert_eq!(status, 400, "{body}");
        assert!(body.contains(words), "{body}");
    }
    let (_, _) = control(&simulation, Method::POST, "clock/advance", r#"{"by":"1m"}"#);
    let path = "continuity?address=198.18.0.10&format=pdf";
    let (status, body) = control(&simulation, Method::GET, path, "");
    assert!(
        status == 400 && body.contains("json, text or svg"),
        "{body}"
    );
}
