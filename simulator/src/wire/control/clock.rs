//! `/_simulator/clock`: virtual time, read and moved.

use byoip_vocabulary::duration;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Call, error, events};
use crate::clock::Mode;
use crate::wire::http::Answer;

/// The clock as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClockDocument {
    /// The virtual moment, RFC 3339.
    #[schema(value_type = String)]
    now: Timestamp,
    /// `manual`, `scaled` or `real`.
    mode: &'static str,
    /// Virtual seconds for each real one; 0 on a manual clock.
    scale: u32,
    /// Whether it stands still.
    paused: bool,
    /// When something next happens by itself.
    #[schema(value_type = Option<String>)]
    next_event: Option<Timestamp>,
}

/// How to change the clock; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockChange {
    /// `manual`, `scaled` or `real`.
    mode: Option<String>,
    /// Virtual seconds for each real one; makes the clock a scaled one.
    scale: Option<u32>,
    /// Whether it stands still.
    paused: Option<bool>,
}

/// Where to move the clock: one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    /// A duration: `90s`, `2h`, `7d`.
    by: Option<String>,
    /// `next-event`, or a moment in RFC 3339.
    to: Option<String>,
}

#[utoipa::path(get, operation_id = "getClock", path = "/_simulator/clock", responses((status = 200, description = "The clock as it stands", body = ClockDocument)))]
pub(super) fn get(call: &Call<'_>) -> Answer {
    Answer::json(200, &document(call))
}

#[utoipa::path(put, operation_id = "changeClock", path = "/_simulator/clock", request_body = ClockChange,
    responses((status = 200, description = "The clock as it stands", body = ClockDocument), (status = 400, description = "No such mode or scale")))]
pub(super) fn put(call: &Call<'_>) -> Result<Answer, Answer> {
    let change: ClockChange = call.json()?;
    let mode = match (change.mode.as_deref(), change.scale) {
        (None, None) => None,
        (None | Some("scaled"), Some(scale)) if Mode::is_scale(scale) => Some(Mode::Scaled(scale)),
        (Some(mode @ ("manual" | "real" | "scaled")), None) => mode.parse().ok(),
        (_, Some(_)) => {
            return Err(error(
                400,
                "a scale is a whole number from 1 to 31536000 and goes with mode scaled",
            ));
        }
        (Some(_), None) => return Err(error(400, "mode is manual, scaled or real")),
    };
    call.simulation.change_clock(mode, change.paused, call.wall);
    Ok(get(call))
}

#[utoipa::path(post, operation_id = "advanceClock", path = "/_simulator/clock/advance", request_body = Advance,
    responses((status = 200, description = "The new moment, and what happened on the way"),
        (status = 400, description = "Neither a duration nor a moment"),
        (status = 409, description = "Nothing is due")))]
pub(super) fn advance(call: &Call<'_>) -> Result<Answer, Answer> {
    let advance: Advance = call.json()?;
    let before = call.simulation.read(call.wall).log().len();
    match (advance.by.as_deref(), advance.to.as_deref()) {
        (Some(by), None) => {
            let by = duration::parse(by).map_err(|wrong| error(400, &format!("by: {wrong}")))?;
            let now = call.simulation.now(call.wall);
            let moment = now
                .checked_add(by)
                .map_err(|_| error(400, "by: further than time goes"))?;
            call.simulation.advance_to(moment, call.wall);
        }
        (None, Some("next-event")) => {
            if !call.simulation.advance_to_next_event(call.wall) {
                return Err(error(
                    409,
                    "nothing is due; do something, or advance by a duration",
                ));
            }
        }
        (None, Some(to)) => {
            let moment: Timestamp = to.parse().map_err(|_| {
                error(
                    400,
                    "to: next-event, or a moment such as 2026-02-01T00:00:00Z",
                )
            })?;
            if moment < call.simulation.now(call.wall) {
                return Err(error(400, "to: that moment is past; time does not go back"));
            }
            call.simulation.advance_to(moment, call.wall);
        }
        (Some(_), Some(_)) | (None, None) => {
            return Err(error(400, "say by, or to; one of the two"));
        }
    }
    let world = call.simulation.read(call.wall);
    let happened: Vec<_> = world.log().after(before).iter().map(events::view).collect();
    let now = world.clock().at(call.wall);
    Ok(Answer::json(
        200,
        &json!({ "now": now, "events": happened }),
    ))
}

pub(super) fn document(call: &Call<'_>) -> ClockDocument {
    let world = call.simulation.read(call.wall);
    let clock = world.clock();
    ClockDocument {
        now: clock.at(call.wall),
        mode: clock.mode().as_str(),
        scale: clock.mode().scale(),
        paused: clock.is_paused(),
        next_event: world.next_due(),
    }
}
