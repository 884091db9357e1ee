//! `rpki-validation`: a route's state in the RPKI
//! <https://stat.ripe.net/docs/data_api#rpki-validation>.
//!
//! The documentation lists a source and a description; answers of 2026 have
//! neither, and write the origin without `AS`.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::{InvalidReason, RouteState, RouteValidity};
use serde::Serialize;

use super::envelope::Call;
use super::{RipestatError, required};
use crate::wire::http::Query;
use crate::world::World;
use crate::world::rpki::validator::ValidatorName;

pub(super) const CALL: Call = Call {
    name: "rpki-validation",
    version: "0.3",
};

const VALID: &str = "valid";
const INVALID_ASN: &str = "invalid_asn";
const INVALID_LENGTH: &str = "invalid_length";

#[derive(Serialize)]
pub(super) struct Validation {
    resource: String,
    prefix: Prefix,
    validating_roas: Vec<ValidatingRoa>,
    status: &'static str,
    validator: &'static str,
}

#[derive(Serialize)]
struct ValidatingRoa {
    origin: String,
    prefix: Prefix,
    validity: &'static str,
    max_length: u8,
}

/// Validates the route of the AS `resource` and the prefix `prefix`.
pub(super) fn look(query: &Query<'_>, world: &World) -> Result<Validation, RipestatError> {
    let resource = required(query, "resource")?;
    let origin: Asn = resource
        .parse()
        .map_err(|error| RipestatError::invalid("resource", resource, error))?;
    let prefix = required(query, "prefix")?;
    let prefix: Prefix = prefix
        .parse()
        .map_err(|error| RipestatError::invalid("prefix", prefix, error))?;
    let view = world.rpki().seen_by(ValidatorName::RIPE);
    let found = view.validity(prefix, origin);
    Ok(Validation {
        resource: origin.number().to_string(),
        prefix,
        validating_roas: evidence(&found),
        status: status(&found),
        validator: "routinator",
    })
}

/// Those that match come first.
fn evidence(found: &RouteValidity) -> Vec<ValidatingRoa> {
    let matched = found.matched.iter().map(|vrp| (vrp, VALID));
    let unmatched_asn = found.unmatched_asn.iter().map(|vrp| (vrp, INVALID_ASN));
    let unmatched_length = found
        .unmatched_length
        .iter()
        .map(|vrp| (vrp, INVALID_LENGTH));
    let all = matched.chain(unmatched_asn).chain(unmatched_length);
    all.map(|(vrp, validity)| roa(vrp, validity)).collect()
}

fn roa(vrp: &Vrp, validity: &'static str) -> ValidatingRoa {
    ValidatingRoa {
        origin: vrp.asn().number().to_string(),
        prefix: vrp.prefix(),
        validity,
        max_length: vrp.max_length(),
    }
}

fn status(found: &RouteValidity) -> &'static str {
    match (found.state(), found.reason()) {
        (RouteState::Valid, _) => VALID,
        (RouteState::NotFound, _) => "unknown",
        (RouteState::Invalid, Some(InvalidReason::Length)) => INVALID_LENGTH,
        (RouteState::Invalid, Some(InvalidReason::Asn) | None) => INVALID_ASN,
    }
}
