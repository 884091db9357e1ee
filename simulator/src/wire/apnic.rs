//! APNIC's Registry API: a member's delegations, whois objects and routes.
//!
//! - [`delegation`]: what the member holds;
//! - [`whois`]: objects shown and replaced;
//! - [`route`]: ROAs with their route objects;
//! - [`tasks`]: every change is a task, done a moment later.
//!
//! APNIC has not published how it works: this is what two public clients send
//! and have recorded. Statuses and texts that they do not show are a choice.
//! Creating and deleting objects, reverse delegations, maintainers and response
//! teams are not here, nor are route objects without a ROA.

use byoip_vocabulary::registry::Registry;
use serde_json::json;

use super::http::Answer;
use super::owner::json::{Fault, Object};
use super::owner::{self, Call};
use super::query::BODY_LIMIT;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::Member;
use crate::world::registry::task::{self, Work};
use crate::world::{Command, Fact};

mod delegation;
mod pages;
mod route;
mod tasks;
mod whois;

#[cfg(test)]
mod tests;

/// Answers a call.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    route(call).unwrap_or_else(|answer| answer)
}

/// Answers a call whose body is longer than any room reads.
pub(super) fn refuse_long() -> Answer {
    let what = format!("The body is longer than {BODY_LIMIT} bytes.");
    error(413, "payload-too-large", &[what])
}

/// An error: a type, its words, and what is wrong.
fn error(status: u16, kind: &str, errors: &[String]) -> Answer {
    let title = kind.replace('-', " ");
    Answer::json(
        status,
        &json!({ "type": kind, "title": title, "errors": errors }),
    )
}

fn not_found(what: &str) -> Answer {
    error(404, "not-found", &[format!("{what} was not found.")])
}

fn forbidden(what: &str, member: &Member) -> Answer {
    let account = &member.organization;
    let what = format!("{what} does not belong to the account {account}.");
    error(403, "forbidden", &[what])
}

fn invalid(what: impl Into<String>) -> Answer {
    error(400, "invalid-request", &[what.into()])
}

/// A body that is not as it must be.
fn unusable(fault: &Fault) -> Answer {
    invalid(format!("The body cannot be used: {fault}."))
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

fn route(call: &Call<'_>) -> Result<Answer, Answer> {
    if call.is_down(Registry::Apnic) {
        return Err(owner::unavailable());
    }
    let key = call.credential("Bearer");
    let member = key.and_then(|key| call.member(Registry::Apnic, key));
    let unauthorized = || error(401, "unauthorized", &["The key is not valid.".to_owned()]);
    let member = member.ok_or_else(unauthorized)?;
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let parts = match parts.as_slice() {
        // Where the interface has moved to.
        ["registry-api", rest @ ..] => rest,
        parts => parts,
    };
    let ["v1", account, rest @ ..] = parts else {
        return Err(not_found(call.query.path));
    };
    if *account != member.organization {
        return Err(forbidden(account, &member));
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
            let allowed = methods(rest).ok_or_else(|| not_found(call.query.path))?;
            let what = format!("{method} is not for this path.");
            let answer = error(405, "method-not-allowed", &[what]);
            Err(answer.with("allow", allowed))
        }
    }
}

/// The body, as text and as the object that it is.
fn json_body(call: &Call<'_>) -> Result<(String, Object), Answer> {
    if call.media_type().as_deref() != Some("application/json") {
        let what = "The Content-Type must be application/json.".to_owned();
        return Err(error(415, "unsupported-media-type", &[what]));
    }
    let text = str::from_utf8(call.body()).map_err(|_| invalid("The body is not UTF-8."))?;
    let object = Object::read(text.as_bytes()).map_err(|fault| unusable(&fault))?;
    Ok((text.to_owned(), object))
}

/// A URL of the account's.
fn href(call: &Call<'_>, member: &Member, path: &str) -> String {
    format!("{}/v1/{}/{path}", call.query.base, member.organization)
}

/// Hands in work; the answer says where its task is.
fn submit(call: &Call<'_>, by: Member, work: Work, request: String) -> Result<Answer, Answer> {
    let command = task::Command {
        by: by.clone(),
        work,
        request,
    };
    let facts = call.perform(&Command::Task(command)).map_err(refused)?;
    let number = facts.iter().find_map(|fact| match fact {
        Fact::Task(task::Fact::Submitted { id, .. }) => Some(id.number),
        _ => None,
    });
    let location = href(call, &by, &format!("task/{}", number.unwrap_or_default()));
    let answer = Answer::json(202, &json!({ "location": location }));
    Ok(answer.with("location", location))
}

fn refused(refusal: HolderRefusal) -> Answer {
    let errors = [reason(&refusal)];
    match refusal {
        HolderRefusal::NoSuchRecord { .. } | HolderRefusal::NoSuchRoa { .. } => {
            error(404, "not-found", &errors)
        }
        HolderRefusal::NotYours { .. } | HolderRefusal::PassedOn { .. } => {
            error(403, "forbidden", &errors)
        }
        HolderRefusal::RoaExists { .. } => error(409, "conflict", &errors),
        HolderRefusal::NotHeld { .. } | HolderRefusal::NoSuchField { .. } => {
            error(400, "invalid-request", &errors)
        }
        HolderRefusal::Down { .. } => owner::unavailable(),
        HolderRefusal::RouteAnnounced { .. }
        | HolderRefusal::OutageOver { .. }
        | HolderRefusal::RouteNotAnnounced { .. }
        | HolderRefusal::AsnNotBrought { .. }
        | HolderRefusal::AsnAssociated { .. } => error(500, "internal-error", &errors),
    }
}

/// A refusal in words.
fn reason(refusal: &HolderRefusal) -> String {
    match refusal {
        HolderRefusal::NoSuchRecord { record } => format!("{} was not found.", record.handle),
        HolderRefusal::NoSuchField { record, field } => {
            format!("{} has no {field}.", record.handle)
        }
        HolderRefusal::NotYours { what, member } => {
            let account = &member.organization;
            format!("{what} does not belong to the account {account}.")
        }
        HolderRefusal::NotHeld { prefix } => format!("{prefix} is not delegated to the account."),
        HolderRefusal::PassedOn { prefix, upstream } => {
            format!("{prefix} is in the resource certificate of {upstream}.")
        }
        HolderRefusal::RoaExists { roa } => format!(
            "A route for {} with origin {} and maximum length {} exists.",
            roa.prefix(),
            roa.asn(),
            roa.max_length()
        ),
        HolderRefusal::NoSuchRoa { .. } => "The route was not found.".to_owned(),
        HolderRefusal::Down { registry, .. } => format!("{registry} was not available."),
        // Nothing here asks for any of these.
        HolderRefusal::RouteAnnounced { .. }
        | HolderRefusal::OutageOver { .. }
        | HolderRefusal::RouteNotAnnounced { .. }
        | HolderRefusal::AsnNotBrought { .. }
        | HolderRefusal::AsnAssociated { .. } => "An internal error occurred.".to_owned(),
    }
}
