//! ARIN's Reg-RWS: what an organisation does to its records and ROAs with an API
//! key <https://www.arin.net/resources/registry/regrws/methods/>.
//!
//! - [`net`]: the NET payload, read and replaced;
//! - [`roa`]: ROAs listed, and changed by transactions;
//! - [`payload`]: bodies held against ARIN's schema;
//! - [`error`]: the Error payload; [`refusals`]: what there is to refuse.
//!
//! Bodies are XML. Organisations, contacts, delegations, tickets, ASPAs and the
//! routing registry are not here.

use byoip_vocabulary::registry::Registry;

use super::http::{Answer, Unread};
use super::owner::Call;
use crate::world::registry::Member;
use error::Error;
use refusals::Refusal;

mod error;
mod net;
mod payload;
pub(super) mod refusals;
mod roa;

#[cfg(test)]
mod tests;

/// The namespace of records, lists and errors.
const CORE: &str = "http://www.arin.net/regrws/core/v1";
/// The namespace of what is about ROAs.
const RPKI: &str = "http://www.arin.net/regrws/rpki/v1";

const XML: &str = "application/xml";

/// Answers a call.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    route(call).unwrap_or_else(|error| call.with_policy(|policy| error.answer(policy)))
}

/// Answers a call whose body was not read.
pub(super) fn refuse_unread(call: &Call<'_>, unread: Unread) -> Answer {
    let error = Error::from(Refusal::from(unread));
    call.with_policy(|policy| error.answer(policy))
}

fn route(call: &Call<'_>) -> Result<Answer, Error> {
    if call.is_down(Registry::Arin) {
        return Err(Refusal::Outage.into());
    }
    call.count(Registry::Arin)
        .map_err(|seconds| Refusal::TooManyRequests { seconds })?;
    let member = authenticate(call)?;
    if call.preferred(&[XML, "text/xml"]).is_none() {
        return Err(Refusal::NotAcceptable { wanted: XML }.into());
    }
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let document = match (call.method(), parts.as_slice()) {
        ("GET", ["rest", "net", "mostSpecificNet", start, end]) => {
            net::most_specific(call, start, end)
        }
        ("GET", ["rest", "net", "parentNet", start, end]) => net::parent(call, start, end),
        ("GET", ["rest", "net", handle]) => net::get(call, handle),
        ("PUT", ["rest", "net", handle]) => net::put(call, member, handle),
        ("GET", ["rest", "roa", organization]) => roa::list(call, &member, organization),
        ("POST", ["rest", "rpki", organization]) => roa::transact(call, member, organization),
        (method, parts) => Err(stray(call, method, parts).into()),
    }?;
    Ok(Answer::new(200, XML, document.document()))
}

/// What is wrong with a call that nothing here takes: its method, or else its path.
fn stray(call: &Call<'_>, method: &str, parts: &[&str]) -> Refusal {
    let allowed = match parts {
        ["rest", "net", "mostSpecificNet" | "parentNet", _, _] | ["rest", "roa", _] => "GET, HEAD",
        ["rest", "net", _] => "GET, HEAD, PUT",
        ["rest", "rpki", _] => "POST",
        _ => {
            let path = call.query.path.to_owned();
            return Refusal::NoSuchPath { path };
        }
    };
    let method = method.to_owned();
    Refusal::MethodNotAllowed { method, allowed }
}

/// Whose key it is. The header is preferred since July 2026; the name of the
/// query's parameter has small letters.
fn authenticate(call: &Call<'_>) -> Result<Member, Refusal> {
    let key = call
        .credential("ApiKey")
        .or_else(|| call.query.get("apikey"));
    key.and_then(|key| call.member(Registry::Arin, key))
        .ok_or(Refusal::Unauthenticated)
}
