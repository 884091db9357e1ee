//! `/_simulator/continuity`: what partners met with in an interval.

use std::net::Ipv4Addr;

use jiff::Timestamp;

use super::{Call, error};
use crate::wire::continuity::{document, plot, text};
use crate::wire::http::Answer;
use crate::world::continuity::{Question, continuity};

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "reportContinuity", path = "/_simulator/continuity",
    params(("address" = String, Query, description = "The IPv4 address that partners use"),
        ("from" = Option<String>, Query, description = "The first moment, in RFC 3339; else the world's first"),
        ("to" = Option<String>, Query, description = "The end, in RFC 3339; else now"),
        ("instance" = Option<String>, Query, description = "An instance whose connections to partners are reported too"),
        ("port" = Option<u16>, Query, description = "Their port at the partner; else 443"),
        ("format" = Option<String>, Query, description = "`json`, `text` or `svg`; else `json`")),
    responses((status = 200, description = "For each partner and every moment: where its packets ended, and who answered"),
        (status = 400, description = "No address, no interval, no such format"),
        (status = 409, description = "This world has no partners")))]
pub(super) fn report(call: &Call<'_>) -> Result<Answer, Answer> {
    let address = call
        .query
        .get("address")
        .ok_or_else(|| error(400, "address is missing; say ?address=198.18.1.10"))?;
    let address: Ipv4Addr = address
        .parse()
        .map_err(|_| error(400, &format!("address: {address} is no IPv4 address")))?;
    let world = call.simulation.read(call.wall);
    let moment = |name: &str, otherwise: Timestamp| match call.query.get(name) {
        None => Ok(otherwise),
        Some(text) => text
            .parse()
            .map_err(|wrong| error(400, &format!("{name}: {wrong}; write 2026-01-06T09:00:00Z"))),
    };
    let from = moment("from", world.beginning().start)?.max(world.beginning().start);
    let to = moment("to", world.now())?.min(world.now());
    if from >= to {
        let what =
            format!("nothing lies between {from} and {to}; from is before to, and not after now");
        return Err(error(400, &what));
    }
    if world.internet().partners().is_empty() {
        let what =
            "this world has no partners; name some in the world file, at internet: partners:";
        return Err(error(409, what));
    }
    let render: fn(&_) -> Answer = match call.query.get("format").unwrap_or("json") {
        "json" => |report| Answer::json(200, &document(report)),
        "text" => |report| Answer::text(200, text(report)),
        "svg" => |report| Answer::new(200, "image/svg+xml", plot(report)),
        other => {
            let what = format!("format: there is no {other}; say json, text or svg");
            return Err(error(400, &what));
        }
    };
    let caller = match (call.query.get("instance"), call.query.get("port")) {
        (None, None) => None,
        // A port without an instance is told as well.
        _ => Some(super::egress::caller(call)?),
    };
    let question = Question {
        from,
        to,
        address,
        caller,
    };
    let report = continuity(&world, world.genesis(), question);
    // Whoever waits for the world need not wait for the drawing.
    drop(world);
    Ok(render(&report))
}
