//! `/_simulator/announcements`: what the customer's own routers announce. The
//! list has every route, Amazon's too.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Call;
use crate::wire::http::Answer;
use crate::world::Command;
use crate::world::internet::{self, Announcement, Route, Spread};

/// A route: a prefix and the AS that originates it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RouteDocument {
    /// `198.18.0.0/23`.
    #[schema(value_type = String)]
    prefix: Prefix,
    /// `AS64500`, or the bare number.
    #[schema(value_type = String)]
    asn: Asn,
}

fn route(call: &Call<'_>) -> Result<Route, Answer> {
    let document: RouteDocument = call.json()?;
    Ok(Route {
        prefix: document.prefix,
        origin: document.asn,
    })
}

#[utoipa::path(get, operation_id = "listAnnouncements", path = "/_simulator/announcements",
    responses((status = 200, description = "Every route that is announced or still fading")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    let routes = world.internet().routes();
    let routes: Vec<Value> = routes.map(|(route, it)| view(&route, &it)).collect();
    Answer::json(200, &json!({ "announcements": routes }))
}

#[utoipa::path(post, operation_id = "announce", request_body = RouteDocument, path = "/_simulator/announcements",
    responses((status = 201, description = "Announced; seen everywhere after a delay"),
        (status = 409, description = "Announced already")))]
pub(super) fn announce(call: &Call<'_>) -> Result<Answer, Answer> {
    let route = route(call)?;
    call.perform(&Command::Internet(internet::Command::Announce(route)))?;
    let world = call.simulation.read(call.wall);
    let announced = world.internet().routes().find(|(other, _)| *other == route);
    Ok(Answer::json(
        201,
        &announced.map(|(route, it)| view(&route, &it)),
    ))
}

#[utoipa::path(delete, operation_id = "withdraw", request_body = RouteDocument, path = "/_simulator/announcements",
    responses((status = 204, description = "Withdrawn; gone everywhere after a delay"),
        (status = 404, description = "Not announced")))]
pub(super) fn withdraw(call: &Call<'_>) -> Result<Answer, Answer> {
    let route = route(call)?;
    call.perform(&Command::Internet(internet::Command::Withdraw(route)))?;
    Ok(Answer::empty(204))
}

fn view(route: &Route, announcement: &Announcement) -> Value {
    json!({
        "prefix": route.prefix,
        "asn": route.origin,
        "since": announcement.since,
        "visible": announcement.spread != Spread::Spreading,
        "announced": announcement.spread != Spread::Fading,
    })
}
