//! `/_simulator/outages`: registries that do not answer.

use byoip_vocabulary::duration;
use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::registry::impairment::Recover;
use crate::world::registry::outage;
use crate::world::{Command, World, later};

#[cfg(test)]
mod tests;

/// How long a registry is not to answer, or a validator not to run: one of the
/// two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Outage {
    /// A duration from now on: `90s`, `2h`, `7d`.
    r#for: Option<String>,
    /// A moment in RFC 3339.
    until: Option<String>,
}

impl Outage {
    /// The end that the body of a call says.
    pub(super) fn end(call: &Call<'_>) -> Result<Timestamp, Answer> {
        let outage: Self = call.json()?;
        match (outage.r#for, outage.until) {
            (Some(length), None) => {
                let length = duration::parse(&length)
                    .map_err(|wrong| error(400, &format!("for: {wrong}; write 1d")))?;
                Ok(later(call.simulation.read(call.wall).now(), length))
            }
            (None, Some(until)) => until.parse().map_err(|wrong| {
                error(400, &format!("until: {wrong}; write 2026-01-06T09:00:00Z"))
            }),
            (Some(_), Some(_)) | (None, None) => Err(error(400, "say either `for` or `until`")),
        }
    }
}

#[utoipa::path(get, operation_id = "listOutages", path = "/_simulator/outages",
    responses((status = 200, description = "The registries that do not answer, each with the moment until which")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "outages": views(&world) }))
}

/// Every registry that is down, by its name.
pub(super) fn views(world: &World) -> Map<String, Value> {
    let down = Registry::ALL.into_iter().filter_map(|registry| {
        let until = world.registries().down_until(registry)?;
        Some((registry.as_str().to_owned(), json!({ "until": until })))
    });
    down.collect()
}

#[utoipa::path(put, operation_id = "failRegistry", path = "/_simulator/outages/{registry}", request_body = Outage,
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`")),
    responses((status = 200, description = "The registry answers neither RDAP nor whois, and takes no changes, until then"),
        (status = 400, description = "Neither a duration nor a moment to come"),
        (status = 404, description = "No such registry")))]
pub(super) fn fail(call: &Call<'_>, registry: &str) -> Result<Answer, Answer> {
    let registry = named(registry)?;
    let until = Outage::end(call)?;
    call.perform(&Command::Outage(outage::Command::Fail { registry, until }))?;
    Ok(list(call))
}

#[utoipa::path(delete, operation_id = "recoverRegistry", path = "/_simulator/outages/{registry}",
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`")),
    responses((status = 204, description = "The registry answers, at once and as it should"),
        (status = 404, description = "No such registry")))]
pub(super) fn recover(call: &Call<'_>, registry: &str) -> Result<Answer, Answer> {
    let registry = named(registry)?;
    call.perform(&Command::Outage(outage::Command::Recover { registry }))?;
    call.perform(&Command::Impairment(Recover { registry }))?;
    Ok(Answer::empty(204))
}

fn named(registry: &str) -> Result<Registry, Answer> {
    registry
        .parse()
        .map_err(|unknown| error(404, &format!("no such registry: {unknown}")))
}
