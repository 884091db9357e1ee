//! RIPEstat's data calls <https://stat.ripe.net/docs/data_api>, those that show a
//! migration: `rpki-validation` and `looking-glass` as it is now, `bgp-state`,
//! `routing-status` and `announced-prefixes` as it was a while ago.
//!
//! Parameters that steer the real service's load and caching (`sourceapp`,
//! `preferred_version`, `data_overload_limit`, `look_back_limit`) change nothing
//! here. Absent: the other data calls, and JSONP's `callback`.

use jiff::Timestamp;

use super::http::{Answer, Query};
use crate::world::World;

mod announced_prefixes;
mod bgp_state;
mod calendar;
mod envelope;
mod looking_glass;
mod resource;
mod routing_status;
mod rpki_validation;
mod table;

use calendar::Calendar;
use envelope::{Call, Found};

#[cfg(test)]
mod tests;

/// How many peers see a route that is not left out, unless told.
const MIN_PEERS_SEEING: usize = 10;

/// Answers one data call in a world that began at `start`.
pub(crate) fn answer(query: &Query<'_>, world: &World, start: Timestamp) -> Answer {
    let name = query.path.strip_prefix("/data/");
    let name = name.and_then(|name| name.strip_suffix("/data.json"));
    let now = world.now();
    let calendar = Calendar::new(start, now, world.policy().ripestat_delay);
    match name {
        Some("announced-prefixes") => {
            let found = announced_prefixes::look(query, world, calendar);
            announced_prefixes::CALL.answer(now, found)
        }
        Some("bgp-state") => {
            let found = bgp_state::look(query, world, calendar);
            bgp_state::CALL.answer(now, found)
        }
        Some("looking-glass") => {
            let found = looking_glass::look(query, world);
            looking_glass::CALL.answer(now, found.map(Found::from))
        }
        Some("routing-status") => {
            let found = routing_status::look(query, world, calendar);
            routing_status::CALL.answer(now, found)
        }
        Some("rpki-validation") => {
            let found = rpki_validation::look(query, world);
            rpki_validation::CALL.answer(now, found.map(Found::from))
        }
        Some(_) | None => {
            let call = Call {
                name: "unknown",
                version: "0",
            };
            let error = RipestatError::Call(query.path.to_owned());
            call.answer::<()>(now, Err(error))
        }
    }
}

/// Why a call has no data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum RipestatError {
    #[error(
        "`{0}` is not simulated; there are announced-prefixes, bgp-state, looking-glass, \
         routing-status and rpki-validation, each as /data/rpki-validation/data.json"
    )]
    Call(String),
    #[error("parameter `{0}` is missing")]
    Missing(&'static str),
    #[error("`{value}` is not a valid {parameter}: {why}")]
    Invalid {
        parameter: &'static str,
        value: String,
        why: String,
    },
}

impl RipestatError {
    const fn status(&self) -> u16 {
        match self {
            Self::Call(_) => 404,
            Self::Missing(_) | Self::Invalid { .. } => 400,
        }
    }

    fn invalid(parameter: &'static str, value: &str, why: impl ToString) -> Self {
        Self::Invalid {
            parameter,
            value: value.to_owned(),
            why: why.to_string(),
        }
    }
}

/// A parameter that must be there.
fn required<'a>(query: &'a Query<'_>, name: &'static str) -> Result<&'a str, RipestatError> {
    query.get(name).ok_or(RipestatError::Missing(name))
}

/// How many peers have to see a route.
fn min_peers_seeing(query: &Query<'_>) -> Result<usize, RipestatError> {
    let Some(text) = query.get("min_peers_seeing") else {
        return Ok(MIN_PEERS_SEEING);
    };
    let why = "write a whole number of peers";
    let number = text.parse::<u16>().map(usize::from);
    number.map_err(|_| RipestatError::invalid("min_peers_seeing", text, why))
}
