//! `/_simulator/irr`: route objects made by hand in RADb, without its portal.
//! whois shows them where it is asked for that source.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Call;
use crate::wire::http::Answer;
use crate::world::internet::Route;
use crate::world::irr::{self, SOURCE};
use crate::world::{Command, World};

#[cfg(test)]
mod tests;

/// What an object says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RouteObject {
    /// `198.18.0.0/23`.
    #[schema(value_type = String)]
    prefix: Prefix,
    /// `AS16509`, or the bare number.
    #[schema(value_type = String)]
    asn: Asn,
}

impl RouteObject {
    fn of(call: &Call<'_>) -> Result<Route, Answer> {
        let Self { prefix, asn } = call.json()?;
        let origin = asn;
        Ok(Route { prefix, origin })
    }
}

#[utoipa::path(get, operation_id = "listRouteObjects", path = "/_simulator/irr",
    responses((status = 200, description = "The route objects made by hand, each with its source and when it was made")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "route_objects": views(&world) }))
}

/// Every route object that was made by hand.
pub(super) fn views(world: &World) -> Vec<Value> {
    let view = |(route, made): (Route, _)| json!({ "prefix": route.prefix, "asn": route.origin, "source": SOURCE, "made": made });
    world.irr().objects().map(view).collect()
}

#[utoipa::path(post, operation_id = "makeRouteObject", request_body = RouteObject, path = "/_simulator/irr",
    responses((status = 201, description = "It is there; all of them"),
        (status = 409, description = "There is one that says the same")))]
pub(super) fn make(call: &Call<'_>) -> Result<Answer, Answer> {
    let route = RouteObject::of(call)?;
    call.perform(&Command::Irr(irr::Command::Make(route)))?;
    Ok(Answer {
        status: 201,
        ..list(call)
    })
}

#[utoipa::path(delete, operation_id = "removeRouteObject", request_body = RouteObject, path = "/_simulator/irr",
    responses((status = 204, description = "It is gone"),
        (status = 404, description = "There is none that says so")))]
pub(super) fn remove(call: &Call<'_>) -> Result<Answer, Answer> {
    let route = RouteObject::of(call)?;
    call.perform(&Command::Irr(irr::Command::Remove(route)))?;
    Ok(Answer::empty(204))
}
