//! LACNIC's registration API: contacts of networks, and ROAs
//! <https://registro.api.lacnic.net/>.
//!
//! - [`network`]: a network's contacts;
//! - [`roa`]: the ROAs of its prefixes.
//!
//! What is known of the
//! interface is what two public clients send; the errors are modelled on the
//! ones of LACNIC's RDAP. Organisations, domains and the rest are not here.

use byoip_vocabulary::registry::Registry;
use serde_json::json;

use super::http::Answer;
use super::owner::json::{Fault, Object};
use super::owner::{self, Call};
use super::query::BODY_LIMIT;
use crate::world::refusal::HolderRefusal;

mod network;
mod roa;

#[cfg(test)]
mod tests;

/// Answers a call.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    route(call).unwrap_or_else(|answer| answer)
}

/// Answers a call whose body is longer than any room reads.
pub(super) fn refuse_long() -> Answer {
    error(413, &format!("The body is longer than {BODY_LIMIT} bytes."))
}

fn error(status: u16, what: &str) -> Answer {
    let title = ::http::StatusCode::from_u16(status).ok();
    let title = title.and_then(|status| status.canonical_reason());
    Answer::json(
        status,
        &json!({ "errorCode": status, "title": title, "description": [what] }),
    )
}

fn route(call: &Call<'_>) -> Result<Answer, Answer> {
    if call.is_down(Registry::Lacnic) {
        return Err(owner::unavailable());
    }
    let key = call.credential("Bearer");
    let member = key.and_then(|key| call.member(Registry::Lacnic, key));
    let member = member.ok_or_else(|| error(401, "The token is not valid."))?;
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let ["lacnic", "2.0", rest @ ..] = parts.as_slice() else {
        return Err(error(404, "There is no such resource."));
    };
    match (call.method(), rest) {
        ("GET", ["ips", address, length]) => network::show(call, &member, address, length),
        ("PUT", ["ips", address, length]) => network::replace(call, &member, address, length),
        ("GET", ["rpki", "roas"]) => roa::list(call, &member),
        ("POST", ["rpki", "roas"]) => roa::create(call, member),
        ("DELETE", ["rpki", "roas", serial]) => roa::delete(call, member, serial),
        (method, rest) => {
            let missing = || error(404, "There is no such resource.");
            let allowed = methods(rest).ok_or_else(missing)?;
            let answer = error(405, &format!("{method} is not for this resource."));
            Err(answer.with("allow", allowed))
        }
    }
}

/// The methods that a resource takes; none where there is no such resource.
fn methods(rest: &[&str]) -> Option<&'static str> {
    match rest {
        ["ips", _, _] => Some("GET, HEAD, PUT"),
        ["rpki", "roas"] => Some("GET, HEAD, POST"),
        ["rpki", "roas", _] => Some("DELETE"),
        _ => None,
    }
}

fn json_body(call: &Call<'_>) -> Result<Object, Answer> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(error(415, "The Content-Type must be application/json."));
    }
    Object::read(call.body()).map_err(|fault| unusable(&fault))
}

/// A body that is not as it must be.
fn unusable(fault: &Fault) -> Answer {
    error(400, &format!("The body cannot be used: {fault}."))
}

fn not_yours(what: &str) -> Answer {
    error(403, &format!("{what} is not of your organization."))
}

fn refused(refusal: &HolderRefusal) -> Answer {
    match refusal {
        HolderRefusal::NotHeld { prefix } => not_yours(&prefix.to_string()),
        HolderRefusal::NotYours { what, .. } => not_yours(what),
        HolderRefusal::PassedOn { prefix, upstream } => error(
            403,
            &format!("{prefix} is in the resource certificate of {upstream}."),
        ),
        HolderRefusal::RoaExists { roa } => error(
            409,
            &format!("There is a ROA for {} and {}.", roa.prefix(), roa.asn()),
        ),
        HolderRefusal::NoSuchRoa { id } => error(404, &format!("The ROA {id} was not found.")),
        HolderRefusal::Down { .. } => owner::unavailable(),
        // Nothing here asks for any of these.
        HolderRefusal::NoSuchRecord { .. }
        | HolderRefusal::OutageOver { .. }
        | HolderRefusal::NoSuchField { .. }
        | HolderRefusal::RouteAnnounced { .. }
        | HolderRefusal::RouteNotAnnounced { .. }
        | HolderRefusal::AsnNotBrought { .. }
        | HolderRefusal::AsnAssociated { .. } => error(500, "An unexpected error occurred."),
    }
}
