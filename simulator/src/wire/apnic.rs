//! APNIC's Registry API: a member's delegations, whois objects and routes.
//!
//! - [`delegation`]: what the member holds;
//! - [`whois`]: objects shown and replaced;
//! - [`route`]: ROAs with their route objects;
//! - [`tasks`]: every change is a task, done a moment later;
//! - [`refusals`]: what there is to refuse.
//!
//! APNIC has not published how it works: this is what two public clients send
//! and have recorded. Statuses and texts that they do not show are a choice.
//! Creating and deleting objects, reverse delegations, maintainers and response
//! teams are not here, nor are route objects without a ROA.

use byoip_vocabulary::registry::Registry;
use serde_json::json;

use super::http::{Answer, Unread};
use super::owner::Call;
use super::owner::json::Object;
use super::owner::refusals::Refused;
use crate::world::policy::Policy;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::Member;
use crate::world::registry::task::{self, Work};
use crate::world::{Command, Fact};
use refusals::Refusal;

mod delegation;
mod pages;
pub(super) mod refusals;
mod route;
mod tasks;
mod whois;

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

/// An error: a type, its words, and what is wrong.
fn refuse(refusal: &Refusal, policy: &Policy) -> Answer {
    let row = refusal.row();
    let (status, kind) = (row.status(policy), row.code.unwrap_or_default());
    let error = || {
        let (title, errors) = (kind.replace('-', " "), [refusal.text()]);
        let body = json!({ "type": kind, "title": title, "errors": errors });
        Answer::json(status, &body)
    };
    match refusal {
        Refusal::Unavailable => Answer::text(status, refusal.text()),
        Refusal::MethodNotAllowed { allowed, .. } => error().with("allow", *allowed),
        Refusal::TooManyRequests { seconds } => error().with("retry-after", seconds.to_string()),
        _ => error(),
    }
}

/// The methods that a path takes; none where there is no such path.
fn methods(rest: &[&str]) -> Option<&'static str> {
    match rest {
        ["delegation", _] | ["delegation", _, _] | ["route", _] | ["task"] | ["task", _] => {
            Some("GET, HEAD")
        }
        ["whois", _, _, ..] => Some("GET, HEAD, PUT"),
        ["route"] => Some("GET, HEAD, POST"),
        ["route-prevalidation"] => Some("POST"),
        _ => None,
    }
}

fn route(call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.is_down(Registry::Apnic) {
        return Err(Refusal::Unavailable);
    }
    call.count(Registry::Apnic)
        .map_err(|seconds| Refusal::TooManyRequests { seconds })?;
    let key = call.credential("Bearer");
    let member = key.and_then(|key| call.member(Registry::Apnic, key));
    let member = member.ok_or(Refusal::Unauthorized)?;
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let parts = match parts.as_slice() {
        // Where the interface has moved to.
        ["registry-api", rest @ ..] => rest,
        parts => parts,
    };
    let ["v1", account, rest @ ..] = parts else {
        return Err(Refusal::not_found(call.query.path));
    };
    if *account != member.organization {
        return Err(Refusal::forbidden(account, &member));
    }
    match (call.method(), rest) {
        ("GET", ["delegation", kind]) => delegation::list(call, &member, kind),
        ("GET", ["delegation", kind, id]) => delegation::get(call, &member, kind, id),
        // A prefix as a key has a slash in it.
        ("GET", ["whois", class, key @ ..]) => whois::get(call, class, &key.join("/")),
        ("PUT", ["whois", class, key @ ..]) => whois::put(call, member, class, &key.join("/")),
        ("GET", ["route"]) => route::list(call, &member),
        ("GET", ["route", id]) => route::get(call, &member, id),
        ("POST", ["route"]) => route::post(call, member),
        ("POST", ["route-prevalidation"]) => route::prevalidate(call, member),
        ("GET", ["task"]) => tasks::list(call, &member),
        ("GET", ["task", id]) => tasks::get(call, &member, id),
        (method, rest) => {
            let allowed = methods(rest).ok_or_else(|| Refusal::not_found(call.query.path))?;
            let method = method.to_owned();
            Err(Refusal::MethodNotAllowed { method, allowed })
        }
    }
}

/// The body, as text and as the object that it is.
fn json_body(call: &Call<'_>) -> Result<(String, Object), Refusal> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(Refusal::UnsupportedMediaType);
    }
    let text = str::from_utf8(call.body()).map_err(|_| Refusal::NotUtf8)?;
    let object = Object::read(text.as_bytes())?;
    Ok((text.to_owned(), object))
}

/// A URL of the account's.
fn href(call: &Call<'_>, member: &Member, path: &str) -> String {
    format!("{}/v1/{}/{path}", call.query.base, member.organization)
}

/// Hands in work; the answer says where its task is.
fn submit(call: &Call<'_>, by: Member, work: Work, request: String) -> Result<Answer, Refusal> {
    let command = task::Command {
        by: by.clone(),
        work,
        request,
    };
    let facts = call
        .perform(&Command::Task(command))
        .map_err(|refusal| Refusal::from(&refusal))?;
    let number = facts.iter().find_map(|fact| match fact {
        Fact::Task(task::Fact::Submitted { id, .. }) => Some(id.number),
        _ => None,
    });
    let location = href(call, &by, &format!("task/{}", number.unwrap_or_default()));
    let answer = Answer::json(202, &json!({ "location": location }));
    Ok(answer.with("location", location))
}

/// A refusal in words.
fn reason(refusal: &HolderRefusal) -> String {
    Refusal::from(refusal).text()
}
