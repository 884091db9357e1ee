use serde_json::json;

use super::super::yaml;
use super::*;

fn unmet(demands: &str, answer: &Value) -> Vec<(String, String, String)> {
    let mut problems = Problems::default();
    let node = yaml::parse(demands).unwrap();
    let read = Expectations::read("expect", &node, &mut problems);
    problems.into_result().unwrap();
    read.unmet(answer, &Variables::default())
        .unwrap()
        .into_iter()
        .map(|unmet| (unmet.path, unmet.wanted, unmet.seen))
        .collect()
}

#[test]
fn every_unmet_demand_is_told() {
    let answer = json!({ "State": "provisioned", "Count": 3 });
    let words = |path: &str, wanted: &str, seen: &str| {
        (path.to_owned(), wanted.to_owned(), seen.to_owned())
    };
    assert_eq!(
        unmet(
            "{ State: advertised, Count: { at_least: 3, at_most: 2 }, Pool: { matches: x } }",
            &answer
        ),
        [
            words("State", "advertised", "provisioned"),
            words("Count", "at most 2", "3"),
            words(
                "Pool",
                "a text matching /x/",
                "nothing: the answer has no member `Pool`"
            ),
        ]
    );
    assert!(unmet("{ State: provisioned, Pool: { exists: false } }", &answer).is_empty());
}

fn capture(text: &str, answer: &Value) -> Result<String, String> {
    let mut problems = Problems::default();
    let node = yaml::parse(text).unwrap();
    let captures = Capture::read_all(&node, &mut problems);
    problems.into_result().unwrap();
    captures
        .first()
        .unwrap()
        .value(answer, &Variables::default())
        .map_err(|unmet| unmet.seen)
}

#[test]
fn captures_take_a_value_or_a_part_of_it() {
    let answer =
        json!({ "StatusMessage": "Cidr successfully provisioned into Ipv4Pool: ipv4pool-ec2-0a1" });
    let pool = "{ pool: { path: StatusMessage, matches: '(ipv4pool-ec2-[0-9a-f]+)' } }";
    assert_eq!(capture(pool, &answer), Ok("ipv4pool-ec2-0a1".to_owned()));
    assert_eq!(
        capture(
            "{ word: { path: StatusMessage, matches: '^[A-Z][a-z]+' } }",
            &answer
        ),
        Ok("Cidr".to_owned())
    );
    assert_eq!(
        capture("{ x: Other }", &answer).unwrap_err(),
        "nothing: the answer has no member `Other`"
    );
    assert!(capture("{ x: { path: StatusMessage, matches: '^x' } }", &answer).is_err());
}

fn refusal(wanted: &str, code: &str, message: &str) -> usize {
    let mut problems = Problems::default();
    let node = yaml::parse(wanted).unwrap();
    let wanted = RefusalWanted::read(&node, &mut problems).unwrap();
    wanted
        .unmet(code, message, &Variables::default())
        .unwrap()
        .len()
}

#[test]
fn a_refusal_is_wanted_by_code_and_message() {
    assert_eq!(refusal("IncorrectState", "IncorrectState", "x"), 0);
    assert_eq!(refusal("IncorrectState", "InvalidState", "x"), 1);
    let both = "{ code: IncorrectState, message: 'provisioned|advertised' }";
    assert_eq!(refusal(both, "IncorrectState", "it is advertised"), 0);
    assert_eq!(refusal(both, "InvalidState", "no"), 2);
    assert_eq!(refusal("404", "404", ""), 0);
}
