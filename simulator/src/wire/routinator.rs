//! The validator at rpki-validator.ripe.net: a Routinator's HTTP service
//! <https://routinator.docs.nlnetlabs.nl/en/stable/api-endpoints.html>, as
//! version 0.16 answers it.
//!
//! It has what validators have by now, which is some time behind what holders
//! created. Two differences to a real one: AS 0 never matches, as RFC 6811 says
//! and the vocabulary does; and the answers carry no `etag`.
//!
//! Absent: the other list formats, deltas, status, metrics, POST.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::{InvalidReason, RouteState, RouteValidity};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

use self::list::Selection;
use super::http::{Answer, Query};
use crate::wire::dates;
use crate::world::World;
use crate::world::rpki::validator::ValidatorName;

mod list;

#[cfg(test)]
mod tests;

/// Answers one request.
pub(crate) fn answer(query: &Query<'_>, world: &World) -> Answer {
    let answer = match route(query, world) {
        Ok(answer) => answer,
        Err(error) => error.into_answer(),
    };
    answer.with("access-control-allow-origin", "*")
}

fn route(query: &Query<'_>, world: &World) -> Result<Answer, RoutinatorError> {
    let path = percent_decode_str(query.path).decode_utf8_lossy();
    if let Some(route) = path.strip_prefix("/api/v1/validity/") {
        let (asn, prefix) = route.split_once('/').unwrap_or((route, ""));
        return validity(asn, prefix, world);
    }
    match path.as_ref() {
        "/validity" => {
            let known = ["asn", "prefix"];
            if query
                .pairs
                .iter()
                .any(|(key, _)| !known.contains(&key.as_str()))
            {
                return Err(RoutinatorError::Query);
            }
            let value = |key| query.get(key).unwrap_or_default();
            validity(value("asn"), value("prefix"), world)
        }
        "/json" => Ok(list::json(&Selection::read(query.pairs)?, world)),
        "/csv" => Ok(list::csv(&Selection::read(query.pairs)?, world)),
        _ => Err(RoutinatorError::Path),
    }
}

/// Why a request has no answer, in Routinator's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum RoutinatorError {
    #[error("resource not found")]
    Path,
    #[error("invalid query")]
    Query,
    #[error("invalid ASN")]
    Asn,
    #[error("invalid prefix")]
    Prefix,
}

impl RoutinatorError {
    /// A route that cannot be read is refused in JSON, all else in plain text.
    fn into_answer(self) -> Answer {
        #[derive(Serialize)]
        struct Body {
            error: String,
        }
        let error = self.to_string();
        match self {
            Self::Path => Answer::text(404, error),
            Self::Query => Answer::text(400, error),
            Self::Asn | Self::Prefix => indented(400, &Body { error }),
        }
    }
}

fn validity(asn: &str, prefix: &str, world: &World) -> Result<Answer, RoutinatorError> {
    let origin: Asn = asn.parse().map_err(|_| RoutinatorError::Asn)?;
    let prefix: Prefix = prefix.parse().map_err(|_| RoutinatorError::Prefix)?;
    let view = world.rpki().seen_by(ValidatorName::RIPE);
    let found = view.validity(prefix, origin);
    let body = Validated {
        validated_route: ValidatedRoute {
            route: Route {
                origin_asn: origin,
                prefix,
            },
            validity: Validity::of(&found),
        },
        generated: dates::utc(world.now()),
    };
    Ok(indented(200, &body))
}

/// JSON as Routinator indents it.
fn indented(status: u16, value: &impl Serialize) -> Answer {
    let mut body = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"   ");
    let mut serializer = Serializer::with_formatter(&mut body, formatter);
    match value.serialize(&mut serializer) {
        Ok(()) => Answer::new(status, "application/json", body),
        // Writing to memory fails for maps without string keys alone, and there
        // are only structs here.
        Err(error) => Answer::text(500, error.to_string()),
    }
}

#[derive(Serialize)]
struct Validated {
    validated_route: ValidatedRoute,
    #[serde(rename = "generatedTime")]
    generated: String,
}

#[derive(Serialize)]
struct ValidatedRoute {
    route: Route,
    validity: Validity,
}

#[derive(Serialize)]
struct Route {
    origin_asn: Asn,
    prefix: Prefix,
}

#[derive(Serialize)]
struct Validity {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    description: &'static str,
    #[serde(rename = "VRPs")]
    vrps: Vrps,
}

impl Validity {
    fn of(found: &RouteValidity) -> Self {
        let reason = found.reason();
        Self {
            state: match found.state() {
                RouteState::Valid => "valid",
                RouteState::Invalid => "invalid",
                RouteState::NotFound => "not-found",
            },
            reason: reason.map(|reason| match reason {
                InvalidReason::Asn => "as",
                InvalidReason::Length => "length",
            }),
            description: describe(found.state(), reason),
            vrps: Vrps::of(found),
        }
    }
}

const fn describe(state: RouteState, reason: Option<InvalidReason>) -> &'static str {
    match (state, reason) {
        (RouteState::Valid, _) => "At least one VRP Matches the Route Prefix",
        (RouteState::NotFound, _) => "No VRP Covers the Route Prefix",
        (RouteState::Invalid, Some(InvalidReason::Length)) => {
            "At least one VRP Covers the Route Prefix, but the Route Prefix length is greater \
             than the maximum length allowed by VRP(s) matching this route origin ASN"
        }
        (RouteState::Invalid, Some(InvalidReason::Asn) | None) => {
            "At least one VRP Covers the Route Prefix, but no VRP ASN matches the route origin ASN"
        }
    }
}

#[derive(Serialize)]
struct Vrps {
    matched: Vec<Item>,
    unmatched_as: Vec<Item>,
    unmatched_length: Vec<Item>,
}

impl Vrps {
    fn of(found: &RouteValidity) -> Self {
        let items = |vrps: &[Vrp]| vrps.iter().map(Item::of).collect();
        Self {
            matched: items(&found.matched),
            unmatched_as: items(&found.unmatched_asn),
            unmatched_length: items(&found.unmatched_length),
        }
    }
}

/// A VRP. Its maximum length is a string here, and a number in the lists.
#[derive(Serialize)]
struct Item {
    asn: Asn,
    prefix: Prefix,
    max_length: String,
}

impl Item {
    fn of(vrp: &Vrp) -> Self {
        Self {
            asn: vrp.asn(),
            prefix: vrp.prefix(),
            max_length: vrp.max_length().to_string(),
        }
    }
}
