use super::*;

fn roa(asn: &Value, prefix: &str, length: &str) -> Value {
    json!({
        "asn": asn,
        "name": "aws",
        "notValidBefore": "2026-01-05T00:00:00Z",
        "notValidAfter": "2027-01-01T00:00:00Z",
        "resources": [{ "maximalLegth": length, "prefix": prefix }],
    })
}

#[test]
fn roas_are_listed_created_and_deleted() {
    let simulation = simulation();
    let post = format!("POST {ROOT}/rpki/roas");
    let body = roa(&json!("16509"), "192.0.2.0/24", "24").to_string();
    let created = call(&simulation, &post, &[KEY, JSON], &body);
    assert_eq!(created.status, 201, "{}", created.body);
    let list = format!("GET {ROOT}/rpki/roas?orgId=EX-EXSA-LACNIC");
    let listed = call(&simulation, &list, &[KEY], "");
    assert_eq!(listed.body, created.body);
    let value: Value = serde_json::from_str(&listed.body).unwrap();
    let resources = json!([{ "prefix": "192.0.2.0/24", "maximalLegth": "24" }]);
    assert_eq!(
        (&value[0]["asn"], &value[0]["resources"]),
        (&json!(16509), &resources)
    );
    assert_eq!(value[0]["notValidAfter"], "2027-01-01T00:00:00Z");
    let serial = value[0]["serial"].as_str().unwrap();
    let delete = format!("DELETE {ROOT}/rpki/roas/{serial}");
    let answered = refused(&simulation, &delete, &[OTHERS], "");
    assert_eq!(answered.status, 403, "{}", answered.body);
    assert_eq!(call(&simulation, &delete, &[KEY], "").status, 204);
    assert_eq!(call(&simulation, &list, &[KEY], "").body, "[]");
    assert_eq!(refused(&simulation, &delete, &[KEY], "").status, 404);
}

/// Several resources of one call are one ROA, which has one serial and goes as
/// one.
#[test]
fn a_roa_of_several_resources() {
    let simulation = simulation();
    let resources = json!([
        { "prefix": "192.0.2.0/25", "maximalLegth": "25" },
        { "prefix": "192.0.2.128/25", "maximalLegth": "26" },
    ]);
    let body = with("resources", resources.clone()).to_string();
    let post = format!("POST {ROOT}/rpki/roas");
    let created = call(&simulation, &post, &[KEY, JSON], &body);
    assert_eq!(created.status, 201, "{}", created.body);
    let list = format!("GET {ROOT}/rpki/roas");
    assert_eq!(call(&simulation, &list, &[KEY], "").body, created.body);
    let value: Value = serde_json::from_str(&created.body).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 1);
    assert_eq!(value[0]["resources"], resources);
    let serial = value[0]["serial"].as_str().unwrap();
    // A part of it has no serial of its own.
    let part = format!("DELETE {ROOT}/rpki/roas/{serial}-1");
    assert_eq!(refused(&simulation, &part, &[KEY], "").status, 404);
    let delete = format!("DELETE {ROOT}/rpki/roas/{serial}");
    assert_eq!(call(&simulation, &delete, &[KEY], "").status, 204);
    assert_eq!(call(&simulation, &list, &[KEY], "").body, "[]");
}

/// A ROA of the member's, with a member changed.
fn with(name: &str, value: Value) -> Value {
    let mut roa = roa(&json!(1), "192.0.2.0/24", "24");
    roa[name] = value;
    roa
}

#[test]
fn roas_that_are_refused() {
    let simulation = simulation();
    let asn = json!(64500);
    let good = roa(&asn, "192.0.2.0/24", "24");
    let post = format!("POST {ROOT}/rpki/roas");
    let created = call(&simulation, &post, &[KEY, JSON], &good.to_string());
    assert_eq!(created.status, 201, "{}", created.body);
    for (key, body, status) in [
        (KEY, good.clone(), 409),
        (OTHERS, good, 403),
        (KEY, roa(&asn, "10.0.0.0/24", "24"), 403),
        (KEY, roa(&asn, "192.0.2.0/24", "23"), 400),
        (
            KEY,
            with("notValidBefore", json!("2026-02-01T00:00:00Z")),
            400,
        ),
        (
            KEY,
            with("notValidBefore", json!("2026-01-04T08:59:59Z")),
            400,
        ),
        (
            KEY,
            with("notValidAfter", json!("2026-01-05T09:00:00Z")),
            400,
        ),
    ] {
        wrong(&simulation, key, "POST rpki/roas", &body, status);
    }
}

#[test]
fn bodies_of_another_shape() {
    let simulation = simulation();
    let resource = |resource: Value| with("resources", json!([resource]));
    // Spelt right, it is not a field.
    let correct = resource(json!({ "maximalLength": "24", "prefix": "192.0.2.0/24" }));
    for (body, fault) in [
        (
            json!([64500, "aws", null, null, [["192.0.2.0/24", "24"]]]),
            "the body is a list; it must be an object",
        ),
        (
            resource(json!(["192.0.2.0/24", "24"])),
            "resources[0] is a list; it must be an object",
        ),
        (
            correct,
            "resources[0].maximalLength is not known; there are prefix, maximalLegth",
        ),
        (
            with("resources", json!([])),
            "resources is a list; it must be a list of at least one object",
        ),
        (
            with("asn", json!("x")),
            "asn is \"x\"; it must be the number of an AS",
        ),
        (
            roa(&json!(1), "192.0.2.0/24", "x"),
            "resources[0].maximalLegth is \"x\"; it must be a prefix length",
        ),
        (
            with("name", json!("aws\r\n\u{1b}[2J")),
            "name is \"aws\\r\\n\\u001b[2J\"; it must be text without control characters",
        ),
        (
            with("notValidAfter", json!(1)),
            "notValidAfter is 1; it must be a moment, as 2026-01-05T09:00:00Z",
        ),
    ] {
        let said = wrong(&simulation, KEY, "POST rpki/roas", &body, 400);
        assert_eq!(said, format!("The body cannot be used: {fault}."));
    }
}
