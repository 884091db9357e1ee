use super::*;

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
fn networks_that_are_not_shown() {
    let simulation = simulation();
    for (key, path, status) in [
        (OTHERS, "ips/192.0.2.0/24", 403),
        (KEY, "ips/198.51.100.0/24", 404),
        (KEY, "ips/192.0.2.1/24", 400),
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

#[test]
fn changes_that_are_refused() {
    let simulation = simulation();
    for (body, expected) in [
        (
            json!({ "comments": ["a"] }),
            "The body cannot be used: comments is not known; there are abuseContact, asn, techContact.",
        ),
        (
            json!({ "techContact": "NEW" }),
            "Changing techContact is not simulated; send it unchanged.",
        ),
        (
            json!([]),
            "The body cannot be used: the body is a list; it must be an object.",
        ),
    ] {
        let said = wrong(&simulation, KEY, "PUT ips/192.0.2.0/24", &body, 400);
        assert_eq!(said, expected);
    }
}
