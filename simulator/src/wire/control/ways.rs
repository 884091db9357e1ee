//! `/_simulator/ways`: where a network's packets for an address go now, and who
//! answers there.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use serde_json::{Value, json};

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::World;
use crate::world::aws::answer::{self, Silence};
use crate::world::internet::forwarding::{End, way};
use crate::world::internet::{Announcer, Source};

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "followPacket", path = "/_simulator/ways",
    params(("from" = String, Query, description = "The network that sends it: `AS174`"),
        ("to" = String, Query, description = "The address")),
    responses((status = 200, description = "The networks on the way, what becomes of the packet at the last of them, and who answers there"),
        (status = 400, description = "No AS number, or no address"),
        (status = 404, description = "No such network on this internet")))]
pub(super) fn follow(call: &Call<'_>) -> Result<Answer, Answer> {
    let wanted = |name: &str| {
        let text = call.query.get(name);
        text.ok_or_else(|| {
            error(
                400,
                &format!("{name} is missing; say ?from=AS174&to=198.18.0.1"),
            )
        })
    };
    let (from, to) = (wanted("from")?, wanted("to")?);
    let from: Asn = from
        .parse()
        .map_err(|wrong| error(400, &format!("from: {wrong}")))?;
    let to: IpAddr = to
        .parse()
        .map_err(|_| error(400, &format!("to: {to} is no address")))?;
    let world = call.simulation.read(call.wall);
    let graph = world.internet().graph();
    let node = graph
        .find(from)
        .ok_or_else(|| error(404, &format!("there is no {from} on this internet")))?;
    let way = way(&world, node, to);
    let networks: Vec<Asn> = way.networks.iter().map(|node| graph.asn(*node)).collect();
    let (end, source) = match way.end {
        End::Delivered(source) => ("delivered", Some(source)),
        End::NoRoute => ("no-route", None),
        End::Circle => ("circle", None),
    };
    Ok(Answer::json(
        200,
        &json!({
            "networks": networks,
            "end": end,
            "at": source.map(|source| place(&source)),
            "answer": source.map(|source| answered(&world, &source, to)),
        }),
    ))
}

const fn place(source: &Source) -> &'static str {
    match source.by {
        Announcer::Home => "home",
        Announcer::Amazon => "amazon",
    }
}

/// Who answers where the packet has come to. At home everything does.
fn answered(world: &World, source: &Source, address: IpAddr) -> Value {
    match (source.by, address) {
        (Announcer::Home, _) => json!({ "by": "home" }),
        (Announcer::Amazon, IpAddr::V6(_)) => {
            json!({ "by": null, "why": "IPv6 addresses of instances are not simulated" })
        }
        (Announcer::Amazon, IpAddr::V4(address)) => match answer::answer(world, address) {
            answer::Answer::Instance(id) => json!({ "by": id.to_string() }),
            answer::Answer::LoadBalancer(arn) => json!({ "by": arn.to_string() }),
            answer::Answer::Silence(why) => json!({ "by": null, "why": said(&why) }),
        },
    }
}

fn said(why: &Silence) -> String {
    match why {
        Silence::NotAllocated => "nobody has allocated the address".to_owned(),
        Silence::NotAssociated => "the address is allocated and on nothing".to_owned(),
        Silence::NotAttached(interface) => format!("{interface} belongs to nothing"),
        Silence::NotRunning(instance) => format!("{instance} is not running"),
        Silence::NotPublic(interface) => {
            format!("the subnet of {interface} has no route to an internet gateway")
        }
        Silence::OutboundOnly(gateway) => format!("{gateway} lets nothing in"),
    }
}
