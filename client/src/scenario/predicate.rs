//! What a value in an answer must be like.
//!
//! A scalar or a list means equality. A mapping names predicates, all of which
//! must hold: `equals`, `not`, `matches` (a regular expression), `contains` (a
//! part of a text or an element of a list), `lacks` (the opposite), `one_of`,
//! `at_least`, `at_most`, `count` (of a list's elements), `inside` (an address in a
//! prefix), `exists`.

use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use regex_lite::Regex;
use serde_json::Value;

use super::fields;
use super::path::DeadEnd;
use super::place::Place;
use super::problem::{Problem, Problems, did_you_mean};
use super::template::Variables;
use super::yaml::{Entry, Node, Yaml};

#[cfg(test)]
mod tests;

/// Every predicate by its key.
pub(crate) const NAMES: [&str; 11] = [
    "at_least", "at_most", "contains", "count", "equals", "exists", "inside", "lacks", "matches",
    "not", "one_of",
];

/// One demand on a value.
#[derive(Clone, Debug)]
pub(crate) enum Predicate {
    Equals(Value),
    Not(Value),
    Matches(String),
    Contains(Value),
    Lacks(Value),
    OneOf(Vec<Value>),
    AtLeast(f64),
    AtMost(f64),
    Count(u64),
    Inside(String),
    Exists(bool),
}

impl Predicate {
    /// Reads the demands that a node states.
    pub(crate) fn read(node: &Node, problems: &mut Problems) -> Option<Vec<Self>> {
        match &node.value {
            Yaml::Mapping(entries) => {
                // Collected twice: the inner list is whole before it is judged,
                // so that every wrong predicate is reported.
                let read: Vec<_> = entries.iter().map(|e| Self::named(e, problems)).collect();
                read.into_iter().collect()
            }
            Yaml::Null => {
                problems.add(
                    Problem::new(&node.place, "nothing is demanded here")
                        .note("write a value, or { exists: false }".to_owned()),
                );
                None
            }
            Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) | Yaml::Sequence(_) => {
                Some(vec![Self::Equals(node.to_json())])
            }
        }
    }

    fn named(entry: &Entry, problems: &mut Problems) -> Option<Self> {
        let value = entry.value.to_json();
        let wants = |what: &str| {
            Problem::new(
                &entry.value.place,
                format!("`{}` takes {what}, not {}", entry.key, entry.value.kind()),
            )
        };
        let read = match (entry.key.as_str(), &value) {
            ("equals", _) => Ok(Self::Equals(value)),
            ("not", _) => Ok(Self::Not(value)),
            ("contains", _) => Ok(Self::Contains(value)),
            ("lacks", _) => Ok(Self::Lacks(value)),
            ("one_of", Value::Array(values)) => Ok(Self::OneOf(values.clone())),
            ("one_of", _) => Err(wants("a list")),
            ("matches", Value::String(pattern)) if !pattern.contains("{{") => {
                fields::check_regex(pattern, &entry.value.place, problems);
                Ok(Self::Matches(pattern.clone()))
            }
            ("matches", Value::String(pattern)) => Ok(Self::Matches(pattern.clone())),
            ("matches", _) => Err(wants("a regular expression")),
            ("inside", Value::String(prefix)) => Ok(Self::Inside(prefix.clone())),
            ("inside", _) => Err(wants("a prefix")),
            ("exists", Value::Bool(flag)) => Ok(Self::Exists(*flag)),
            ("exists", _) => Err(wants("true or false")),
            ("count", _) => value
                .as_u64()
                .map(Self::Count)
                .ok_or_else(|| wants("a number")),
            ("at_least", _) => value
                .as_f64()
                .map(Self::AtLeast)
                .ok_or_else(|| wants("a number")),
            ("at_most", _) => value
                .as_f64()
                .map(Self::AtMost)
                .ok_or_else(|| wants("a number")),
            (unknown, _) => {
                Err(
                    Problem::new(&entry.key_place, format!("no predicate `{unknown}`")).note(
                        did_you_mean(unknown, NAMES)
                            .or_else(|| Some(format!("there are `{}`", NAMES.join("`, `")))),
                    ),
                )
            }
        };
        read.map_err(|problem| problems.add(problem)).ok()
    }

    /// Fills the holes of the wanted values.
    pub(crate) fn fill(&self, variables: &Variables, place: &Place) -> Result<Self, Problem> {
        let json = |value: &Value| variables.fill_json(value, place);
        Ok(match self {
            Self::Equals(value) => Self::Equals(json(value)?),
            Self::Not(value) => Self::Not(json(value)?),
            Self::Contains(value) => Self::Contains(json(value)?),
            Self::Lacks(value) => Self::Lacks(json(value)?),
            Self::OneOf(values) => Self::OneOf(values.iter().map(json).collect::<Result<_, _>>()?),
            Self::Matches(pattern) => {
                let pattern = variables.fill(pattern, place)?;
                Regex::new(&pattern).map_err(|error| {
                    Problem::new(place, format!("not a regular expression: {error}"))
                })?;
                Self::Matches(pattern)
            }
            Self::Inside(prefix) => {
                let prefix = variables.fill(prefix, place)?;
                prefix
                    .parse::<Prefix>()
                    .map_err(|error| Problem::new(place, format!("`{prefix}`: {error}")))?;
                Self::Inside(prefix)
            }
            Self::AtLeast(_) | Self::AtMost(_) | Self::Count(_) | Self::Exists(_) => self.clone(),
        })
    }

    /// Whether what a path led to is as demanded. Holes must have been filled.
    pub(crate) fn holds(&self, seen: Result<&Value, &DeadEnd>) -> bool {
        let Ok(value) = seen else {
            return matches!(self, Self::Exists(false));
        };
        match self {
            Self::Equals(wanted) => same(value, wanted),
            Self::Not(wanted) => !same(value, wanted),
            Self::Matches(pattern) => {
                Regex::new(pattern).is_ok_and(|regex| regex.is_match(&show(value)))
            }
            Self::Contains(wanted) => contains(value, wanted),
            Self::Lacks(unwanted) => !contains(value, unwanted),
            Self::OneOf(wanted) => wanted.iter().any(|wanted| same(value, wanted)),
            Self::AtLeast(least) => number(value).is_some_and(|number| number >= *least),
            Self::AtMost(most) => number(value).is_some_and(|number| number <= *most),
            Self::Count(count) => match value {
                Value::Array(items) => u64::try_from(items.len()).is_ok_and(|len| len == *count),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
                Value::Object(members) => {
                    u64::try_from(members.len()).is_ok_and(|len| len == *count)
                }
            },
            Self::Inside(prefix) => inside(value, prefix),
            Self::Exists(wanted) => *wanted,
        }
    }

    /// The demand in words, to stand behind "wanted".
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Equals(wanted) => show(wanted),
            Self::Not(unwanted) => format!("anything but {}", show(unwanted)),
            Self::Matches(pattern) => format!("a text matching /{pattern}/"),
            Self::Contains(part) => format!("something containing {}", show(part)),
            Self::Lacks(part) => format!("something without {}", show(part)),
            Self::OneOf(wanted) => {
                let list: Vec<String> = wanted.iter().map(show).collect();
                format!("one of {}", list.join(", "))
            }
            Self::AtLeast(least) => format!("at least {least}"),
            Self::AtMost(most) => format!("at most {most}"),
            Self::Count(count) => format!("{count} elements"),
            Self::Inside(prefix) => format!("an address inside {prefix}"),
            Self::Exists(true) => "any value".to_owned(),
            Self::Exists(false) => "nothing there".to_owned(),
        }
    }
}

/// A value as a person writes it: a text without quotes, the rest as JSON.
pub(crate) fn show(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Equality of JSON, but scalars are compared by their text: a variable that
/// holds a number is a text, and 256 in a file equals "256" in an answer. Of two
/// numbers the value counts: 0 is 0.0.
fn same(seen: &Value, wanted: &Value) -> bool {
    let scalar = |value: &Value| !value.is_array() && !value.is_object() && !value.is_null();
    match (seen, wanted) {
        (Value::Number(seen), Value::Number(wanted)) if seen.as_f64() == wanted.as_f64() => true,
        (Value::Array(seen), Value::Array(wanted)) => {
            seen.len() == wanted.len() && seen.iter().zip(wanted).all(|(s, w)| same(s, w))
        }
        _ if scalar(seen) && scalar(wanted) => show(seen) == show(wanted),
        _ => seen == wanted,
    }
}

fn contains(seen: &Value, part: &Value) -> bool {
    match seen {
        Value::Array(items) => items.iter().any(|item| same(item, part)),
        Value::Object(members) => members.contains_key(&show(part)),
        Value::String(text) => text.contains(&show(part)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn inside(value: &Value, prefix: &str) -> bool {
    let address = value.as_str().and_then(|text| text.parse::<IpAddr>().ok());
    match (address, prefix.parse::<Prefix>()) {
        (Some(address), Ok(prefix)) => prefix.contains(address),
        (None, _) | (_, Err(_)) => false,
    }
}
