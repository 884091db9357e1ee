use ::http::Method;
use serde_json::{Value, json};

use crate::wire::ec2::tests::simulation;
use crate::wire::sample::control;

fn ask(path: &str) -> (u16, Value) {
    let simulation = simulation();
    let body = r#"{"prefix":"198.18.0.0/23","max_length":24,"asn":"AS64500"}"#;
    control(&simulation, Method::POST, "roas", body);
    control(&simulation, Method::POST, "clock/advance", r#"{"by":"1d"}"#);
    let (status, text) = control(&simulation, Method::GET, path, "");
    (status, serde_json::from_str(&text).unwrap())
}

#[test]
fn a_routes_validity_is_told_from_moment_to_moment() {
    let (status, told) = ask("history?prefix=198.18.1.0/24&asn=AS64500&announced=198.18.0.0/23");
    assert_eq!(status, 200, "{told}");
    let spans = told["spans"].as_array().unwrap();
    let validity: Vec<_> = spans.iter().map(|span| span["validity"].clone()).collect();
    assert_eq!(validity, [json!("not-found"), json!("valid")]);
    assert_eq!(spans[0]["from"], "2026-01-05T09:00:00Z");
    assert_eq!(spans[0]["to"], spans[1]["from"]);
    assert_eq!(spans[1]["to"], "2026-01-06T09:00:00Z");
    assert_eq!(spans[1]["origins"], json!(["AS64500"]));
    assert_eq!(spans[1]["state"], Value::Null);
}

#[test]
fn questions_that_have_no_answer_say_why() {
    for (query, status, told) in [
        ("", 400, "ask for something: "),
        ("?range=198.18.1.1/24", 400, "range: 198.18.1.1/24: "),
        (
            "?prefix=198.18.1.0/24",
            400,
            "a route is a prefix and an asn",
        ),
        ("?prefix=198.18.1.0/24&asn=x", 400, "asn: x: "),
        (
            "?prefix=198.18.1.0/24&asn=1&validator=nobody",
            404,
            "no validator is called nobody",
        ),
        (
            "?range=198.18.1.0/24&from=2027-01-01T00:00:00Z",
            400,
            "nothing lies between",
        ),
        ("?range=198.18.1.0/24&from=x", 400, "from: x: "),
    ] {
        let (seen, answer) = ask(&format!("history{query}"));
        assert_eq!(seen, status, "{query}: {answer}");
        let text = answer["error"].as_str().unwrap();
        assert!(text.starts_with(told), "{query}: {text}");
    }
}
