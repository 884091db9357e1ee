//! `task`: what was handed in at APNIC, and what became of it.
//!
//! A change that is handed in again while it is open would be made twice, so an
//! open task that was handed in with the same body is found and stands for it.

use std::time::Duration;

use byoip_vocabulary::registry::Registry;
use reqwest::Method;
use reqwest::header::LOCATION;
use serde::Deserialize;
use serde_json::Value;

use super::{Link, get, pages, words};
use crate::http::request::Request;
use crate::http::{HttpError, Reply};
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

/// The open task of a change that was handed in before. One that changes the
/// same object otherwise is an error: this change is made of the object without
/// it, and would undo it.
pub(in crate::registry) async fn open(
    desk: &Desk<'_>,
    request: &Request,
) -> Result<Option<String>, DeskError> {
    let body: Value = serde_json::from_str(request.body().unwrap_or_default()).unwrap_or_default();
    let tasks: Vec<Task> = pages(desk, "task").await?;
    // One that only tries a change does not make it.
    let open = tasks
        .iter()
        .filter(|task| task.end().is_none() && !task.operation.contains("prevalidation"));
    for task in open {
        let Some(link) = &task.links.own else {
            continue;
        };
        if task.request.content == body {
            return Ok(Some(link.href.clone()));
        }
        if *request.method() == Method::PUT && object(&task.request.content) == object(&body) {
            return Err(DeskError::Open {
                registry: Registry::Apnic,
                task: link.href.clone(),
            });
        }
    }
    Ok(None)
}

/// What names the object of a body: its first attribute.
fn object(body: &Value) -> Option<&Value> {
    body.get("attributes")?.get(0)
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
            return Ok(Submitted::Done);
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
