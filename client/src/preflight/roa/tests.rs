use super::*;
use crate::preflight::Severity;
use crate::preflight::tests::{lines, routinator};

fn validity(state: State, covering: &[&str]) -> Validity {
    Validity {
        vrps: Vec::new(),
        origin: Asn::new(16509),
        prefix: "198.18.1.0/24".parse().unwrap(),
        state,
        covering: covering.iter().map(|&roa| roa.to_owned()).collect(),
    }
}

#[test]
fn reads_routinators_answer() {
    let answer = routinator("AS16509", "invalid", &[("AS64500", "198.18.0.0/23")]);
    let answer: Answer = serde_json::from_value(answer).unwrap();
    let validity = answer.validated_route.validity;
    assert_eq!(validity.state, State::Invalid);
    let texts: Vec<String> = validity
        .vrps
        .unmatched_as
        .into_iter()
        .map(|vrp| vrp.text())
        .collect();
    assert_eq!(texts, ["198.18.0.0/23-24 AS64500"]);

    // Its other answers, and other validators, write the length as a number.
    let vrp = serde_json::json!({"asn": "AS64500", "prefix": "198.18.0.0/23", "max_length": 23});
    let vrp: Vrp = serde_json::from_value(vrp).unwrap();
    assert_eq!(vrp.text(), "198.18.0.0/23-23 AS64500");
}

#[test]
fn amazons_route_must_be_valid() {
    let severity = |state| amazon_finding(&validity(state, &[])).severity;
    assert_eq!(severity(State::Valid), Severity::Ok);
    assert_eq!(severity(State::Invalid), Severity::Error);
    assert_eq!(severity(State::NotFound), Severity::Error);
    let finding = amazon_finding(&validity(
        State::Invalid,
        &["198.18.0.0/23-23 AS64500", "198.18.0.0/23-23 AS16509"],
    ));
    assert_eq!(
        lines(&[finding]),
        [
            "error    roa  198.18.1.0/24 from AS16509 is invalid: \
             198.18.0.0/23-23 AS64500, 198.18.0.0/23-23 AS16509",
            "              -> create a ROA for 198.18.1.0/24, maximum length 24, AS16509; \
             Amazon sees it within a day",
        ]
    );
}

#[test]
fn the_present_route_must_not_become_invalid() {
    let severity = |state| present_finding(&validity(state, &[])).severity;
    assert_eq!(severity(State::Valid), Severity::Ok);
    assert_eq!(severity(State::Invalid), Severity::Error);
    assert_eq!(severity(State::NotFound), Severity::Warning);
    assert_eq!(no_present_origin().severity, Severity::Warning);
    assert_eq!(no_amazon_origin(Partition::AwsCn).severity, Severity::Error);
}

#[test]
fn a_valid_route_names_the_roas_that_match_alone() {
    let vrp =
        |asn: &str| serde_json::json!({"asn": asn, "prefix": "198.18.0.0/23", "max_length": "24"});
    let reasons = |state| {
        let vrps = serde_json::json!({
            "matched": [vrp("AS16509")],
            "unmatched_as": [vrp("AS64500")],
            "unmatched_length": [],
        });
        let vrps: Vrps = serde_json::from_value(vrps).unwrap();
        vrps.reasons(state)
            .map(|vrp| vrp.text())
            .collect::<Vec<_>>()
    };
    assert_eq!(reasons(State::Valid), ["198.18.0.0/23-24 AS16509"]);
    assert_eq!(
        reasons(State::Invalid),
        ["198.18.0.0/23-24 AS16509", "198.18.0.0/23-24 AS64500"]
    );
}
