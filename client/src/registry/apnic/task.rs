//! `task`: what was handed in at APNIC, and what became of it.
//!
//! A change that is handed in again while it is open would be made twice, so an
//! open task that was handed in with the same body is found and stands for it.
//! Any other open task of the same object is in the way: what is read, and what
//! a change is made of, is the object without it.

use std::time::Duration;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::roa::Roa;
use reqwest::header::LOCATION;
use serde::Deserialize;
use serde_json::Value;

use super::{Link, get, pages, words};
use crate::http::request::Request;
use crate::http::{HttpError, Reply};
use crate::registry::record::{Document, Record, attributes, texts};
use crate::registry::roa::Listing;
use crate::registry::{Desk, DeskError, Submitted};

#[cfg(test)]
mod tests;

/// Public clients ask no more often.
const PAUSE: Duration = Duration::from_secs(1);

/// How often a task is looked at before whoever waits is told where it is.
pub const LOOKS: usize = 30;

#[derive(Debug, Deserialize)]
struct Task {
    #[serde(rename = "_links", default)]
    links: Links,
    #[serde(default)]
    operation: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    request: Content,
    response: Option<Response>,
}

#[derive(Debug, Default, Deserialize)]
struct Links {
    #[serde(rename = "self")]
    own: Option<Link>,
}

/// What was handed in.
#[derive(Debug, Default, Deserialize)]
struct Content {
    #[serde(default)]
    content: Value,
}

#[derive(Debug, Deserialize)]
struct Response {
    status_code: u16,
    #[serde(default)]
    content: Value,
}

impl Task {
    /// How it ended, if it has.
    fn end(&self) -> Option<&Response> {
        self.response
            .as_ref()
            .filter(|_| self.status == "completed")
    }
}

/// A change that was handed in and is not made yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    task: String,
    content: Value,
}

impl Open {
    /// The lines that it gives a field of this record; none where it changes
    /// something else.
    pub(in crate::registry) fn lines(&self, record: &Record, field: Field) -> Option<Vec<String>> {
        let Document::Json(document) = &record.document else {
            return None;
        };
        if object(&self.content)? != object(document)? {
            return None;
        }
        let texts = texts(&attributes(self.content.get("attributes"))?);
        let (_, lines) = texts.into_iter().find(|(known, _)| *known == field)?;
        Some(lines)
    }

    /// Whether it creates or deletes the route of a ROA, whatever its maximum
    /// length. What goes is named by its id alone.
    pub(in crate::registry) fn changes(&self, roa: &Roa, listing: &Listing) -> bool {
        let list = |name| self.content.get(name).and_then(Value::as_array);
        let creates = |route: &Value| {
            let range = route.get("range").and_then(Value::as_str);
            let range = range.and_then(|text| text.parse::<Prefix>().ok());
            let origin = route.get("autnum").and_then(Value::as_u64);
            range == Some(roa.prefix()) && origin == Some(roa.asn().number().into())
        };
        let deletes = |route: &Value| {
            let id = route.get("id").map(Value::to_string).unwrap_or_default();
            let mut entries = listing.entries.iter();
            let named = entries.find(|entry| entry.id.as_deref() == Some(id.trim_matches('"')));
            let mut roas = named.into_iter().flat_map(|entry| &entry.roas);
            roas.any(|there| there.prefix() == roa.prefix() && there.asn() == roa.asn())
        };
        list("create").into_iter().flatten().any(creates)
            || list("delete").into_iter().flatten().any(deletes)
    }

    /// Whether this very request was handed in.
    pub(in crate::registry) fn is_of(&self, request: &Request) -> bool {
        content(request) == Some(self.content.clone())
    }

    /// That it changes what somebody wants to change otherwise.
    pub(in crate::registry) fn in_the_way(&self, what: &str) -> DeskError {
        DeskError::Open {
            registry: Registry::Apnic,
            what: what.to_owned(),
            task: self.task.clone(),
        }
    }
}

/// Every change that is open.
pub(in crate::registry) async fn open(desk: &Desk<'_>) -> Result<Vec<Open>, DeskError> {
    let tasks: Vec<Task> = pages(desk, "task").await?;
    // One that only tries a change does not make it.
    let open = tasks
        .into_iter()
        .filter(|task| task.end().is_none() && !task.operation.contains("prevalidation"));
    let named = open.filter_map(|task| {
        Some(Open {
            task: task.links.own?.href,
            content: task.request.content,
        })
    });
    Ok(named.collect())
}

/// The open task of a change that was handed in before. One that changes the
/// same object otherwise is an error: this change is made of the object without
/// it, and would undo it.
pub(in crate::registry) fn standing(
    open: &[Open],
    request: &Request,
) -> Result<Option<String>, DeskError> {
    if let Some(same) = open.iter().find(|open| open.is_of(request)) {
        return Ok(Some(same.task.clone()));
    }
    let body = content(request).unwrap_or_default();
    let Some(own) = object(&body) else {
        return Ok(None);
    };
    let (_, name) = own;
    let other = open.iter().find(|open| object(&open.content) == Some(own));
    other.map_or(Ok(None), |other| Err(other.in_the_way(name)))
}

fn content(request: &Request) -> Option<Value> {
    serde_json::from_str(request.body()?).ok()
}

/// What names the object of a body: its first attribute.
fn object(body: &Value) -> Option<(&str, &str)> {
    let first = body.get("attributes")?.get(0)?;
    Some((first.get("name")?.as_str()?, first.get("value")?.as_str()?))
}

/// Where the task of what was handed in is.
pub(in crate::registry) fn submitted(
    request: &Request,
    reply: &Reply,
) -> Result<Submitted, DeskError> {
    let header = reply.headers.get(LOCATION);
    let header = header
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let body = || {
        let body: Value = serde_json::from_str(&reply.body).ok()?;
        Some(body.get("location")?.as_str()?.to_owned())
    };
    match header.or_else(body) {
        Some(location) => Ok(Submitted::Pending(location)),
        None => Err(HttpError::shape(request.url(), "an answer that names no task").into()),
    }
}

/// Looks at a task until it is done, at most so often. One that takes longer is
/// told as pending.
pub async fn finish(desk: &Desk<'_>, task: &str, looks: usize) -> Result<Submitted, DeskError> {
    for look in 0..looks {
        if look > 0 {
            pause().await;
        }
        let answer: Task = get(desk, task).await?;
        let Some(response) = answer.end() else {
            continue;
        };
        if (200..300).contains(&response.status_code) {
            return Ok(Submitted::Done(response.content.to_string()));
        }
        let reason = words(&response.content.to_string());
        return Err(DeskError::Failed {
            registry: Registry::Apnic,
            reason: reason.unwrap_or_else(|| format!("status {}", response.status_code)),
        });
    }
    Ok(Submitted::Pending(task.to_owned()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "APNIC does what was handed in by its own clock and tells nobody; a client can only look again"
)]
async fn pause() {
    tokio::time::sleep(PAUSE).await;
}
