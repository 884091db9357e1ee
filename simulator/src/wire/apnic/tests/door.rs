//! Who may come in, and by which method.

use super::*;

#[test]
fn a_key_is_for_its_account() {
    let simulation = simulation();
    for (key, refusal) in [
        (("authorization", "Bearer wrong"), (401, "unauthorized")),
        (("authorization", "Basic apnic-key"), (401, "unauthorized")),
        (("x-nothing", ""), (401, "unauthorized")),
        (OTHERS, (403, "forbidden")),
    ] {
        wrong(&simulation, key, "GET route", &Value::Null, refusal);
    }
}

/// RFC 9110, section 15.5.6: whoever comes with another method is told which
/// ones there are.
#[test]
fn another_method() {
    let simulation = simulation();
    for (call, allowed) in [
        ("POST delegation/ipv4", "GET, HEAD"),
        ("PUT task/1", "GET, HEAD"),
        ("PUT route", "GET, HEAD, POST"),
        ("DELETE route/1", "GET, HEAD"),
        ("GET route-prevalidation", "POST"),
        ("DELETE whois/inetnum/203.0.113.0/24", "GET, HEAD, PUT"),
    ] {
        let (method, path) = call.split_once(' ').unwrap();
        let answered = ask(&simulation, method, path, &Value::Null);
        assert_eq!(answered.status, 405, "{call}: {}", answered.body);
        assert_eq!(answered.headers["allow"], allowed, "{call}");
        assert!(answered.body.contains("\"method-not-allowed\""), "{call}");
    }
}

#[test]
fn paths_that_are_not_there() {
    let simulation = simulation();
    for call in [
        "GET nothing",
        "GET whois",
        "POST whois/inetnum",
        "GET route/1/2",
        "GET task/9",
        "GET task/x",
    ] {
        wrong(&simulation, KEY, call, &Value::Null, (404, "not-found"));
    }
}

#[test]
fn bodies_are_json() {
    let simulation = simulation();
    let line = format!("PUT {ROOT}/{NET}");
    assert_eq!(refused(&simulation, &line, &[KEY], "{}").status, 415);
}
