//! ARIN's Reg-RWS: XML, and an API key in a header
//! <https://www.arin.net/resources/registry/regrws/methods/>.
//!
//! A record is read, its comments are changed, and it goes back whole: ARIN
//! refuses a payload whose other members differ. ROAs change by transactions in
//! which deletions come first.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Field;
use byoip_vocabulary::roa::Roa;
use reqwest::Method;

use super::markup::Element;
use super::record::{Document, Record};
use super::roa::{Change, Listed, Listing};
use super::{Desk, DeskError, segment};
use crate::http::HttpError;
use crate::http::request::Request;
use crate::rdap::Network;

#[cfg(test)]
mod tests;

const BASE: &str = "https://reg.arin.net/rest";
const XML: &str = "application/xml";

/// The namespace of what is about ROAs.
const RPKI: &str = "http://www.arin.net/regrws/rpki/v1";

fn request(desk: &Desk<'_>, method: Method, path: &str) -> Request {
    Request::new(method, format!("{BASE}/{path}"))
        .secret("authorization", "ApiKey ", desk.key.exposed())
        .header("accept", XML)
}

/// A payload of the kind that is asked for. Whatever else answers with success,
/// be it a page that asks for a login, is not ARIN.
async fn get(desk: &Desk<'_>, path: &str, root: &str) -> Result<Element, DeskError> {
    let request = request(desk, Method::GET, path);
    let reply = desk.ask(&request).await?;
    let wrong = |error: &str| HttpError::shape(&desk.http.place(request.url()), error);
    let payload = Element::parse(&reply.body).map_err(|error| wrong(&error))?;
    if payload.name() == root {
        Ok(payload)
    } else {
        let seen = payload.name();
        Err(wrong(&format!("`{seen}`, where `{root}` was asked for")).into())
    }
}

/// `GET /rest/net/{handle}`.
pub(super) async fn record(desk: &Desk<'_>, network: &Network) -> Result<Record, DeskError> {
    let path = format!("net/{}", segment(&network.handle));
    let net = get(desk, &path, "net").await?;
    if net.value("handle") != Some(network.handle.as_str()) {
        let url = desk.http.place(&format!("{BASE}/{path}"));
        return Err(HttpError::shape(&url, "the record of another network").into());
    }
    Ok(Record {
        handle: network.handle.clone(),
        texts: vec![(Field::Comments, comments(&net))],
        document: Document::Xml(net),
    })
}

/// The comment's lines by their numbers, which need not be in order.
fn comments(net: &Element) -> Vec<String> {
    let lines = net
        .child("comment")
        .into_iter()
        .flat_map(|it| it.all("line"));
    let mut lines: Vec<(u32, &str)> = lines
        .map(|line| {
            let number = line.get("number").and_then(|number| number.parse().ok());
            (number.unwrap_or(u32::MAX), line.text.as_str())
        })
        .collect();
    lines.sort_by_key(|(number, _)| *number);
    lines.into_iter().map(|(_, text)| text.to_owned()).collect()
}

/// `PUT /rest/net/{handle}`.
pub(super) fn update(desk: &Desk<'_>, net: &Element, lines: &[String]) -> Request {
    let lines = lines.iter().enumerate();
    let lines = lines.map(|(number, text)| Element::of("line", text).attribute("number", number));
    let handle = net.value("handle").unwrap_or_default();
    let changed = net.clone().replace(Element::new("comment").with(lines));
    request(desk, Method::PUT, &format!("net/{}", segment(handle)))
        .with_body(XML, changed.document())
}

/// The record that the answer to an update shows.
pub(super) fn answered(answer: &str) -> Option<Vec<(Field, Vec<String>)>> {
    let net = Element::parse(answer).ok()?;
    (net.name() == "net").then(|| vec![(Field::Comments, comments(&net))])
}

/// `GET /rest/roa/{organization}`.
pub(super) async fn list(desk: &Desk<'_>) -> Result<Listing, DeskError> {
    let path = format!("roa/{}", segment(&desk.account));
    let collection = get(desk, &path, "collection").await?;
    let entries = collection.all("roaSpec").map(listed).collect();
    let entries: Option<Vec<Listed>> = entries;
    let url = desk.http.place(&format!("{BASE}/{path}"));
    let entries = entries.ok_or_else(|| HttpError::shape(&url, "a roaSpec that is no ROA"))?;
    Ok(Listing { entries, tag: None })
}

/// A ROA has its resources one after the other, without an element around.
fn listed(spec: &Element) -> Option<Listed> {
    let asn = Asn::new(spec.value("asNumber")?.parse().ok()?);
    let roa = |resource: &Element| {
        let start = resource.value("startAddress")?.parse().ok()?;
        let prefix = Prefix::new(start, resource.value("cidrLength")?.parse().ok()?).ok()?;
        let longest = resource
            .value("maxLength")
            .and_then(|text| text.parse().ok());
        Roa::new(prefix, longest, asn).ok()
    };
    Some(Listed {
        id: spec.value("roaHandle").map(str::to_owned),
        name: spec.value("name").map(str::to_owned),
        roas: spec.all("resources").map(roa).collect::<Option<_>>()?,
    })
}

/// `POST /rest/rpki/{organization}`: all of the change, or nothing.
pub(super) fn change(desk: &Desk<'_>, change: &Change<'_>) -> Request {
    let handles = change.delete.iter().filter_map(|listed| listed.id.as_ref());
    // The documentation writes `autolink`, which the schema does not take.
    let handles = handles.map(|id| Element::of("roaHandle", id).attribute("autoLink", false));
    let deleted = Element::new("roaSpecDelete").with(handles);
    let added = Element::new("roaSpecAdd").with(change.create.iter().map(spec));
    let parts = [deleted, added].into_iter();
    let parts = parts.filter(|part| !part.children.is_empty());
    let transaction = Element::new("rpkiTransaction")
        .attribute("xmlns", RPKI)
        .with(parts);
    let path = format!("rpki/{}", segment(&desk.account));
    request(desk, Method::POST, &path).with_body(XML, transaction.document())
}

fn spec(roa: &Roa) -> Element {
    let prefix = roa.prefix();
    let mut resource = vec![
        Element::of("startAddress", prefix.first()),
        Element::of("cidrLength", prefix.length()),
    ];
    // ARIN's own ROAs have no maximum length where it is the prefix's.
    if roa.max_length() != prefix.length() {
        resource.push(Element::of("maxLength", roa.max_length()));
    }
    let resource = Element::new("roaSpecResource").with(resource);
    Element::new("roaSpec").with([
        Element::of("autoLink", false),
        Element::of("asNumber", roa.asn().number()),
        Element::of("name", super::roa::name(roa)),
        Element::new("resources").with([resource]),
    ])
}

/// ARIN's words in an Error payload.
pub(super) fn words(body: &str) -> Option<String> {
    let error = Element::parse(body).ok()?;
    let message = error.value("message")?;
    let mut words = match error.value("code") {
        Some(code) => format!("{code}: {message}"),
        None => message.to_owned(),
    };
    let components = error.child("components");
    for component in components.into_iter().flat_map(|it| it.all("component")) {
        for part in [component.value("name"), component.value("message")] {
            words.push_str("; ");
            words.push_str(part.unwrap_or_default());
        }
    }
    Some(words)
}
