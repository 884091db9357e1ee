//! LACNIC's registration API: JSON, and a token as bearer. ROAs alone: a
//! network's record there has contacts and no text of its holder's.
//!
//! What is known of it is what two public clients send; `maximalLegth` is spelt
//! so. Each ROA is created and deleted by a request of its own.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::roa::{Change, Listed, Listing};
use super::{Desk, DeskError, segment};
use crate::http::HttpError;
use crate::http::request::Request;

#[cfg(test)]
mod tests;

const BASE: &str = "https://registro.api.lacnic.net/lacnic/2.0/rpki/roas";
const JSON: &str = "application/json";

/// How long a ROA is valid; here it must be said.
const LIFE: SignedDuration = SignedDuration::from_hours(365 * 24);

fn request(desk: &Desk<'_>, method: Method, url: &str) -> Request {
    Request::new(method, url)
        .secret("authorization", "Bearer ", desk.key.exposed())
        .header("accept", JSON)
}

#[derive(Debug, Deserialize)]
struct Entry {
    serial: Value,
    asn: Value,
    name: Option<String>,
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    prefix: String,
    #[serde(rename = "maximalLegth")]
    maximal_length: Option<Value>,
}

/// `GET rpki/roas?orgId=`.
pub(super) async fn list(desk: &Desk<'_>) -> Result<Listing, DeskError> {
    let url = format!("{BASE}?orgId={}", segment(&desk.account));
    let reply = desk.ask(&request(desk, Method::GET, &url)).await?;
    let wrong = |what: String| HttpError::shape(&desk.http.place(&url), what);
    let list: Vec<Entry> =
        serde_json::from_str(&reply.body).map_err(|error| wrong(error.to_string()))?;
    let entries: Option<Vec<Listed>> = list.iter().map(listed).collect();
    Ok(Listing {
        entries: entries.ok_or_else(|| wrong("an entry that is no ROA".to_owned()))?,
        tag: None,
    })
}

fn listed(entry: &Entry) -> Option<Listed> {
    let asn: Asn = text(&entry.asn).parse().ok()?;
    let roa = |resource: &Resource| {
        let longest = resource.maximal_length.as_ref().map(text);
        let longest = longest.map(|text| text.parse()).transpose().ok()?;
        Roa::new(resource.prefix.parse().ok()?, longest, asn).ok()
    };
    Some(Listed {
        id: Some(text(&entry.serial)),
        name: entry.name.clone(),
        roas: entry.resources.iter().map(roa).collect::<Option<_>>()?,
    })
}

/// A number, or a text that is one.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// `DELETE rpki/roas/{serial}` and `POST rpki/roas`, creations first: between
/// two requests no route is without the ROA that it is to keep.
pub(super) fn change(desk: &Desk<'_>, change: &Change<'_>, now: Timestamp) -> Vec<Request> {
    let create = change.create.iter().map(|roa| {
        let body = json!({
            "asn": roa.asn().number().to_string(),
            "name": super::roa::name(roa),
            "notValidBefore": now,
            "notValidAfter": now.saturating_add(LIFE).unwrap_or(Timestamp::MAX),
            "resources": [{
                "prefix": roa.prefix(),
                "maximalLegth": roa.max_length().to_string(),
            }],
        });
        request(desk, Method::POST, BASE).with_body(JSON, format!("{body:#}"))
    });
    let delete = change.delete.iter().filter_map(|listed| {
        let url = format!("{BASE}/{}", segment(listed.id.as_ref()?));
        Some(request(desk, Method::DELETE, &url))
    });
    create.chain(delete).collect()
}

/// What is wrong.
pub(super) fn words(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    let lines = body.get("description")?.as_array()?;
    let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}
