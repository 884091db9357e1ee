//! `/_simulator/leaks`: networks that tell their providers and peers of routes that
//! they have from providers and peers (RFC 7908).

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Call;
use crate::wire::http::Answer;
use crate::world::internet;
use crate::world::{Command, World};

/// A prefix, and the network that tells too much of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Leak {
    /// `198.18.0.0/23`.
    #[schema(value_type = String)]
    prefix: Prefix,
    /// `AS64500`, or the bare number.
    #[schema(value_type = String)]
    asn: Asn,
}

#[utoipa::path(get, operation_id = "listLeaks", path = "/_simulator/leaks",
    responses((status = 200, description = "Who leaks which prefix")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "leaks": views(&world) }))
}

/// Every leak that goes on.
pub(super) fn views(world: &World) -> Vec<Value> {
    let view = |(prefix, asn)| json!({ "prefix": prefix, "asn": asn });
    world.internet().leaks().map(view).collect()
}

#[utoipa::path(post, operation_id = "leak", request_body = Leak, path = "/_simulator/leaks",
    responses((status = 200, description = "It leaks from now on; all leaks"),
        (status = 404, description = "No such network"),
        (status = 409, description = "It leaks already, or has no route for the prefix")))]
pub(super) fn begin(call: &Call<'_>) -> Result<Answer, Answer> {
    let Leak { prefix, asn: by } = call.json()?;
    call.perform(&Command::Internet(internet::Command::Leak { prefix, by }))?;
    Ok(list(call))
}

#[utoipa::path(delete, operation_id = "endLeak", request_body = Leak, path = "/_simulator/leaks",
    responses((status = 204, description = "It keeps to the rules again"),
        (status = 404, description = "It does not leak")))]
pub(super) fn end(call: &Call<'_>) -> Result<Answer, Answer> {
    let Leak { prefix, asn: by } = call.json()?;
    call.perform(&Command::Internet(internet::Command::EndLeak {
        prefix,
        by,
    }))?;
    Ok(Answer::empty(204))
}
