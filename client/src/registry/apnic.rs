//! APNIC's Registry API: JSON, and a key as bearer. A change is handed in as a
//! task and done a moment later.
//!
//! APNIC has published no reference: this is what two public clients send. A
//! ROA and a route object are one `route` there.

use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::Field;
use byoip_vocabulary::roa::Roa;
use reqwest::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::record::{Document, Record, attributes, replaced, texts};
use super::roa::{Change, Listed, Listing};
use super::{Desk, DeskError, object_key, ripe, segment};
use crate::http::HttpError;
use crate::http::request::Request;
use crate::rdap::Network;

pub mod task;
#[cfg(test)]
mod tests;

const BASE: &str = "https://registry-api.apnic.net/v1";
const JSON: &str = "application/json";

/// More than any member has; a list that is longer goes in a circle.
const PAGES_MAX: usize = 1_000;

fn request(desk: &Desk<'_>, method: Method, url: &str) -> Request {
    Request::new(method, url)
        .secret("authorization", "Bearer ", desk.key.exposed())
        .header("accept", JSON)
}

fn url(desk: &Desk<'_>, path: &str) -> String {
    format!("{BASE}/{}/{path}", segment(&desk.account))
}

async fn get<T: DeserializeOwned>(desk: &Desk<'_>, url: &str) -> Result<T, DeskError> {
    // Links come from answers; the key goes to nobody else.
    let url = &desk.http.place(url);
    if !url.starts_with(&desk.http.place(BASE)) {
        return Err(HttpError::shape(url, "a link that leads away from the registry").into());
    }
    let request = request(desk, Method::GET, url);
    let reply = desk.ask(&request).await?;
    let wrong = |error: serde_json::Error| HttpError::shape(&desk.http.place(url), error);
    Ok(serde_json::from_str(&reply.body).map_err(wrong)?)
}

/// An object's class and primary key, an IPv6 address in full.
fn key(network: &Network) -> (&'static str, String) {
    match (network.first, network.prefix()) {
        (std::net::IpAddr::V6(first), Some(prefix)) => {
            let groups = first.segments().map(|group| format!("{group:04x}"));
            let key = format!("{}/{}", groups.join(":"), prefix.length());
            ("inet6num", key)
        }
        _ => ripe::key(network),
    }
}

/// `GET whois/{class}/{key}`.
pub(super) async fn record(desk: &Desk<'_>, network: &Network) -> Result<Record, DeskError> {
    let (class, key) = key(network);
    let url = url(desk, &format!("whois/{class}/{}", object_key(&key)));
    let answer: Value = get(desk, &url).await?;
    let list = attributes(answer.get("attributes"));
    let wrong = || HttpError::shape(&desk.http.place(&url), "an object without attributes");
    let list = list.ok_or_else(wrong)?;
    Ok(Record {
        handle: key,
        texts: texts(&list),
        document: Document::Json(answer),
    })
}

/// `PUT whois/{class}/{key}`: `last-modified` must not be in it.
pub(super) fn update(
    desk: &Desk<'_>,
    record: &Record,
    answer: &Value,
    lines: &[String],
) -> Request {
    let list = attributes(answer.get("attributes")).unwrap_or_default();
    let class = list.first().map_or("inetnum", |first| first.name.as_str());
    let path = format!("whois/{class}/{}", object_key(&record.handle));
    let list = replaced(&list, Field::Remarks, lines).into_iter();
    let list = list.filter(|it| it.name != "last-modified");
    let list = list.map(|it| json!({ "name": it.name, "value": it.value }));
    let body = json!({ "attributes": list.collect::<Vec<_>>() });
    request(desk, Method::PUT, &url(desk, &path)).with_body(JSON, format!("{body:#}"))
}

#[derive(Debug, Deserialize)]
struct Page<T> {
    #[serde(rename = "_embedded", default = "BTreeMap::new")]
    embedded: BTreeMap<String, Vec<T>>,
    #[serde(rename = "_links", default)]
    links: Links,
}

#[derive(Debug, Default, Deserialize)]
struct Links {
    next: Option<Link>,
}

#[derive(Debug, Deserialize)]
struct Link {
    href: String,
}

#[derive(Debug, Deserialize)]
struct Route {
    id: Value,
    range: String,
    autnum: u32,
    max_length: Option<u8>,
    #[serde(default)]
    roa_enabled: bool,
}

/// `GET route`, page by page; routes without a ROA are left out.
pub(super) async fn list(desk: &Desk<'_>) -> Result<Listing, DeskError> {
    let routes: Vec<Route> = pages(desk, "route").await?;
    let with_roa = routes.iter().filter(|route| route.roa_enabled);
    let entries: Option<Vec<Listed>> = with_roa.map(listed).collect();
    let at = || desk.http.place(&url(desk, "route"));
    let wrong = || HttpError::shape(&at(), "a route that is no ROA");
    Ok(Listing {
        entries: entries.ok_or_else(wrong)?,
        tag: None,
    })
}

/// Every item of a list that comes in pages.
async fn pages<T: DeserializeOwned>(desk: &Desk<'_>, name: &str) -> Result<Vec<T>, DeskError> {
    let mut at = url(desk, name);
    let mut items = Vec::new();
    for _ in 0..PAGES_MAX {
        let mut page: Page<T> = get(desk, &at).await?;
        items.extend(page.embedded.remove(name).into_iter().flatten());
        match page.links.next {
            Some(next) => at = next.href,
            None => break,
        }
    }
    Ok(items)
}

fn listed(route: &Route) -> Option<Listed> {
    let prefix = route.range.parse().ok()?;
    let roa = Roa::new(prefix, route.max_length, Asn::new(route.autnum)).ok()?;
    Some(Listed {
        id: Some(route.id.to_string().trim_matches('"').to_owned()),
        name: None,
        roas: vec![roa],
    })
}

/// `POST route`: all of the change in one task.
pub(super) fn change(desk: &Desk<'_>, change: &Change<'_>) -> Request {
    let create = change.create.iter().map(|roa| {
        json!({
            "range": roa.prefix(),
            "autnum": roa.asn().number(),
            "max_length": roa.max_length(),
            "roa_enabled": true,
            "whois_enabled": true,
        })
    });
    let delete = change.delete.iter().filter_map(|listed| {
        let id = listed.id.as_ref()?;
        // Clients have recorded numbers; should it be a text, it stays one.
        let id = id.parse::<u64>().map_or(json!(id), |number| json!(number));
        Some(json!({ "id": id }))
    });
    let body = json!({
        "create": create.collect::<Vec<_>>(),
        "delete": delete.collect::<Vec<_>>(),
    });
    request(desk, Method::POST, &url(desk, "route")).with_body(JSON, format!("{body:#}"))
}

/// What is wrong, as far as clients have recorded how it is said.
pub(super) fn words(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    let errors = body.get("errors").and_then(Value::as_array);
    let errors = errors.into_iter().flatten().filter_map(Value::as_str);
    let errors: Vec<&str> = errors.collect();
    let title = body.get("title").and_then(Value::as_str);
    match (title, errors.as_slice()) {
        (None, []) => None,
        (Some(title), []) => Some(title.to_owned()),
        (None, _) => Some(errors.join("; ")),
        (Some(title), _) => Some(format!("{title}: {}", errors.join("; "))),
    }
}
