//! A YAML document as a tree in which every node knows its place.
//!
//! Scenario files are read in two passes: YAML into this tree, then the tree
//! into steps by hand-written readers. Derived `Deserialize` would stop at the
//! first mistake and lose the places inside flattened and untagged parts; a
//! person who mends a file wants all of its mistakes at once, each under a caret.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use super::place::Place;
use super::problem::Source;

#[cfg(test)]
mod tests;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Yaml,
    pub(crate) place: Place,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Yaml {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// One `key: value` of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_place: Place,
    pub(crate) value: Node,
}

/// How deep values may lie in each other. The format itself needs eight; each
/// level costs the parser tens of kilobytes of stack, and a thread has two
/// megabytes.
const DEPTH: usize = 24;

/// Reads one document, the scenario's own file.
pub(crate) fn parse(text: &str) -> Result<Node, NotYaml> {
    read(text, None)
}

/// Reads a file that a scenario includes: its places name it.
pub(crate) fn parse_included(file: &Arc<Source>) -> Result<Node, NotYaml> {
    read(&file.text, Some(file))
}

fn read(text: &str, file: Option<&Arc<Source>>) -> Result<Node, NotYaml> {
    let options = serde_saphyr::options! {
        // `on` and `no` are words here, and 0123 is an account's beginning.
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: DEPTH },
    };
    let bare: Spanned<Bare> =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| NotYaml {
            place: error
                .location()
                .map_or_else(Place::start, |location| place(&location))
                .within(file),
            reason: reason(error.without_snippet()),
        })?;
    Ok(node(bare, file))
}

/// A text that is no YAML document.
#[derive(Debug)]
pub(crate) struct NotYaml {
    pub(crate) place: Place,
    pub(crate) reason: String,
}

impl Node {
    /// What kind of value this is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Yaml::Null => "nothing",
            Yaml::Bool(_) => "true or false",
            Yaml::Number(_) => "a number",
            Yaml::Text(_) => "a text",
            Yaml::Sequence(_) => "a list",
            Yaml::Mapping(_) => "a mapping",
        }
    }

    /// A scalar's text as the file's reader means it; none for lists, mappings
    /// and nothing.
    pub(crate) fn scalar(&self) -> Option<String> {
        match &self.value {
            Yaml::Text(text) => Some(text.clone()),
            Yaml::Number(number) => Some(number.to_string()),
            Yaml::Bool(flag) => Some(flag.to_string()),
            Yaml::Null | Yaml::Sequence(_) | Yaml::Mapping(_) => None,
        }
    }

    /// The same value without places.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.value {
            Yaml::Null => Value::Null,
            Yaml::Bool(flag) => Value::Bool(*flag),
            Yaml::Number(number) => Value::Number(number.clone()),
            Yaml::Text(text) => Value::String(text.clone()),
            Yaml::Sequence(items) => items.iter().map(Self::to_json).collect(),
            Yaml::Mapping(entries) => entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.value.to_json()))
                .collect(),
        }
    }
}

/// The tree as serde builds it, before the places are worked out.
enum Bare {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    Sequence(Vec<Spanned<Self>>),
    Mapping(Vec<(Spanned<String>, Spanned<Self>)>),
}

impl<'de> Deserialize<'de> for Bare {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BareVisitor)
    }
}

struct BareVisitor;

impl<'de> Visitor<'de> for BareVisitor {
    type Value = Bare;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Bare, E> {
        Ok(Bare::Null)
    }

    fn visit_none<E>(self) -> Result<Bare, E> {
        Ok(Bare::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Bare, D::Error> {
        Bare::deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Bare, E> {
        Ok(Bare::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Bare, E> {
        Ok(Bare::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Bare, E> {
        Ok(Bare::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Bare, E> {
        Ok(serde_json::Number::from_f64(number)
            .map_or_else(|| Bare::Text(number.to_string()), Bare::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Bare, E> {
        Ok(Bare::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Bare, A::Error> {
        let mut sequence = Vec::new();
        while let Some(item) = items.next_element()? {
            sequence.push(item);
        }
        Ok(Bare::Sequence(sequence))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Bare, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(Bare::Mapping(mapping))
    }
}

fn node(bare: Spanned<Bare>, file: Option<&Arc<Source>>) -> Node {
    let place = place(&bare.referenced).within(file);
    let value = match bare.value {
        Bare::Null => Yaml::Null,
        Bare::Bool(flag) => Yaml::Bool(flag),
        Bare::Number(number) => Yaml::Number(number),
        Bare::Text(text) => Yaml::Text(text),
        Bare::Sequence(items) => {
            Yaml::Sequence(items.into_iter().map(|item| node(item, file)).collect())
        }
        Bare::Mapping(entries) => {
            Yaml::Mapping(entries.into_iter().map(|pair| entry(pair, file)).collect())
        }
    };
    Node { value, place }
}

fn entry((key, value): (Spanned<String>, Spanned<Bare>), file: Option<&Arc<Source>>) -> Entry {
    Entry {
        key_place: place(&key.referenced).within(file),
        key: key.value,
        value: node(value, file),
    }
}

fn place(location: &Location) -> Place {
    let span = location.span();
    let index = |number: Option<u64>| number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let start = index(span.byte_offset());
    Place {
        file: None,
        line: location.line(),
        column: location.column(),
        bytes: start..start.saturating_add(index(span.byte_len())),
    }
}

/// The parser's words without what is said elsewhere: the place, which stands
/// above the caret, and options that only a program can set.
fn reason(error: &serde_saphyr::Error) -> String {
    if let serde_saphyr::Error::Budget { .. } = error {
        return format!("the file is too large, or nested more than {DEPTH} deep");
    }
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let text = text
        .split(", set DuplicateKeyPolicy")
        .next()
        .unwrap_or_default();
    text.to_owned()
}
