//! Which entries of a recording are questions, which of them are the same, and what
//! an answer is made of.

use jiff::Timestamp;

use super::members::{self, Members};
use crate::aws::manners;
use crate::recording::entry::{Answer, Call, Deed, Entry};
use crate::recording::sdk::element;
use crate::scenario::secrets::REDACTED;

/// What the field of the message's signature is called.
pub(super) const SIGNATURE: &str = "CidrAuthorizationContext.Signature";

/// What a reading's action begins with.
const READINGS: [&str; 3] = ["Describe", "Get", "List"];

/// Whether the simulator says that it does not know an action, or not yet.
pub(super) fn is_unknown(body: &str) -> bool {
    let message = element(body, "Message").unwrap_or_default();
    element(body, "Code").as_deref() == Some("InvalidAction")
        || message.ends_with("is not simulated yet")
}

pub(super) fn answer(entry: &Entry) -> Option<Members> {
    match entry {
        Entry::Call { call, .. } => Some(members(entry, &call.answer)),
        Entry::Read { read, .. } => Some(members(entry, &read.answer)),
        Entry::Deed { .. } => None,
    }
}

/// The members of an answer, its HTTP status among them.
pub(super) fn members(entry: &Entry, answer: &Answer) -> Members {
    let mut members = match entry {
        Entry::Read { read, .. } => members::of_url(&read.url, &answer.body),
        Entry::Call { .. } | Entry::Deed { .. } => members::of_xml(&answer.body),
    };
    if let Some(status) = answer.status {
        members.insert("HTTP status".to_owned(), status.to_string());
    }
    members
}

/// Whether what follows is what it is because of it.
pub(super) fn is_change(entry: &Entry) -> bool {
    match entry {
        Entry::Call { call, .. } => !READINGS.iter().any(|it| call.action.starts_with(it)),
        Entry::Read { .. } => false,
        Entry::Deed { .. } => found_done(entry).is_none(),
    }
}

/// When the run began to look for a deed that it found done, if the entry is one.
pub(super) fn found_done(entry: &Entry) -> Option<Timestamp> {
    match entry {
        Entry::Deed {
            deed: Deed::Person { found_done, .. },
            ..
        } => *found_done,
        Entry::Deed { .. } | Entry::Call { .. } | Entry::Read { .. } => None,
    }
}

pub(super) fn is_same_question(one: &Entry, other: &Entry) -> bool {
    match (one, other) {
        (Entry::Call { call: one, .. }, Entry::Call { call: other, .. }) => {
            one.action == other.action && one.parameters == other.parameters
        }
        (Entry::Read { read: one, .. }, Entry::Read { read: other, .. }) => one.url == other.url,
        (Entry::Call { .. } | Entry::Read { .. } | Entry::Deed { .. }, _) => false,
    }
}

/// Why a call cannot be made again, if it cannot.
pub(super) fn unfit(answer: &Answer, call: &Call) -> Option<String> {
    let masked = call.parameters.iter();
    let mut masked = masked.filter(|(name, value)| *name != SIGNATURE && *value == REDACTED);
    if let Some((name, _)) = masked.next() {
        return Some(format!("{name} was a secret, and is not in the recording"));
    }
    if let Some(code) = &call.code
        && manners::is_of_the_day(code)
    {
        return Some(format!("{code} says nothing about the world"));
    }
    unanswered(answer, "")
}

pub(super) fn unanswered(answer: &Answer, url: &str) -> Option<String> {
    if url.contains(REDACTED) {
        return Some("its URL had a secret, which is not in the recording".to_owned());
    }
    let none = answer.status.is_none();
    none.then(|| "no answer came, and nobody knows whether it was done".to_owned())
}
