use ::http::Method;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::ec2::tests::simulation;
use crate::wire::sample::{self, control};

fn list(simulation: &Simulation) -> Value {
    let (status, body) = control(simulation, Method::GET, "aspas", "");
    assert_eq!(status, 200, "{body}");
    let list: Value = serde_json::from_str(&body).unwrap();
    list["aspas"].clone()
}

fn pass(simulation: &Simulation, minutes: i64) {
    let moment = simulation.now(sample::start()) + jiff::SignedDuration::from_mins(minutes);
    simulation.advance_to(moment, sample::start());
}

#[test]
fn an_aspa_is_made_replaced_and_deleted() {
    let simulation = simulation();
    let body = r#"{"customer": "AS64500", "providers": ["AS1299", "AS174"]}"#;
    let (status, made) = control(&simulation, Method::POST, "aspas", body);
    assert_eq!(status, 201, "{made}");
    let made: Value = serde_json::from_str(&made).unwrap();
    assert_eq!(
        made,
        json!({
            "customer": "AS64500",
            "providers": ["AS174", "AS1299"],
            "registry": "arin",
            "organization": "EXAMPLE-1",
            "stage": "created",
            "settles_at": "2026-01-05T09:10:00Z",
            "published": null,
            "seen_by": [],
        })
    );
    pass(&simulation, 30);
    let there = &list(&simulation)[0];
    assert_eq!(there["stage"], "published");
    let seen_by = there["seen_by"].as_array().unwrap();
    assert!(seen_by.contains(&"ripe".into()), "{there}");
    let body = r#"{"customer": 64500, "providers": ["AS0"]}"#;
    let (status, replaced) = control(&simulation, Method::PUT, "aspas", body);
    assert_eq!(status, 200, "{replaced}");
    let there = &list(&simulation)[0];
    assert_eq!(there["providers"], json!(["AS0"]));
    assert_eq!(there["published"], json!(["AS174", "AS1299"]));
    assert_eq!(there["seen_by"], json!([]));
    let body = r#"{"customer": "AS64500"}"#;
    let (status, _) = control(&simulation, Method::DELETE, "aspas", body);
    assert_eq!(status, 204);
    assert_eq!(list(&simulation)[0]["stage"], "deleted");
    pass(&simulation, 60 * 25);
    assert_eq!(list(&simulation), json!([]));
}

#[test]
fn refuses() {
    let simulation = simulation();
    let body = r#"{"customer": "AS64500", "providers": ["AS174"]}"#;
    let (status, _) = control(&simulation, Method::POST, "aspas", body);
    assert_eq!(status, 201);
    for (method, customer, providers, status, expected) in [
        (
            Method::POST,
            "AS64500",
            "[]",
            400,
            "AS0 alone says that it has none",
        ),
        (
            Method::POST,
            "AS64500",
            r#"["AS64500"]"#,
            400,
            "leave it out",
        ),
        (
            Method::POST,
            "AS64500",
            r#"["AS0", "AS174"]"#,
            400,
            "name it alone",
        ),
        (
            Method::POST,
            "AS64499",
            r#"["AS174"]"#,
            404,
            "nobody in this world holds AS64499",
        ),
        (
            Method::POST,
            "AS64500",
            r#"["AS174"]"#,
            409,
            "replace it with PUT",
        ),
        (
            Method::PUT,
            "AS64501",
            r#"["AS174"]"#,
            404,
            "there is no ASPA of AS64501",
        ),
        (
            Method::DELETE,
            "AS64500",
            r#"["AS174"]"#,
            400,
            "unknown field `providers`",
        ),
        (Method::POST, "ASX", r#"["AS174"]"#, 400, "not an AS number"),
    ] {
        let body = format!(r#"{{"customer": "{customer}", "providers": {providers}}}"#);
        let (seen, text) = control(&simulation, method.clone(), "aspas", &body);
        assert_eq!(seen, status, "{method} {body}: {text}");
        assert!(text.contains(expected), "{text}");
    }
}
