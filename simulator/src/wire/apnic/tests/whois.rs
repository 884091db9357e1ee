use byoip_vocabulary::registry::{Field, Registry};

use super::*;

/// The network's object without what the database fills in, with remarks.
fn object(simulation: &Simulation, remarks: &[&str]) -> Vec<Value> {
    let shown = get(simulation, NET);
    let list = shown["attributes"].as_array().unwrap().iter();
    let is_own = |it: &&Value| it["name"] != "last-modified" && it["name"] != "remarks";
    let mut list: Vec<Value> = list.filter(is_own).cloned().collect();
    list.extend(
        remarks
            .iter()
            .map(|it| json!({ "name": "remarks", "value": it })),
    );
    list
}

fn typed(simulation: &Simulation) -> Vec<String> {
    let world = simulation.read(start());
    let registries = world.registries();
    let network = registries.network(Registry::Apnic, "203.0.113.0 - 203.0.113.255");
    network.unwrap().record.typed(Field::Remarks).to_vec()
}

#[test]
fn an_object_is_replaced_by_a_task() {
    let simulation = simulation();
    let body = json!({ "attributes": object(&simulation, &["one", "two"]) });
    let task = done(&simulation, "PUT", NET, &body);
    assert_eq!(
        task,
        json!({
            "_links": { "self": { "href": format!("{BASE}/task/1") } },
            "operation": "put_whois_object",
            "request": { "content": body, "created": "2026-01-05 09:00:00" },
            "response": {
                "content": {
                    "location": format!("{BASE}/whois/inetnum/203.0.113.0 - 203.0.113.255"),
                    "type": "success-response",
                },
                "created": "2026-01-05 09:00:01",
                "status_code": 201,
            },
            "status": "completed",
        })
    );
    assert_eq!(typed(&simulation), ["one", "two"]);
    assert_eq!(get(&simulation, "task")["_embedded"]["task"], json!([task]));
}

/// What the database finds is in the task; the record stays as it was.
#[test]
fn a_task_with_faults() {
    let simulation = simulation();
    #[track_caller]
    fn check(simulation: &Simulation, attributes: &[Value], fault: &str) {
        let body = json!({ "attributes": attributes });
        let task = done(simulation, "PUT", NET, &body);
        let response = &task["response"];
        assert_eq!(response["status_code"], 400);
        assert_eq!(response["content"]["type"], "failed-whois-update");
        assert_eq!(response["content"]["errors"], json!([fault]));
        assert!(typed(simulation).is_empty());
    }
    let key = "203.0.113.0 - 203.0.113.255";
    let without = |name: &str| {
        let list = object(&simulation, &["new"]).into_iter();
        list.filter(|it| it["name"] != name).collect::<Vec<_>>()
    };
    check(
        &simulation,
        &without("source"),
        &format!("No source: found in {key}"),
    );
    check(
        &simulation,
        &without("mnt-by"),
        &format!("No mnt-by: found in {key}"),
    );
    let mut dated = object(&simulation, &["new"]);
    dated.push(json!({ "name": "last-modified", "value": "2026-01-05T09:00:00Z" }));
    check(
        &simulation,
        &dated,
        &format!("last-modified: must not be in {key}"),
    );
    let status = format!("status: in {key} is not as on record; changing it is not simulated");
    check(&simulation, &without("status"), &status);
}

#[test]
fn objects_that_are_not_there() {
    let simulation = simulation();
    for path in [
        "person/EX1-AP",
        "inet6num/2001:db8::/32",
        "route/203.0.113.0/24AS16509",
    ] {
        let call = format!("GET whois/{path}");
        wrong(&simulation, KEY, &call, &Value::Null, (404, "not-found"));
    }
}

/// The database's own refusal: the URL names another object.
#[test]
fn another_object_than_the_urls() {
    let simulation = simulation();
    let first = |name: &str, value: &str| {
        let attribute = json!({ "name": name, "value": value });
        json!({ "attributes": [attribute] })
    };
    for body in [
        json!({ "attributes": [] }),
        first("netname", "EXAMPLE-NET"),
        first("inetnum", "203.0.113.0 - 203.0.113.1"),
    ] {
        let call = format!("PUT {NET}");
        wrong(&simulation, KEY, &call, &body, (400, "failed-whois-update"));
    }
}

/// A list in the place of an object is none, and what is wrong is said by its
/// place.
#[test]
fn bodies_of_another_shape() {
    let simulation = simulation();
    let value = |value: Value| json!({ "attributes": [{ "name": "remarks", "value": value }] });
    for (body, fault) in [
        (json!([[]]), "the body is a list; it must be an object"),
        (Value::Null, "the body is null; it must be an object"),
        (
            json!({}),
            "attributes is missing; it must be a list of objects",
        ),
        (
            json!({ "attributes": [["inetnum", "203.0.113.0 - 203.0.113.255"]] }),
            "attributes[0] is a list; it must be an object",
        ),
        (value(json!(5)), "attributes[0].value is 5; it must be text"),
        (
            value(json!("one\nsource: OTHER")),
            "attributes[0].value is \"one\\nsource: OTHER\"; it must be text without control characters",
        ),
    ] {
        let call = format!("PUT {NET}");
        let said = wrong(&simulation, KEY, &call, &body, (400, "invalid-request"));
        assert_eq!(said, format!("The body cannot be used: {fault}."));
    }
}

#[test]
fn anothers_object() {
    let simulation = simulation();
    let body = json!({ "attributes": object(&simulation, &["new"]) });
    let line = format!("PUT /registry-api.apnic.net/v1/ORG-OT1-AP/{NET}");
    let answered = refused(&simulation, &line, &[OTHERS, JSON], &body.to_string());
    assert_eq!(answered.status, 403, "{}", answered.body);
}
