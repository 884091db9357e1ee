//! LACNIC's registration API at the wire.

use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::owner::sample::{call, refused, simulation};

mod door;
mod network;
mod roa;

const KEY: (&str, &str) = ("authorization", "Bearer lacnic-key");
const OTHERS: (&str, &str) = ("authorization", "Bearer other-lacnic-key");
const JSON: (&str, &str) = ("content-type", "application/json");
const ROOT: &str = "/registro.api.lacnic.net/lacnic/2.0";

/// A call that must be refused and leave the world as it was; what is wrong.
#[track_caller]
fn wrong(
    simulation: &Simulation,
    key: (&str, &str),
    call: &str,
    body: &Value,
    status: u16,
) -> String {
    let (method, path) = call.split_once(' ').unwrap();
    let line = format!("{method} {ROOT}/{path}");
    let answered = refused(simulation, &line, &[key, JSON], &body.to_string());
    assert_eq!(answered.status, status, "{line} {body}\n{}", answered.body);
    let value: Value = serde_json::from_str(&answered.body).unwrap();
    assert_eq!(value["errorCode"], status, "{line} {body}");
    value["description"][0].as_str().unwrap().to_owned()
}
