//! Paths into a step's answer: `ByoipCidrs[0].State`.
//!
//! Names are parted by dots; `[2]` takes an element of a list, `[-1]` the last
//! one; a name with dots of its own stands in brackets and quotes, as in
//! `remarks["a.b"]`. `.` alone is the answer as a whole.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::problem::did_you_mean;

#[cfg(test)]
mod tests;

/// A path, as it was written and by its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Name(String),
    Index(i64),
}

impl Path {
    /// The value at the path, or how far it led.
    pub(crate) fn find<'v>(&self, answer: &'v Value) -> Result<&'v Value, DeadEnd> {
        let mut value = answer;
        let mut way = String::new();
        for part in &self.parts {
            let next = match (part, value) {
                (Part::Name(name), Value::Object(members)) => members.get(name),
                (Part::Index(index), Value::Array(items)) => element(items, *index),
                _ => None,
            };
            let Some(next) = next else {
                return Err(dead_end(&way, part, value));
            };
            match part {
                Part::Name(name) if way.is_empty() => way.push_str(name),
                Part::Name(name) => way = format!("{way}.{name}"),
                Part::Index(index) => way = format!("{way}[{index}]"),
            }
            value = next;
        }
        Ok(value)
    }
}

impl FromStr for Path {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, ParsePathError> {
        let mut parts = Vec::new();
        let mut rest = if text == "." { "" } else { text };
        if text.is_empty() {
            return Err(ParsePathError::Empty);
        }
        while !rest.is_empty() {
            if let Some(bracket) = rest.strip_prefix('[') {
                let (inside, after) = bracket.split_once(']').ok_or(ParsePathError::Bracket)?;
                parts.push(bracketed(inside)?);
                rest = after.strip_prefix('.').unwrap_or(after);
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (name, after) = rest.split_at(end);
                if name.is_empty() {
                    return Err(ParsePathError::Empty);
                }
                parts.push(Part::Name(name.to_owned()));
                rest = match after.strip_prefix('.') {
                    Some("") => return Err(ParsePathError::Empty),
                    Some(after) => after,
                    None => after,
                };
            }
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn bracketed(inside: &str) -> Result<Part, ParsePathError> {
    let quoted = inside
        .strip_prefix('"')
        .and_then(|inside| inside.strip_suffix('"'));
    match quoted {
        Some(name) => Ok(Part::Name(name.to_owned())),
        None => inside
            .parse()
            .map(Part::Index)
            .map_err(|_| ParsePathError::Bracket),
    }
}

fn element(items: &[Value], index: i64) -> Option<&Value> {
    let position = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 {
        items.get(items.len().checked_sub(position)?)
    } else {
        items.get(position)
    }
}

fn dead_end(way: &str, part: &Part, value: &Value) -> DeadEnd {
    let place = if way.is_empty() { "the answer" } else { way };
    let (text, hint) = match (part, value) {
        (Part::Name(name), Value::Object(members)) => (
            format!("nothing: {place} has no member `{name}`"),
            did_you_mean(name, members.keys().map(String::as_str)).or_else(|| {
                let names: Vec<&str> = members.keys().map(String::as_str).collect();
                Some(format!("there are `{}`", names.join("`, `"))).filter(|_| !names.is_empty())
            }),
        ),
        (Part::Name(name), _) => (
            format!("nothing: {place} has no members, so no `{name}`"),
            None,
        ),
        (Part::Index(index), Value::Array(items)) => (
            format!(
                "nothing: {place} has {} elements, no [{index}]",
                items.len()
            ),
            None,
        ),
        (Part::Index(index), _) => (
            format!("nothing: {place} is no list, so no [{index}]"),
            None,
        ),
    };
    DeadEnd { text, hint }
}

/// A path that led nowhere in this answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeadEnd {
    /// What was there instead.
    pub(crate) text: String,
    /// What may have been meant.
    pub(crate) hint: Option<String>,
}

/// Why a text is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ParsePathError {
    #[error("a name is missing in this path; write it like ByoipCidrs[0].State")]
    Empty,
    #[error("brackets hold a number or a quoted name, as in Addresses[0] or [\"a.b\"]")]
    Bracket,
}
