//! RIPEstat's data calls <https://stat.ripe.net/docs/data_api>, those that show a
//! migration: `rpki-validation` and `looking-glass`.
//!
//! Parameters that steer the real service's load and caching (`sourceapp`,
//! `preferred_version`, `data_overload_limit`, `look_back_limit`) change nothing
//! here. Absent: the other data calls, and JSONP's `callback`.

use super::http::{Answer, Query};
use crate::world::World;

mod envelope;
mod looking_glass;
mod rpki_validation;

use envelope::Call;

#[cfg(test)]
mod tests;

/// Answers one data call.
pub(crate) fn answer(query: &Query<'_>, world: &World) -> Answer {
    let name = query.path.strip_prefix("/data/");
    let name = name.and_then(|name| name.strip_suffix("/data.json"));
    let now = world.now();
    match name {
        Some("rpki-validation") => {
            let found = rpki_validation::look(query, world);
            rpki_validation::CALL.answer(now, found)
        }
        Some("looking-glass") => {
            let found = looking_glass::look(query, world);
            looking_glass::CALL.answer(now, found)
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
        "`{0}` is not simulated; there are /data/rpki-validation/data.json and \
         /data/looking-glass/data.json"
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
