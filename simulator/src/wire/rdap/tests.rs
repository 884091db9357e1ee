use byoip_vocabulary::registry::Field;
use serde_json::{Value, json};

use super::*;
use crate::wire::sample;

mod afrinic;
mod apnic;
mod arin;
mod lacnic;
mod refusals;
mod ripe;
mod rules;
mod transport;

const PEM: &str = "-----BEGIN CERTIFICATE-----MIIExample-----END CERTIFICATE-----";

/// Asks as through a host in the path.
fn ask(registry: Registry, path: &str, world: &World) -> Answer {
    let base = format!("http://127.0.0.1:4566/{}", registry.rdap_host());
    let query = Query {
        base: &base,
        path,
        pairs: &[],
    };
    answer(registry, &query, world)
}

/// Asks for what is there.
fn found(registry: Registry, path: &str, world: &World) -> Value {
    let answer = ask(registry, path, world);
    assert_eq!((answer.status, answer.content_type), (200, MEDIA_TYPE));
    serde_json::from_slice(&answer.body).unwrap()
}

/// The names of an object's members, in order.
fn members(value: &Value) -> String {
    let names = value.as_object().unwrap().keys();
    names.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Handle and roles of each entity.
fn roles(value: &Value) -> Vec<(&str, String)> {
    let entities = value["entities"].as_array().unwrap();
    let of = |entity: &Value| entity["roles"].to_string();
    entities
        .iter()
        .map(|entity| (entity["handle"].as_str().unwrap(), of(entity)))
        .collect()
}
