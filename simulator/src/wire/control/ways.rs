//! `/_simulator/ways`: where a network's packets for an address go now, and who
//! answers there.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use serde_json::json;

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::internet::forwarding::{End, way};
use crate::world::reach::{Place, Reach};

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "followPacket", path = "/_simulator/ways",
    params(("from" = String, Query, description = "The network that sends it: `AS174`, or a partner's name"),
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
    let to: IpAddr = to
        .parse()
        .map_err(|_| error(400, &format!("to: {to} is no address")))?;
    let world = call.simulation.read(call.wall);
    let mut partners = world.internet().partners().iter();
    let from: Asn = match partners.find(|partner| partner.name == from) {
        Some(partner) => partner.asn,
        None => from
            .parse()
            .map_err(|wrong| error(400, &format!("from: {wrong}, and no partner is called so")))?,
    };
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
    let reach = Reach::now(&world, way.end, to);
    let answer = match reach.answerer() {
        Some(by) => json!({ "by": by }),
        None => json!({ "by": null, "why": reach.to_string() }),
    };
    Ok(Answer::json(
        200,
        &json!({
            "networks": networks,
            "end": end,
            "at": source.map(|source| Place::from(source.by).name()),
            "answer": source.map(|_| answer),
        }),
    ))
}
