//! What is refused, and how.

use super::*;

fn added(roa: &Value) -> String {
    json!({ "added": [roa] }).to_string()
}

/// Checks a change by its status and a part of the error.
#[track_caller]
fn check(simulation: &Simulation, key: (&str, &str), body: &str, status: u16, part: &str) {
    let answered = refused(simulation, PUBLISH, &[key, JSON], body);
    assert_eq!(answered.status, status, "{body}\n{}", answered.body);
    let value: Value = serde_json::from_str(&answered.body).unwrap();
    let error = value["error"].as_str().unwrap();
    assert!(error.contains(part), "{body}\n{error}");
}

/// Everything that is wrong with any of the ROAs, in the authority's words.
#[test]
fn roas_that_are_none() {
    let simulation = simulation();
    let whole = "198.19.0.0/22";
    for (roa, part) in [
        (
            roa("AS1", whole, 21),
            "Added ROAs are incorrect: Max length '21' must be between 22 and 32 for prefix '198.19.0.0/22'",
        ),
        (
            roa("ASX", whole, 22),
            "ASN 'ASX' is invalid in (ROA{asn='ASX', prefix='198.19.0.0/22', maximalLength=22})",
        ),
        (
            roa("AS1", "198.19.0.1/22", 22),
            "Prefix '198.19.0.1/22' is invalid",
        ),
        (
            json!({ "asn": "AS1", "prefix": whole }),
            "Max length must be specified and must be between 22 and 32",
        ),
        (
            json!({ "maximalLength": 22 }),
            "ASN is empty in (ROA{asn='null', prefix='null', maximalLength=22}), Prefix is empty",
        ),
    ] {
        check(&simulation, KEY, &added(&roa), 400, part);
    }
    let deleted = json!({ "deleted": [roa("AS1", whole, 33)] }).to_string();
    check(
        &simulation,
        KEY,
        &deleted,
        400,
        "Deleted ROAs are incorrect",
    );
    let affected = "POST /my.ripe.net/api/rpki/announcements/affected";
    let wrong = roa("AS1", whole, 33).to_string();
    let answered = refused(&simulation, affected, &[KEY, JSON], &wrong);
    assert_eq!(answered.status, 400);
    assert!(
        answered
            .body
            .contains("Passed ROA is incorrect: Max length")
    );
}

/// The place of a mistake is named, and a list is no object.
#[test]
fn bodies_that_cannot_be_read() {
    let simulation = simulation();
    for (body, part) in [
        ("{", "JSON parse error: it is not JSON at line 1, column 1"),
        ("[]", "the body is a list; it must be an object"),
        (r#"[[],[],"tag"]"#, "the body is a list"),
        (r#"{"added":{}}"#, "added is an object; it must be a list"),
        (
            r#"{"added":[["AS1","198.19.0.0/22",22]]}"#,
            "added[0] is a list",
        ),
        (r#"{"added":[{"asn":["AS1"]}]}"#, "added[0].asn is a list"),
        (
            r#"{"deleted":[{},{"maximalLength":"x"}]}"#,
            "deleted[1].maximalLength is",
        ),
        (r#"{"ifMatch":1}"#, "ifMatch is 1; it must be text"),
    ] {
        check(&simulation, KEY, body, 400, part);
    }
    let affected = "POST /my.ripe.net/api/rpki/announcements/affected";
    let list = r#"["AS1","198.19.0.0/22",22]"#;
    assert_eq!(
        refused(&simulation, affected, &[KEY, JSON], list).status,
        400
    );
}

#[test]
fn changes_that_are_refused() {
    let simulation = simulation();
    let good = added(&roa("AS1", "198.19.0.0/22", 22));
    let roas = |other| json!({ "added": [roa("AS1", "198.19.0.0/22", 22), other] }).to_string();
    let twice = roas(roa("AS1", "198.19.0.0/22", 24));
    let half = roas(roa("AS1", "198.18.0.0/23", 23));
    let strange = "You are not a holder of the prefix";
    let pair = "more than one pair (AS1, 198.19.0.0/22), max lengths: [22, 24]";
    check(&simulation, KEY, &half, 403, "the prefix 198.18.0.0/23");
    check(&simulation, OTHERS, &good, 403, strange);
    check(&simulation, KEY, &twice, 400, pair);
    let stale = json!({ "added": [roa("AS1", "198.19.0.0/22", 22)], "ifMatch": "\"1\"" });
    let tags = "specified entity tag \"1\" does not match expected entity tag \"";
    check(&simulation, KEY, &stale.to_string(), 412, tags);
}

#[test]
fn calls_that_are_refused() {
    let simulation = simulation();
    let good = added(&roa("AS1", "198.19.0.0/22", 22));
    for key in [
        DATABASES,
        ("ncc-api-authorization", "wrong"),
        ("x-nothing", ""),
    ] {
        let answered = refused(&simulation, PUBLISH, &[key, JSON], &good);
        assert_eq!(
            (answered.status, answered.body.as_str()),
            (401, ""),
            "{key:?}"
        );
    }
    for (line, status, allowed) in [
        ("PUT /my.ripe.net/api/rpki/roas", 405, Some("GET, HEAD")),
        ("GET /my.ripe.net/api/rpki/roas/publish", 405, Some("POST")),
        (
            "DELETE /my.ripe.net/api/rpki/announcements/affected",
            405,
            Some("POST"),
        ),
        ("GET /my.ripe.net/api/rpki/nothing", 404, None),
        ("GET /my.ripe.net/api", 404, None),
    ] {
        let answered = refused(&simulation, line, &[KEY], "");
        assert_eq!(answered.status, status, "{line}");
        let allow = answered.headers.get("allow").map(|it| it.to_str().unwrap());
        assert_eq!(allow, allowed, "{line}");
        let value: Value = serde_json::from_str(&answered.body).unwrap();
        assert!(value["error"].is_string(), "{line}");
    }
    assert_eq!(refused(&simulation, PUBLISH, &[KEY], &good).status, 415);
}

/// The statuses that RIPE NCC's documentation and its source differ in can be
/// set to the source's; one bucket is for both of its interfaces.
#[test]
fn statuses_and_rates_are_the_policys() {
    let mut genesis = genesis();
    genesis
        .policy
        .set_status("ripe-rpki.NotHolder", "400")
        .unwrap();
    genesis
        .policy
        .set_status("ripe-rpki.StaleRoas", "400")
        .unwrap();
    genesis.policy.set("ripe_call_rate", "3/1m").unwrap();
    let simulation = Simulation::new(genesis, Mode::Manual, start());
    let strange = added(&roa("AS1", "198.18.0.0/23", 23));
    check(&simulation, KEY, &strange, 400, "not a holder");
    let stale = json!({ "added": [roa("AS1", "198.19.0.0/22", 22)], "ifMatch": "1" });
    check(&simulation, KEY, &stale.to_string(), 400, "entity tag");
    let database = "GET /rest.db.ripe.net/ripe/inetnum/198.19.0.0/22.json";
    assert_eq!(refused(&simulation, database, &[], "").status, 200);
    for (line, key) in [(LIST, KEY), (database, ("x-nothing", ""))] {
        let answered = refused(&simulation, line, &[key], "");
        assert_eq!(answered.status, 429, "{line}");
        assert_eq!(answered.headers["retry-after"], "20", "{line}");
    }
}
