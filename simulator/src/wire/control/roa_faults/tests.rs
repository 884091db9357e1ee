use ::http::Method;
use serde_json::Value;

use crate::simulation::Simulation;
use crate::wire::ec2::tests::simulation;
use crate::wire::sample::{self, control};

/// The world's first ROA: its handle, and what is wrong with it.
fn first(simulation: &Simulation) -> (String, Value) {
    let (status, body) = control(simulation, Method::GET, "roas", "");
    assert_eq!(status, 200, "{body}");
    let list: Value = serde_json::from_str(&body).unwrap();
    let roa = &list["roas"][0];
    (roa["id"].as_str().unwrap().to_owned(), roa["fault"].clone())
}

#[test]
fn a_roa_is_spoilt_and_mended() {
    let simulation = simulation();
    for kind in [
        "revoked",
        "expired",
        "garbled",
        "manifest-mismatch",
        "overclaiming",
    ] {
        let (id, fault) = first(&simulation);
        assert_eq!(fault, Value::Null);
        let path = format!("roas/{id}/fault");
        let body = format!(r#"{{"kind": "{kind}"}}"#);
        let (status, text) = control(&simulation, Method::PUT, &path, &body);
        assert_eq!(status, 200, "{text}");
        assert_eq!(first(&simulation), (id.clone(), kind.into()));
        let (status, text) = control(&simulation, Method::PUT, &path, &body);
        assert_eq!(status, 409, "{text}");
        assert!(
            text.contains("already; mend it with DELETE first"),
            "{text}"
        );
        let (status, _) = control(&simulation, Method::DELETE, &path, "");
        assert_eq!(status, 204);
    }
}

#[test]
fn refuses() {
    let simulation = simulation();
    let (id, _) = first(&simulation);
    let create = r#"{"prefix": "198.18.1.0/24", "asn": "AS16509"}"#;
    let (status, new) = control(&simulation, Method::POST, "roas", create);
    assert_eq!(status, 201, "{new}");
    let new: Value = serde_json::from_str(&new).unwrap();
    let new = new["id"].as_str().unwrap();
    let garbled = r#"{"kind": "garbled"}"#;
    for (method, id, body, status, expected) in [
        (
            Method::PUT,
            "nothing",
            garbled,
            404,
            "there is no ROA nothing",
        ),
        (
            Method::PUT,
            new,
            garbled,
            409,
            "is not published before 2026-01-05T09:10:00Z",
        ),
        (
            Method::PUT,
            id.as_str(),
            r#"{"kind": "lost"}"#,
            400,
            "unknown variant `lost`",
        ),
        (
            Method::DELETE,
            id.as_str(),
            "",
            404,
            "nothing is wrong with the ROA",
        ),
        (
            Method::POST,
            id.as_str(),
            garbled,
            405,
            "POST is not for this path",
        ),
    ] {
        let path = format!("roas/{id}/fault");
        let (seen, text) = control(&simulation, method, &path, body);
        assert_eq!(seen, status, "{text}");
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(simulation.now(sample::start()), sample::start());
}
