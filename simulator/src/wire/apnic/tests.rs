//! APNIC's Registry API at the wire. Tasks have the members of those that a
//! public client has recorded (2025-07-15).

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::owner::sample::{Answered, call, refused, simulation};
use crate::wire::sample::start;

mod delegation;
mod door;
mod prevalidation;
mod route;
mod whois;

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

/// A call that must be refused and leave the world as it was; what is wrong.
#[track_caller]
fn wrong(
    simulation: &Simulation,
    key: (&str, &str),
    call: &str,
    body: &Value,
    (status, kind): (u16, &str),
) -> String {
    let (method, path) = call.split_once(' ').unwrap();
    let line = format!("{method} {ROOT}/{path}");
    let answered = refused(simulation, &line, &[key, JSON], &body.to_string());
    assert_eq!(answered.status, status, "{line} {body}\n{}", answered.body);
    let value: Value = serde_json::from_str(&answered.body).unwrap();
    assert_eq!(value["type"], kind, "{line} {body}");
    let errors = value["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{line} {body}");
    errors[0].as_str().unwrap().to_owned()
}
