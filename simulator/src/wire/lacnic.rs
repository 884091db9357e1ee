//! LACNIC's registration API: contacts of networks, and ROAs
//! <https://registro.api.lacnic.net/>.
//!
//! - [`network`]: a network's contacts;
//! - [`roa`]: the ROAs of its prefixes.
//!
//! What is known of the interface is what two public clients send; [`refusals`]
//! are modelled on those of LACNIC's RDAP. Organisations, domains and the rest are
//! not here.

use byoip_vocabulary::registry::Registry;
use serde_json::json;

use super::http::{Answer, Unread};
use super::owner::Call;
use super::owner::json::Object;
use super::owner::refusals::Refused;
use crate::world::policy::Policy;
use refusals::Refusal;

mod network;
pub(super) mod refusals;
mod roa;

#[cfg(test)]
mod tests;

/// Answers a call.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let refused = |refusal: Refusal| call.with_policy(|policy| refuse(&refusal, policy));
    route(call).unwrap_or_else(refused)
}

/// Answers a call whose body was not read.
pub(super) fn refuse_unread(call: &Call<'_>, unread: Unread) -> Answer {
    call.with_policy(|policy| refuse(&unread.into(), policy))
}

fn refuse(refusal: &Refusal, policy: &Policy) -> Answer {
    let status = refusal.row().status(policy);
    let title = ::http::StatusCode::from_u16(status).ok();
    let title = title.and_then(|status| status.canonical_reason());
    let error = || {
        let description = [refusal.text()];
        Answer::json(
            status,
            &json!({ "errorCode": status, "title": title, "description": description }),
        )
    };
    match refusal {
        Refusal::Unavailable => Answer::text(status, refusal.text()),
        Refusal::MethodNotAllowed { allowed, .. } => error().with("allow", *allowed),
        Refusal::TooManyRequests { seconds } => error().with("retry-after", seconds.to_string()),
        _ => error(),
    }
}

fn route(call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.is_down(Registry::Lacnic) {
        return Err(Refusal::Unavailable);
    }
    call.count(Registry::Lacnic)
        .map_err(|seconds| Refusal::TooManyRequests { seconds })?;
    let key = call.credential("Bearer");
    let member = key.and_then(|key| call.member(Registry::Lacnic, key));
    let member = member.ok_or(Refusal::Unauthenticated)?;
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let ["lacnic", "2.0", rest @ ..] = parts.as_slice() else {
        return Err(Refusal::NoSuchResource);
    };
    match (call.method(), rest) {
        ("GET", ["ips", address, length]) => network::show(call, &member, address, length),
        ("PUT", ["ips", address, length]) => network::replace(call, &member, address, length),
        ("GET", ["rpki", "roas"]) => roa::list(call, &member),
        ("POST", ["rpki", "roas"]) => roa::create(call, member),
        ("DELETE", ["rpki", "roas", serial]) => roa::delete(call, member, serial),
        (method, rest) => {
            if is_elsewhere(rest) {
                let path = rest.join("/");
                return Err(Refusal::PathNotSimulated { path });
            }
            let allowed = methods(rest).ok_or(Refusal::NoSuchResource)?;
            let method = method.to_owned();
            Err(Refusal::MethodNotAllowed { method, allowed })
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

/// Whether LACNIC has a resource that is not here.
fn is_elsewhere(rest: &[&str]) -> bool {
    matches!(
        rest,
        ["asns" | "domains" | "entity" | "ratelimits", ..] | ["rpki", "certs", ..]
    )
}

fn json_body(call: &Call<'_>) -> Result<Object, Refusal> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(Refusal::UnsupportedMediaType);
    }
    Ok(Object::read(call.body())?)
}

fn not_yours(what: &str) -> Refusal {
    let what = what.to_owned();
    Refusal::NotYours { what }
}
