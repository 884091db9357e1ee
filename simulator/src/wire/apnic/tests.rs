//! APNIC's Registry API at the wire. Tasks have the members of those that a
//! public client has recorded (2025-07-15).

use byoip_vocabulary::registry::{Field, Registry};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::owner::sample::{Answered, call, refused, simulation};
use crate::wire::sample::start;

const KEY: (&str, &str) = ("authorization", "Bearer apnic-key");
const OTHERS: (&str, &str) = ("authorization", "Bearer other-apnic-key");
const JSON: (&str, &str) = ("content-type", "application/json");
const ROOT: &str = "/registry-api.apnic.net/v1/ORG-EX1-AP";
const BASE: &str = "http://localhost:4566/registry-api.apnic.net/v1/ORG-EX1-AP";
const NET: &str = "whois/inetnum/203.0.113.0%20-%20203.0.113.255";

fn ask(simulation: &Simulation, method: &str, path: &str, body: &Value) -> Answered {
    let line = format!("{method} {ROOT}/{path}");
    call(simulation, &line, &[KEY, JSON], &body.to_string())
}

fn get(simulation: &Simulation, path: &str) -> Value {
    let answered = ask(simulation, "GET", path, &Value::Null);
    assert_eq!(answered.status, 200, "{}", answered.body);
    serde_json::from_str(&answered.body).unwrap()
}

/// Hands something in and lets its moment pass; the task.
#[track_caller]
fn done(simulation: &Simulation, method: &str, path: &str, body: &Value) -> Value {
    let answered = ask(simulation, method, path, body);
    assert_eq!(answered.status, 202, "{}", answered.body);
    let location = answered.headers["location"].to_str().unwrap();
    assert_eq!(answered.body, json!({ "location": location }).to_string());
    let task = location
        .strip_prefix(BASE)
        .unwrap()
        .trim_start_matches('/')
        .to_owned();
    assert_eq!(get(simulation, &task)["status"], "pending");
    assert!(get(simulation, &task).get("response").is_none());
    let later = simulation.now(start()) + SignedDuration::from_secs(1);
    simulation.advance_to(later, start());
    get(simulation, &task)
}

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
fn what_is_delegated() {
    let simulation = simulation();
    let href = format!("{BASE}/delegation/ipv4/203.0.113.0");
    let item = json!({
        "_links": { "self": { "href": href } },
        "date": "2012-05-01",
        "id": "203.0.113.0",
        "range": "203.0.113.0/24",
        "type": "assigned",
    });
    let links = json!({ "self": { "href": format!("{BASE}/delegation/ipv4") } });
    let whole = json!({ "_embedded": { "ipv4": [item] }, "_links": links });
    assert_eq!(get(&simulation, "delegation/ipv4"), whole);
    assert_eq!(get(&simulation, "delegation/ipv4/203.0.113.0"), item);
    assert_eq!(
        get(&simulation, "delegation/ipv6")["_embedded"]["ipv6"],
        json!([])
    );
    assert_eq!(
        get(&simulation, "delegation/autnum")["_embedded"]["autnum"][0]["id"],
        "64502"
    );
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
fn routes_are_created_updated_and_deleted() {
    let simulation = simulation();
    let route = |asn: u32, length: u8| {
        json!({
            "range": "203.0.113.0/24",
            "autnum": asn,
            "max_length": length,
            "roa_enabled": true,
            "whois_enabled": true,
        })
    };
    let both = json!({ "create": [route(16509, 24), route(14618, 24)] });
    let task = done(&simulation, "POST", "route", &both);
    assert_eq!(task["response"]["status_code"], 201, "{task}");
    let list = |simulation: &Simulation| {
        let shown = get(simulation, "route");
        let list = shown["_embedded"]["route"].as_array().unwrap().clone();
        let mut list: Vec<(u64, u64, u64)> = list
            .iter()
            .map(|it| {
                let number = |name: &str| it[name].as_u64().unwrap();
                (number("autnum"), number("max_length"), number("id"))
            })
            .collect();
        list.sort_unstable();
        list
    };
    let routes = list(&simulation);
    assert_eq!((routes[0].0, routes[1].0), (14618, 16509));
    let mut update = route(16509, 25);
    update["id"] = json!(routes[1].2);
    let change = json!({ "update": [update], "delete": [{ "id": routes[0].2 }] });
    done(&simulation, "POST", "route", &change);
    let routes = list(&simulation);
    assert_eq!((routes.len(), routes[0].0, routes[0].1), (1, 16509, 25));
    let one = get(&simulation, &format!("route/{}", routes[0].2));
    assert_eq!(one["range"], "203.0.113.0/24");
    // Two of a kind at once: the second is refused when its turn comes.
    let again = json!({ "create": [route(64496, 24)] });
    assert_eq!(ask(&simulation, "POST", "route", &again).status, 202);
    let task = done(&simulation, "POST", "route", &again);
    assert_eq!(
        task["response"]["content"]["type"], "failed-route-update",
        "{task}"
    );
}

#[test]
fn calls_that_are_refused() {
    let simulation = simulation();
    let create = |route: Value| json!({ "create": [route] });
    let route = json!({ "range": "203.0.113.0/24", "autnum": 1, "max_length": 24 });
    let with = |name: &str, value: Value| {
        let mut route = route.clone();
        route[name] = value;
        create(route)
    };
    done(&simulation, "POST", "route", &with("autnum", json!(64496)));
    let net = json!({ "attributes": object(&simulation, &["new"]) });
    let nobody = ("authorization", "Bearer wrong");
    let others_root = "/registry-api.apnic.net/v1/ORG-OT1-AP";
    let v6 = "whois/inet6num/2001:db8::/32";
    let first =
        |name: &str, value: &str| json!({ "attributes": [{ "name": name, "value": value }] });
    for (key, method, path, body, status, kind) in [
        (
            nobody,
            "GET",
            "delegation/ipv4",
            Value::Null,
            401,
            "unauthorized",
        ),
        (
            ("x-nothing", ""),
            "GET",
            "delegation/ipv4",
            Value::Null,
            401,
            "unauthorized",
        ),
        (
            OTHERS,
            "GET",
            "delegation/ipv4",
            Value::Null,
            403,
            "forbidden",
        ),
        (KEY, "GET", "delegation/ipv5", Value::Null, 404, "not-found"),
        (
            KEY,
            "GET",
            "delegation/ipv4/198.51.100.0",
            Value::Null,
            404,
            "not-found",
        ),
        (
            KEY,
            "GET",
            "whois/person/EX1-AP",
            Value::Null,
            404,
            "not-found",
        ),
        (KEY, "GET", v6, Value::Null, 404, "not-found"),
        (KEY, "GET", "task/9", Value::Null, 404, "not-found"),
        (KEY, "GET", "task/x", Value::Null, 404, "not-found"),
        (KEY, "GET", "route/1", Value::Null, 404, "not-found"),
        (KEY, "GET", "nothing", Value::Null, 404, "not-found"),
        (KEY, "DELETE", NET, Value::Null, 405, "method-not-allowed"),
        (KEY, "PUT", NET, Value::Null, 400, "invalid-request"),
        (
            KEY,
            "PUT",
            NET,
            json!({ "attributes": [] }),
            400,
            "failed-whois-update",
        ),
        (
            KEY,
            "PUT",
            NET,
            first("netname", "EXAMPLE-NET"),
            400,
            "failed-whois-update",
        ),
        (
            KEY,
            "PUT",
            NET,
            first("inetnum", "203.0.113.0 - 203.0.113.1"),
            400,
            "failed-whois-update",
        ),
        (KEY, "POST", "route", json!({}), 400, "invalid-request"),
        (
            KEY,
            "POST",
            "route",
            json!({ "created": [] }),
            400,
            "invalid-request",
        ),
        (
            KEY,
            "POST",
            "route",
            with("max_length", json!(23)),
            400,
            "invalid-request",
        ),
        (
            KEY,
            "POST",
            "route",
            with("range", json!("203.0.113.1/24")),
            400,
            "invalid-request",
        ),
        (
            KEY,
            "POST",
            "route",
            with("range", json!("10.0.0.0/8")),
            400,
            "invalid-request",
        ),
        (
            KEY,
            "POST",
            "route",
            with("range", json!("198.18.0.0/24")),
            403,
            "forbidden",
        ),
        (
            KEY,
            "POST",
            "route",
            with("roa_enabled", json!(false)),
            400,
            "invalid-request",
        ),
        (
            KEY,
            "POST",
            "route",
            with("autnum", json!(64496)),
            409,
            "conflict",
        ),
        (
            KEY,
            "POST",
            "route",
            json!({ "delete": [{ "id": 1 }] }),
            404,
            "not-found",
        ),
        (
            KEY,
            "POST",
            "route",
            json!({ "update": [route] }),
            400,
            "invalid-request",
        ),
    ] {
        let line = format!("{method} {ROOT}/{path}");
        let answered = refused(&simulation, &line, &[key, JSON], &body.to_string());
        assert_eq!(answered.status, status, "{line} {body}\n{}", answered.body);
        let value: Value = serde_json::from_str(&answered.body).unwrap();
        assert_eq!(value["type"], kind, "{line} {body}");
        assert_eq!(value["errors"].as_array().map(Vec::len), Some(1));
    }
    let others = format!("PUT {others_root}/{NET}");
    let answered = refused(&simulation, &others, &[OTHERS, JSON], &net.to_string());
    assert_eq!(answered.status, 403, "{}", answered.body);
    let own = format!("PUT {ROOT}/{NET}");
    assert_eq!(
        refused(&simulation, &own, &[KEY], &net.to_string()).status,
        415
    );
    assert_eq!(super::refuse_long().status, 413);
}
