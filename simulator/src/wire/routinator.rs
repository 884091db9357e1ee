//! A relying party's service in Routinator's dialect
//! <https://routinator.docs.nlnetlabs.nl/en/stable/api-endpoints.html>, byte for
//! byte as version 0.16.0-rc1 answers, but for times and for figures of a process
//! that is not here.
//!
//! - [`validity`]: what the payloads say of a route, one or many.
//! - [`selection`] and [`list`]: the payloads, in a dozen formats.
//! - [`delta`]: what changed since a serial, and the call that waits for it.
//! - [`status`] and [`metrics`]: how the last run went, counted in [`figures`].
//!
//! AS 0 is an origin like any other here, so that a route from AS 0 can be valid:
//! Routinator asks only whether the numbers are equal. RFC 6811 says that AS 0
//! never matches, and the world's networks go by that.
//!
//! Absent: the pages under `/ui`; figures of connections and of transfers, which
//! are zero; the repositories by address; router keys, which the world does not
//! have.

use ::http::Method;
use ::http::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};

use super::http::{Answer, Query, Request};
use super::relying_party::RelyingParty;

mod delta;
mod figures;
mod json;
mod list;
mod metrics;
mod refusal;
mod selection;
mod status;
mod validity;

pub(super) use delta::{NOTIFY, has_all};
use list::Format;
use refusal::Refusal;
pub(super) use refusal::refuse_long;
use selection::Selection;

#[cfg(test)]
mod tests;

const TEXT: &str = "text/plain;charset=utf-8";
const JSON: &str = "application/json";
const VERSION: &str = "0.16.0-rc1";

/// Answers one request. What only lists says the same to a POST.
pub(super) fn answer(request: &Request, query: &Query<'_>, party: &RelyingParty<'_>) -> Answer {
    let answer = match route(request, query, party) {
        Ok(answer) => answer,
        Err(refusal) => refusal.into_answer(query.path),
    };
    let answer = answer.with("access-control-allow-origin", "*");
    if *request.method() == Method::HEAD && answer.status == 200 {
        let body = Vec::new();
        return Answer { body, ..answer };
    }
    answer
}

fn route(
    request: &Request,
    query: &Query<'_>,
    party: &RelyingParty<'_>,
) -> Result<Answer, Refusal> {
    let method = request.method();
    if ![Method::GET, Method::HEAD, Method::POST].contains(method) {
        return Err(Refusal::Method);
    }
    if let Some(route) = query.path.strip_prefix("/api/v1/validity/") {
        return validity::by_path(route, party);
    }
    match query.path {
        "/validity" if *method == Method::POST => validity::batch(request, party),
        "/validity" => validity::by_query(request, query.pairs, party),
        "/json-delta" => delta::changes(query, party),
        NOTIFY => delta::news(query, party),
        "/status" => Ok(status::text(party)),
        "/api/v1/status" => Ok(status::api(party)),
        "/metrics" => Ok(metrics::all(party)),
        "/version" => Ok(Answer::new(200, TEXT, VERSION)),
        "/log" => Ok(status::log(party)),
        path => {
            let format = Format::of(path).ok_or(Refusal::Path)?;
            listed(format, request, query, party)
        }
    }
}

/// A list, unless the client has it.
fn listed(
    format: Format,
    request: &Request,
    query: &Query<'_>,
    party: &RelyingParty<'_>,
) -> Result<Answer, Refusal> {
    let selection = Selection::read(query.pairs)?;
    let tag = format!("\"{:x}-{}\"", party.session(), party.serial());
    let generated = party.generated();
    let answer = if has(request, &tag, generated) {
        Answer::empty(304)
    } else if *request.method() == Method::HEAD {
        Answer::new(200, format.content_type(), "")
    } else {
        Answer::new(
            200,
            format.content_type(),
            list::write(format, &selection, party),
        )
    };
    Ok(answer
        .with("etag", tag)
        .with("last-modified", super::dates::http(generated)))
}

/// Whether a client says that it has the list of this tag and moment already.
fn has(request: &Request, tag: &str, generated: jiff::Timestamp) -> bool {
    let headers = request.headers();
    let mut tags = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim);
    if tags.any(|it| it == "*" || it == tag) {
        return true;
    }
    let since = headers.get(IF_MODIFIED_SINCE);
    let since = since.and_then(|value| super::dates::parse_http(value.to_str().ok()?));
    since.is_some_and(|since| since.as_second() >= generated.as_second())
}
