use ::http::Method;
use serde_json::Value;

use crate::wire::ec2::tests::simulation;
use crate::wire::sample::control;

#[test]
fn a_validator_stands_still_and_runs_again() {
    let simulation = simulation();
    let down = |simulation| {
        let (status, body) = control(simulation, Method::GET, "validators", "");
        assert_eq!(status, 200, "{body}");
        let list: Value = serde_json::from_str(&body).unwrap();
        let all = list["validators"].as_array().unwrap();
        let ripe = all.iter().find(|it| it["name"] == "ripe").unwrap();
        assert_eq!(
            (&ripe["interval_seconds"], &ripe["vrps"]),
            (&600.into(), &2.into())
        );
        ripe["down_until"].clone()
    };
    assert_eq!(down(&simulation), Value::Null);
    let path = "validators/ripe/outage";
    let (status, body) = control(&simulation, Method::PUT, path, r#"{"for": "1d"}"#);
    assert_eq!(status, 200, "{body}");
    assert_eq!(down(&simulation), "2026-01-06T09:00:00Z");
    let (status, _) = control(&simulation, Method::DELETE, path, "");
    assert_eq!((status, down(&simulation)), (204, Value::Null));
}

#[test]
fn refuses() {
    let simulation = simulation();
    for (name, body, status, expected) in [
        (
            "nobody",
            r#"{"for": "1d"}"#,
            404,
            "there is no validator nobody; there are amazon",
        ),
        (
            "ripe",
            r#"{"until": "2026-01-05T09:00:00Z"}"#,
            400,
            "is over",
        ),
        ("ripe", "{}", 400, "say either"),
    ] {
        let path = format!("validators/{name}/outage");
        let (seen, text) = control(&simulation, Method::PUT, &path, body);
        assert_eq!(seen, status, "{text}");
        assert!(text.contains(expected), "{text}");
    }
}
