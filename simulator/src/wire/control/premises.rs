//! `/_simulator/premises`: what answers in the holder's own data centre, which is
//! everything until it is shut down.

use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::Call;
use crate::wire::http::Answer;
use crate::world::premises;
use crate::world::{Command, World};

/// Addresses of what is shut down or started.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Part {
    /// `198.18.1.0/24`, or one address as `198.18.1.7/32`.
    #[schema(value_type = String)]
    prefix: Prefix,
}

#[utoipa::path(get, operation_id = "listPremises", path = "/_simulator/premises",
    responses((status = 200, description = "What is shut down")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "stopped": stopped(&world) }))
}

/// What is shut down.
pub(super) fn stopped(world: &World) -> Vec<Prefix> {
    world.premises().stopped().collect()
}

#[utoipa::path(post, operation_id = "stopPremises", request_body = Part, path = "/_simulator/premises/stopped",
    responses((status = 200, description = "Nothing answers there for these addresses any more; all that is shut down"),
        (status = 409, description = "It is shut down already")))]
pub(super) fn stop(call: &Call<'_>) -> Result<Answer, Answer> {
    let Part { prefix } = call.json()?;
    call.perform(&Command::Premises(premises::Command::Stop(prefix)))?;
    Ok(list(call))
}

#[utoipa::path(delete, operation_id = "startPremises", request_body = Part, path = "/_simulator/premises/stopped",
    responses((status = 204, description = "It answers again"),
        (status = 404, description = "It was not shut down under this prefix")))]
pub(super) fn start(call: &Call<'_>) -> Result<Answer, Answer> {
    let Part { prefix } = call.json()?;
    call.perform(&Command::Premises(premises::Command::Start(prefix)))?;
    Ok(Answer::empty(204))
}
