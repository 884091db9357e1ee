use serde_json::json;

use super::super::yaml;
use super::*;

fn read(demand: &str) -> Predicate {
    let mut problems = Problems::default();
    let node = yaml::parse(demand).unwrap();
    let mut read = Predicate::read(&node, &mut problems).unwrap();
    assert_eq!(read.len(), 1, "{demand}");
    read.remove(0)
        .fill(&Variables::default(), &Place::start())
        .unwrap()
}

/// A demand with values that meet it and values that do not.
fn check(demand: &str, met: &[Value], unmet: &[Value]) {
    let predicate = read(demand);
    for value in met {
        assert!(predicate.holds(Ok(value)), "{demand} with {value}");
    }
    for value in unmet {
        assert!(!predicate.holds(Ok(value)), "{demand} with {value}");
    }
}

#[test]
fn a_scalar_is_compared_by_its_text() {
    check(
        "provisioned",
        &[json!("provisioned")],
        &[json!("advertised"), json!(null)],
    );
    check(
        "256",
        &[json!(256), json!("256")],
        &[json!(255), json!([256])],
    );
    check("true", &[json!(true)], &[json!(false)]);
    check(
        "[a, 1]",
        &[json!(["a", 1])],
        &[json!(["a"]), json!([1, "a"])],
    );
}

#[test]
fn named_predicates() {
    check("{ equals: x }", &[json!("x")], &[json!("y")]);
    check("{ not: x }", &[json!("y"), json!(1)], &[json!("x")]);
    check(
        "{ matches: '^ipv4pool-ec2-[0-9a-f]{17}$' }",
        &[json!("ipv4pool-ec2-0123456789abcdef0")],
        &[
            json!("ipv4pool-ec2-1"),
            json!("xipv4pool-ec2-0123456789abcdef0"),
        ],
    );
    check(
        "{ contains: AS64500 }",
        &[
            json!(["AS64500", "AS14618"]),
            json!("from AS64500"),
            json!({ "AS64500": 1 }),
        ],
        &[json!(["AS645000"]), json!(64500)],
    );
    check(
        "{ lacks: AS64500 }",
        &[json!(["AS645000"]), json!([])],
        &[json!(["AS64500"]), json!("from AS64500")],
    );
    check("{ one_of: [a, 2] }", &[json!("a"), json!(2)], &[json!("b")]);
    check(
        "{ at_least: 2 }",
        &[json!(2), json!("3")],
        &[json!(1), json!("many")],
    );
    check("{ at_most: 2 }", &[json!(2), json!(-1)], &[json!(3)]);
    check(
        "{ count: 2 }",
        &[json!([1, 2]), json!({ "a": 1, "b": 2 })],
        &[json!([1]), json!(2)],
    );
    check(
        "{ inside: 198.18.1.0/24 }",
        &[json!("198.18.1.255")],
        &[json!("198.18.0.255"), json!("198.18.1.0/25"), json!(1)],
    );
}

#[test]
fn only_exists_speaks_of_what_is_not_there() {
    let nothing = DeadEnd {
        text: "nothing".to_owned(),
        hint: None,
    };
    assert!(read("{ exists: false }").holds(Err(&nothing)));
    assert!(!read("{ exists: false }").holds(Ok(&json!(null))));
    assert!(read("{ exists: true }").holds(Ok(&json!(null))));
    for demand in [
        "x",
        "{ not: x }",
        "{ lacks: x }",
        "{ exists: true }",
        "{ at_most: 3 }",
    ] {
        assert!(!read(demand).holds(Err(&nothing)), "{demand}");
    }
}

#[test]
fn holes_are_filled_before_patterns_are_read() {
    let mut problems = Problems::default();
    let node = yaml::parse("{ matches: '^{{half}}$', inside: '{{half}}' }").unwrap();
    let read = Predicate::read(&node, &mut problems).unwrap();
    let mut variables = Variables::default();
    variables.set("half", "198.18.1.0/24");
    let words: Vec<String> = read
        .iter()
        .map(|predicate| predicate.fill(&variables, &Place::start()).unwrap().words())
        .collect();
    assert_eq!(
        words,
        [
            "a text matching /^198.18.1.0/24$/",
            "an address inside 198.18.1.0/24"
        ]
    );
    variables.set("half", "(");
    for predicate in read {
        assert!(predicate.fill(&variables, &Place::start()).is_err());
    }
}
