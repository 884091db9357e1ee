//! What there is in the world now, thing by thing, each under its name, so that
//! two of them can be compared.

use serde_json::{Map, Value, json};

use super::amazon;
use crate::wire::control::{
    access_keys, announcements, aspas, byoasns, faults, irr, leaks, outages, premises, registry,
    roas, validators,
};
use crate::world::World;

/// Everything, kind by kind.
pub(super) fn view(world: &World) -> Value {
    let routes = ["prefix", "asn"];
    json!({
        "access_keys": named(&["id"], access_keys::views(world)),
        "announcements": named(&["prefix", "asn", "by", "impostor"], announcements::views(world)),
        "aspas": named(&["customer"], aspas::views(world)),
        "aws": amazon::view(world),
        "cases": amazon::cases(world),
        "byoasns": named(&["account", "asn"], byoasns::views(world)),
        "faults": named(&["id"], faults::views(world)),
        "leaks": named(&routes, leaks::views(world)),
        "outages": outages::views(world),
        "premises_stopped": premises::stopped(world),
        "records": named(&["registry", "handle"], registry::views(world)),
        "roas": named(&["id"], roas::views(world)),
        "route_objects": named(&routes, irr::views(world)),
        "validators": named(&["name"], validators::views(world)),
    })
}

/// Each under what its members say that it is called by.
fn named(members: &[&str], views: impl IntoIterator<Item = Value>) -> Map<String, Value> {
    let name = |view: &Value| {
        let said = members.iter().filter_map(|member| match view.get(member) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        });
        said.collect::<Vec<_>>().join(" ")
    };
    let views = views.into_iter().map(|view| (name(&view), view));
    views.collect()
}

/// Where two of them first differ, and how.
pub(super) fn difference(file: &Value, world: &Value) -> Option<String> {
    let (path, file, world) = first_difference(file, world)?;
    let path = path.join(" › ");
    Some(format!(
        "{path} is {file} in the file and {world} by the events"
    ))
}

fn first_difference<'a>(
    file: &'a Value,
    world: &'a Value,
) -> Option<(Vec<&'a str>, &'a Value, &'a Value)> {
    if file == world {
        return None;
    }
    let (Value::Object(members), Value::Object(others)) = (file, world) else {
        return Some((Vec::new(), file, world));
    };
    let mut names = members.keys().chain(others.keys());
    names.find_map(|name| {
        let one = members.get(name).unwrap_or(&Value::Null);
        let other = others.get(name).unwrap_or(&Value::Null);
        let (mut path, one, other) = first_difference(one, other)?;
        path.insert(0, name);
        Some((path, one, other))
    })
}
