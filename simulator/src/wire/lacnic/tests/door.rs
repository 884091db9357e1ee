//! Who may come in, and by which method.

use super::*;

#[test]
fn a_token_is_for_its_organization() {
    let simulation = simulation();
    let other_scheme = ("authorization", "ApiKey lacnic-key");
    for (key, path, status) in [
        (("authorization", "Bearer wrong"), "rpki/roas", 401),
        (other_scheme, "rpki/roas", 401),
        (OTHERS, "rpki/roas?orgId=EX-EXSA-LACNIC", 403),
        (KEY, "nothing", 404),
        (KEY, "rpki/roas/1/2", 404),
    ] {
        wrong(
            &simulation,
            key,
            &format!("GET {path}"),
            &Value::Null,
            status,
        );
    }
}

/// What LACNIC has and this simulator has not says which of the two it is.
#[test]
fn paths_that_are_not_simulated() {
    let simulation = simulation();
    for path in [
        "entity/organizations",
        "asns/64503",
        "domains",
        "rpki/certs",
        "ratelimits",
    ] {
        let line = format!("GET {path}");
        let said = wrong(&simulation, KEY, &line, &Value::Null, 501);
        assert_eq!(said, format!("{path} is not simulated."));
    }
}

/// RFC 9110, section 15.5.6.
#[test]
fn another_method() {
    let simulation = simulation();
    for (line, allowed) in [
        ("PATCH rpki/roas", "GET, HEAD, POST"),
        ("GET rpki/roas/1", "DELETE"),
        ("DELETE ips/192.0.2.0/24", "GET, HEAD, PUT"),
    ] {
        wrong(&simulation, KEY, line, &Value::Null, 405);
        let (method, path) = line.split_once(' ').unwrap();
        let answered = call(&simulation, &format!("{method} {ROOT}/{path}"), &[KEY], "");
        assert_eq!(answered.headers["allow"], allowed, "{line}");
    }
}

#[test]
fn bodies_are_json() {
    let simulation = simulation();
    let line = format!("PUT {ROOT}/ips/192.0.2.0/24");
    assert_eq!(refused(&simulation, &line, &[KEY], "{}").status, 415);
}
