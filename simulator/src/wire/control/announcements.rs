//! `/_simulator/announcements`: what the customer's own routers announce, and what
//! an impostor's do. The list has every route, Amazon's too.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Call;
use crate::wire::http::Answer;
use crate::world::internet::Route;
use crate::world::internet::{self, Announcement, Announcer, Source};
use crate::world::reach::Place;
use crate::world::{Command, World};

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
    /// The network that announces it without a right to, where it is not the
    /// holder: the origin itself, or one that pretends to lead there.
    #[schema(value_type = Option<String>)]
    impostor: Option<Asn>,
}

impl RouteDocument {
    fn source(&self) -> Source {
        let route = Route {
            prefix: self.prefix,
            origin: self.asn,
        };
        match self.impostor {
            Some(network) => Source::impostor(route, network),
            None => Source::home(route),
        }
    }
}

#[utoipa::path(get, operation_id = "listAnnouncements", path = "/_simulator/announcements",
    responses((status = 200, description = "Every route that is announced or still fading")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "announcements": views(&world) }))
}

/// Every route that is announced or still fading.
pub(super) fn views(world: &World) -> Vec<Value> {
    let sources = world.internet().sources();
    sources
        .map(|(source, it)| view(world, source, it))
        .collect()
}

#[utoipa::path(post, operation_id = "announce", request_body = RouteDocument, path = "/_simulator/announcements",
    responses((status = 201, description = "Announced; networks hear of it one after the other"),
        (status = 409, description = "Announced already")))]
pub(super) fn announce(call: &Call<'_>) -> Result<Answer, Answer> {
    let wanted = call.json::<RouteDocument>()?.source();
    let route = wanted.route;
    let command = match wanted.by {
        Announcer::Impostor(by) => internet::Command::Hijack { route, by },
        Announcer::Home | Announcer::Amazon => internet::Command::Announce(route),
    };
    call.perform(&Command::Internet(command))?;
    let world = call.simulation.read(call.wall);
    let announced = world.internet().sources().find(|(it, _)| **it == wanted);
    Ok(Answer::json(
        201,
        &announced.map(|(source, it)| view(&world, source, it)),
    ))
}

#[utoipa::path(delete, operation_id = "withdraw", request_body = RouteDocument, path = "/_simulator/announcements",
    responses((status = 204, description = "Withdrawn; networks hear of it one after the other"),
        (status = 404, description = "Not announced")))]
pub(super) fn withdraw(call: &Call<'_>) -> Result<Answer, Answer> {
    let wanted = call.json::<RouteDocument>()?.source();
    let route = wanted.route;
    let command = match wanted.by {
        Announcer::Impostor(by) => internet::Command::EndHijack { route, by },
        Announcer::Home | Announcer::Amazon => internet::Command::Withdraw(route),
    };
    call.perform(&Command::Internet(command))?;
    Ok(Answer::empty(204))
}

fn view(world: &World, source: &Source, announcement: &Announcement) -> Value {
    let routing = world.routing(source.route.prefix);
    let nodes = world.internet().graph().nodes();
    let networks = nodes.filter(|node| routing.source(*node) == Some(*source));
    json!({
        "prefix": source.route.prefix,
        "asn": source.route.origin,
        "by": Place::from(source.by).name(),
        "impostor": impostor(source.by),
        "since": announcement.since,
        "announced": announcement.announced,
        "networks": networks.count(),
    })
}

/// The network that has no right to a route.
const fn impostor(by: Announcer) -> Option<Asn> {
    match by {
        Announcer::Impostor(network) => Some(network),
        Announcer::Home | Announcer::Amazon => None,
    }
}
