//! RIPE NCC's database and its certification authority, two services with a key
//! each: JSON, the database's key as name and password
//! <https://docs.db.ripe.net/Update-Methods/RESTful-API/>,
//! <https://www.ripe.net/manage-ips-and-asns/resource-management/rpki/rpki-management-api/>.
//!
//! An object is replaced whole; the database refuses one that it has filtered.

use byoip_vocabulary::registry::Field;
use byoip_vocabulary::roa::Roa;
use reqwest::Method;
use reqwest::header::ETAG;
use serde::Deserialize;
use serde_json::{Value, json};

use super::record::{Document, Record, attributes, replaced, texts};
use super::roa::{Change, Listed, Listing};
use super::{Desk, DeskError, object_key};
use crate::http::HttpError;
use crate::http::request::Request;
use crate::rdap::Network;

#[cfg(test)]
mod tests;

const DATABASE: &str = "https://rest.db.ripe.net/ripe";
const RPKI: &str = "https://my.ripe.net/api/rpki";
const JSON: &str = "application/json";

/// Where the attributes stand in the database's answers and in updates.
const ATTRIBUTES: &str = "/objects/object/0/attributes/attribute";

/// An object's class and primary key.
pub(super) fn key(network: &Network) -> (&'static str, String) {
    match network.prefix() {
        Some(prefix) if !prefix.is_ipv4() => ("inet6num", prefix.to_string()),
        _ => ("inetnum", format!("{} - {}", network.first, network.last)),
    }
}

fn database(desk: &Desk<'_>, method: Method, class: &str, key: &str, query: &str) -> Request {
    let url = format!("{DATABASE}/{class}/{}{query}", object_key(key));
    Request::new(method, url)
        .secret("authorization", "Basic ", &desk.key.basic())
        .header("accept", JSON)
}

/// `GET /ripe/{class}/{key}`, with every attribute as it was typed.
pub(super) async fn record(desk: &Desk<'_>, network: &Network) -> Result<Record, DeskError> {
    let (class, key) = key(network);
    let request = database(desk, Method::GET, class, &key, "?unfiltered&unformatted");
    let reply = desk.ask(&request).await?;
    let wrong = |what: &str| HttpError::shape(&desk.http.place(request.url()), what);
    let answer: Value =
        serde_json::from_str(&reply.body).map_err(|error| wrong(&error.to_string()))?;
    let list = attributes(answer.pointer(ATTRIBUTES));
    let list = list.ok_or_else(|| wrong("an answer without attributes"))?;
    Ok(Record {
        handle: key,
        texts: texts(&list),
        document: Document::Json(answer),
    })
}

/// `PUT /ripe/{class}/{key}`.
pub(super) fn update(
    desk: &Desk<'_>,
    record: &Record,
    answer: &Value,
    lines: &[String],
) -> Request {
    let list = attributes(answer.pointer(ATTRIBUTES)).unwrap_or_default();
    let class = list.first().map_or("inetnum", |first| first.name.as_str());
    // The database dates an object itself.
    let list = replaced(&list, Field::Descr, lines).into_iter();
    let list = list.filter(|it| !matches!(it.name.as_str(), "created" | "last-modified"));
    let list = list.map(|it| json!({ "name": it.name, "value": it.value }));
    let object = json!({
        "type": class,
        "source": { "id": "RIPE" },
        "primary-key": { "attribute": [{ "name": class, "value": record.handle }] },
        "attributes": { "attribute": list.collect::<Vec<_>>() },
    });
    let body = json!({ "objects": { "object": [object] } });
    database(desk, Method::PUT, class, &record.handle, "").with_body(JSON, format!("{body:#}"))
}

/// The object that the answer to an update shows.
pub(super) fn answered(answer: &str) -> Option<Vec<(Field, Vec<String>)>> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    Some(texts(&attributes(answer.pointer(ATTRIBUTES))?))
}

fn rpki(desk: &Desk<'_>, method: Method, path: &str) -> Request {
    Request::new(method, format!("{RPKI}/{path}"))
        .secret("ncc-api-authorization", "", desk.key.exposed())
        .header("accept", JSON)
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    asn: String,
    prefix: String,
    maximal_length: u8,
}

/// `GET /roas`, with the tag of the set.
pub(super) async fn list(desk: &Desk<'_>) -> Result<Listing, DeskError> {
    let request = rpki(desk, Method::GET, "roas");
    let reply = desk.ask(&request).await?;
    let wrong = |what: String| HttpError::shape(&desk.http.place(request.url()), what);
    let list: Vec<Entry> =
        serde_json::from_str(&reply.body).map_err(|error| wrong(error.to_string()))?;
    let listed = |entry: &Entry| {
        let prefix = entry.prefix.parse().ok()?;
        let roa = Roa::new(prefix, Some(entry.maximal_length), entry.asn.parse().ok()?).ok()?;
        Some(Listed {
            id: None,
            name: None,
            roas: vec![roa],
        })
    };
    let entries: Option<Vec<Listed>> = list.iter().map(listed).collect();
    let tag = reply.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
    Ok(Listing {
        entries: entries.ok_or_else(|| wrong("an entry that is no ROA".to_owned()))?,
        tag: tag.map(str::to_owned),
    })
}

/// `POST /roas/publish`: all of the change, or nothing; nothing either if the
/// ROAs have changed since they were listed.
pub(super) fn change(desk: &Desk<'_>, change: &Change<'_>) -> Request {
    let entry = |roa: &Roa| {
        json!({
            "asn": roa.asn(),
            "prefix": roa.prefix(),
            "maximalLength": roa.max_length(),
        })
    };
    let deleted = change
        .delete
        .iter()
        .flat_map(|listed| &listed.roas)
        .map(entry);
    let mut body = json!({
        "added": change.create.iter().map(entry).collect::<Vec<_>>(),
        "deleted": deleted.collect::<Vec<_>>(),
    });
    if let (Some(tag), Some(members)) = (change.tag, body.as_object_mut()) {
        members.insert("ifMatch".to_owned(), json!(tag));
    }
    rpki(desk, Method::POST, "roas/publish").with_body(JSON, format!("{body:#}"))
}

/// What either service says.
pub(super) fn words(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    if let Some(error) = body.get("error").and_then(Value::as_str) {
        return Some(error.to_owned());
    }
    let messages = body.pointer("/errormessages/errormessage")?.as_array()?;
    let words: Vec<String> = messages.iter().filter_map(message).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// A message with its arguments in the places for them.
fn message(message: &Value) -> Option<String> {
    let mut text = message.get("text")?.as_str()?.to_owned();
    let arguments = message.get("args").and_then(Value::as_array);
    for argument in arguments.into_iter().flatten() {
        let value = argument.get("value").and_then(Value::as_str);
        text = text.replacen("%s", value.unwrap_or_default(), 1);
    }
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
