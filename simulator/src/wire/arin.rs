//! ARIN's Reg-RWS: what an organisation does to its records and ROAs with an API
//! key <https://www.arin.net/resources/registry/regrws/methods/>.
//!
//! - [`net`]: the NET payload, read and replaced;
//! - [`roa`]: ROAs listed, and changed by transactions;
//! - [`error`]: the Error payload.
//!
//! Bodies are XML. Organisations, contacts, delegations, tickets, ASPAs and the
//! routing registry are not here.

use byoip_vocabulary::registry::Registry;

use super::http::Answer;
use super::markup::Element;
use super::owner::Call;
use crate::world::registry::Member;
use error::Error;

mod error;
mod net;
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
    route(call).unwrap_or_else(|error| error.answer())
}

/// Answers a call whose body is longer than any room reads.
pub(super) fn refuse_long() -> Answer {
    Error::too_long().answer()
}

fn route(call: &Call<'_>) -> Result<Answer, Error> {
    if call.is_down(Registry::Arin) {
        return Err(Error::outage());
    }
    let member = authenticate(call)?;
    if call.preferred(&[XML, "text/xml"]).is_none() {
        return Err(Error::not_acceptable());
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
        (method, ["rest", "net" | "roa" | "rpki", ..]) => Err(Error::method_not_allowed(method)),
        _ => Err(Error::no_such_path(call.query.path)),
    }?;
    Ok(Answer::new(200, XML, document.document()))
}

/// Whose key it is. The header is preferred since July 2026; the name of the
/// query's parameter has small letters.
fn authenticate(call: &Call<'_>) -> Result<Member, Error> {
    let key = call
        .credential("ApiKey")
        .or_else(|| call.query.get("apikey"));
    key.and_then(|key| call.member(Registry::Arin, key))
        .ok_or_else(Error::unauthenticated)
}

/// The body as a document with a known root.
fn body(call: &Call<'_>, namespace: &str, root: &str) -> Result<Element, Error> {
    if call.media_type().as_deref() != Some(XML) {
        return Err(Error::unsupported_media_type());
    }
    let text = str::from_utf8(call.body())
        .map_err(|_| Error::schema("The payload is not encoded in UTF-8."))?;
    let element = Element::parse(text)
        .map_err(|error| Error::schema(&format!("The payload is not well-formed XML: {error}.")))?;
    if (element.namespace.as_str(), element.name.as_str()) != (namespace, root) {
        return Err(Error::schema(&format!(
            "The payload is <{}> in the namespace \"{}\"; expected <{root}> in \"{namespace}\".",
            element.name, element.namespace
        )));
    }
    Ok(element)
}

/// Checks that an element has none but these elements in it and no text between
/// them; those whose name ends in `*` may come more than once.
fn check_children(element: &Element, allowed: &[&str]) -> Result<(), Error> {
    if !element.text.trim().is_empty() {
        return Err(Error::schema(&format!(
            "There is a text in <{}>, which has elements only.",
            element.name
        )));
    }
    let mut seen: Vec<&str> = Vec::new();
    for child in &element.children {
        let name = child.name.as_str();
        let many = allowed.iter().any(|it| it.strip_suffix('*') == Some(name));
        let known = many || allowed.contains(&name);
        if !known || child.namespace != element.namespace {
            return Err(Error::schema(&format!(
                "<{name}> does not belong into <{}>.",
                element.name
            )));
        }
        if !many && seen.contains(&name) {
            return Err(Error::schema(&format!(
                "<{name}> stands more than once in <{}>.",
                element.name
            )));
        }
        seen.push(name);
    }
    Ok(())
}

/// Checks that an element has no elements in it; its text without blanks at its
/// ends.
fn value(element: &Element) -> Result<&str, Error> {
    match element.children.first() {
        None => Ok(element.text.trim()),
        Some(child) => Err(Error::schema(&format!(
            "<{}> does not belong into <{}>.",
            child.name, element.name
        ))),
    }
}
