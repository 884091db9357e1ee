use serde_json::{Value, json};

use crate::wire::owner::sample::{call, refused, simulation};

const KEY: (&str, &str) = ("authorization", "Bearer lacnic-key");
const OTHERS: (&str, &str) = ("authorization", "Bearer other-lacnic-key");
const JSON: (&str, &str) = ("content-type", "application/json");
const ROOT: &str = "/registro.api.lacnic.net/lacnic/2.0";

fn roa(asn: &Value, prefix: &str, length: &str) -> Value {
    json!({
        "asn": asn,
        "name": "aws",
        "notValidBefore": "2026-01-01T00:00:00Z",
        "notValidAfter": "2027-01-01T00:00:00Z",
        "resources": [{ "maximalLegth": length, "prefix": prefix }],
    })
}

/// There is nowhere to write a comment.
#[test]
fn a_network_has_contacts_alone() {
    let simulation = simulation();
    let get = format!("GET {ROOT}/ips/192.0.2.0/24");
    let shown = call(&simulation, &get, &[KEY], "");
    let view: Value = serde_json::from_str(&shown.body).unwrap();
    let members: Vec<&str> = view
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        (shown.status, members),
        (200, vec!["abuseContact", "asn", "techContact"])
    );
    let put = format!("PUT {ROOT}/ips/192.0.2.0/24");
    let same = refused(&simulation, &put, &[KEY, JSON], &shown.body);
    assert_eq!((same.status, same.body), (200, shown.body));
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

#[test]
fn calls_that_are_refused() {
    let simulation = simulation();
    let asn = json!(64500);
    let good = roa(&asn, "192.0.2.0/24", "24");
    let post = format!("POST {ROOT}/rpki/roas");
    assert_eq!(
        call(&simulation, &post, &[KEY, JSON], &good.to_string()).status,
        201
    );
    let with = |name: &str, value: Value| {
        let mut roa = roa(&json!(1), "192.0.2.0/24", "24");
        roa[name] = value;
        roa
    };
    let correct = json!([{ "maximalLength": "24", "prefix": "192.0.2.0/24" }]);
    for (key, method, path, body, status) in [
        (
            ("authorization", "Bearer wrong"),
            "GET",
            "rpki/roas",
            Value::Null,
            401,
        ),
        (
            ("authorization", "ApiKey lacnic-key"),
            "GET",
            "rpki/roas",
            Value::Null,
            401,
        ),
        (
            OTHERS,
            "GET",
            "rpki/roas?orgId=EX-EXSA-LACNIC",
            Value::Null,
            403,
        ),
        (OTHERS, "GET", "ips/192.0.2.0/24", Value::Null, 403),
        (KEY, "GET", "ips/198.51.100.0/24", Value::Null, 404),
        (KEY, "GET", "ips/192.0.2.1/24", Value::Null, 400),
        (KEY, "GET", "nothing", Value::Null, 404),
        (KEY, "PATCH", "rpki/roas", Value::Null, 405),
        (
            KEY,
            "PUT",
            "ips/192.0.2.0/24",
            json!({ "comments": ["a"] }),
            400,
        ),
        (
            KEY,
            "PUT",
            "ips/192.0.2.0/24",
            json!({ "techContact": "NEW" }),
            400,
        ),
        (KEY, "PUT", "ips/192.0.2.0/24", json!([]), 400),
        (KEY, "POST", "rpki/roas", Value::Null, 400),
        (KEY, "POST", "rpki/roas", good, 409),
        (
            OTHERS,
            "POST",
            "rpki/roas",
            roa(&asn, "192.0.2.0/24", "24"),
            403,
        ),
        (
            KEY,
            "POST",
            "rpki/roas",
            roa(&asn, "10.0.0.0/24", "24"),
            403,
        ),
        (
            KEY,
            "POST",
            "rpki/roas",
            roa(&asn, "192.0.2.0/24", "23"),
            400,
        ),
        (
            KEY,
            "POST",
            "rpki/roas",
            roa(&asn, "192.0.2.0/24", "x"),
            400,
        ),
        (
            KEY,
            "POST",
            "rpki/roas",
            roa(&json!("x"), "192.0.2.0/24", "24"),
            400,
        ),
        // Spelt right, it is not a field.
        (KEY, "POST", "rpki/roas", with("resources", correct), 400),
        (KEY, "POST", "rpki/roas", with("resources", json!([])), 400),
        (
            KEY,
            "POST",
            "rpki/roas",
            with("notValidBefore", json!("2026-02-01T00:00:00Z")),
            400,
        ),
        (
            KEY,
            "POST",
            "rpki/roas",
            with("notValidAfter", json!("2026-01-05T09:00:00Z")),
            400,
        ),
    ] {
        let line = format!("{method} {ROOT}/{path}");
        let answered = refused(&simulation, &line, &[key, JSON], &body.to_string());
        assert_eq!(answered.status, status, "{line} {body}\n{}", answered.body);
        let value: Value = serde_json::from_str(&answered.body).unwrap();
        assert_eq!(value["errorCode"], status, "{line} {body}");
    }
    let line = format!("PUT {ROOT}/ips/192.0.2.0/24");
    assert_eq!(refused(&simulation, &line, &[KEY], "{}").status, 415);
    assert_eq!(super::refuse_long().status, 413);
}
