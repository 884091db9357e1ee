//! An answer as its members, each by its path: `byoipCidrSet.item[0].state`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::mapping;
use crate::registry::markup::Element;

/// Members by path. An answer that is neither XML nor JSON has one, without a name.
pub(super) type Members = BTreeMap<String, String>;

/// RIPE NCC's data service, whose envelope is about the service itself.
const RIPESTAT: &str = "https://stat.ripe.net/data/";

/// Members that say when a validator last ran and of how much: what follows from
/// its own pace and from the whole internet, not from what was asked.
const RUNS: [&str; 2] = ["generated", "generatedTime"];

/// Where a validator tells of itself alone.
const STATUS: &str = "/api/v1/status";

/// What stands for the values of such members.
const OWN: &str = "(the validator's own)";

/// The members of an XML document, without the root's name.
pub(super) fn of_xml(text: &str) -> Members {
    let Ok(root) = Element::parse(text) else {
        return plain(text);
    };
    let mut members = Members::new();
    of_element("", &root, &mut members);
    members
}

/// The members of what a URL answers.
pub(super) fn of_url(url: &str, text: &str) -> Members {
    let Ok(document) = serde_json::from_str::<Value>(text) else {
        return plain(text);
    };
    let mut members = Members::new();
    match url.strip_prefix(RIPESTAT) {
        None => {
            of_json("", &document, &mut members);
            without_runs(url, &mut members);
        }
        // Which collector has which path is another internet's business; the
        // client reads the origins.
        Some(call) if call.starts_with("looking-glass/") => {
            let origins: BTreeSet<String> = origins(&document).into_iter().collect();
            let origins: Vec<String> = origins.into_iter().collect();
            members.insert("origins".to_owned(), origins.join(", "));
        }
        Some(_) => {
            for name in ["status", "status_code", "data"] {
                of_json(
                    name,
                    document.get(name).unwrap_or(&Value::Null),
                    &mut members,
                );
            }
        }
    }
    members
}

/// Leaves of a validator's own members that they are there.
fn without_runs(url: &str, members: &mut Members) {
    let is_status = url.ends_with(STATUS);
    for (path, value) in members {
        let name = path.rsplit('.').next().unwrap_or(path);
        if is_status || RUNS.contains(&name) {
            OWN.clone_into(value);
        }
    }
}

fn plain(text: &str) -> Members {
    Members::from([(String::new(), text.trim().to_owned())])
}

fn origins(document: &Value) -> Vec<String> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let collectors = list(document.pointer("/data/rrcs")).into_iter();
    let peers = collectors.flat_map(|collector| list(collector.get("peers")));
    peers
        .filter_map(|peer| Some(peer.get("asn_origin")?.as_str()?.to_owned()))
        .collect()
}

fn of_json(path: &str, value: &Value, members: &mut Members) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                of_json(&path, value, members);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                of_json(&format!("{path}[{index}]"), item, members);
            }
        }
        Value::String(text) => {
            members.insert(path.to_owned(), text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            members.insert(path.to_owned(), value.to_string());
        }
    }
}

/// EC2 and STS have lists of elements of these names, also where there is one.
const ITEMS: [&str; 2] = ["item", "member"];

fn of_element(path: &str, element: &Element, members: &mut Members) {
    if element.children.is_empty() {
        members.insert(path.to_owned(), element.text.trim().to_owned());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut children: Vec<&Element> = element.children.iter().collect();
    // A set has no order; by what two worlds share its elements find each other.
    if children.iter().all(|child| ITEMS.contains(&child.name())) {
        children.sort_by_cached_key(|child| skeleton("", child));
    }
    for child in children {
        let name = child.name();
        let count = counts.entry(name).or_default();
        let step = match *count {
            0 if !ITEMS.contains(&name) => name.to_owned(),
            index => format!("{name}[{index}]"),
        };
        *count += 1;
        let path = match path {
            "" => step,
            path => format!("{path}.{step}"),
        };
        of_element(&path, child, members);
    }
}

/// Everything in an element that is the same in another world.
fn skeleton(member: &str, element: &Element) -> String {
    let text = mapping::skeleton(member, element.text.trim());
    let children = element.children.iter();
    children.fold(text, |all, child| {
        let name = child.name();
        format!("{all}<{name}>{}", skeleton(name, child))
    })
}
