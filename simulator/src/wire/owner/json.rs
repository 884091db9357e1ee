//! A JSON body read member by member, so that whoever sent it is told which
//! member is wrong and what is wanted there, in words of ours.
//!
//! serde's own reading of a struct takes a list in the place of an object, and
//! its errors speak of Rust.

use std::fmt;

use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// The longest value that an error repeats.
const REPEATED_MAX: usize = 60;

/// What is wrong with a body, and where. The place is as `create[0].range`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::wire) enum Fault {
    #[error("it is not JSON at line {line}, column {column}")]
    Syntax { line: usize, column: usize },
    #[error("{place} is {found}; it must be {wanted}")]
    Shape {
        place: Place,
        found: String,
        wanted: String,
    },
    #[error("{place} is missing; it must be {wanted}")]
    Missing { place: Place, wanted: String },
    #[error("{place} is not known; there are {known}")]
    Unknown { place: Place, known: String },
}

/// Where in a body something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct Place(String);

impl Place {
    fn member(&self, name: &str) -> Self {
        match self.0.as_str() {
            "" => Self(printable(name)),
            place => Self(format!("{place}.{}", printable(name))),
        }
    }

    fn item(&self, position: usize) -> Self {
        Self(format!("{self}[{position}]"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_str() {
            "" => f.write_str("the body"),
            place => f.write_str(place),
        }
    }
}

/// An object of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wire) struct Object {
    place: Place,
    members: Map<String, Value>,
}

impl Object {
    /// The object that a body is.
    pub(in crate::wire) fn read(body: &[u8]) -> Result<Self, Fault> {
        let value = serde_json::from_slice(body).map_err(|error| Fault::Syntax {
            line: error.line(),
            column: error.column(),
        })?;
        Self::of(value, Place::default())
    }

    fn of(value: Value, place: Place) -> Result<Self, Fault> {
        match value {
            Value::Object(members) => Ok(Self { place, members }),
            other => Err(shape(place, &other, "an object")),
        }
    }

    /// Refuses members that are not among these.
    pub(in crate::wire) fn check_names(&self, known: &[&str]) -> Result<(), Fault> {
        let is_unknown = |name: &&String| !known.contains(&name.as_str());
        match self.members.keys().find(is_unknown) {
            Some(name) => Err(Fault::Unknown {
                place: self.place.member(name),
                known: known.join(", "),
            }),
            None => Ok(()),
        }
    }

    /// The members that are there, null among them.
    pub(in crate::wire) fn members(&self) -> &Map<String, Value> {
        &self.members
    }

    /// A member that may be left out, which null does too.
    pub(in crate::wire) fn optional<T>(
        &self,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let value = self.members.get(name).filter(|value| !value.is_null());
        let Some(value) = value else {
            return Ok(None);
        };
        let wrong = || shape(self.place.member(name), value, wanted);
        read(value).map(Some).ok_or_else(wrong)
    }

    /// A member that must be there.
    pub(in crate::wire) fn required<T>(
        &self,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, Fault> {
        let missing = || Fault::Missing {
            place: self.place.member(name),
            wanted: wanted.to_owned(),
        };
        self.optional(name, wanted, read)?.ok_or_else(missing)
    }

    /// A member that must be text.
    pub(in crate::wire) fn text(&self, name: &str) -> Result<String, Fault> {
        self.required(name, "text", |value| Some(value.as_str()?.to_owned()))
    }

    /// A member that is an object; none, if it is left out.
    pub(in crate::wire) fn object(&self, name: &str) -> Result<Option<Self>, Fault> {
        let value = self.optional(name, "an object", |value| Some(value.clone()))?;
        let place = self.place.member(name);
        value.map(|value| Self::of(value, place)).transpose()
    }

    /// The objects of a list; none, if it is left out.
    pub(in crate::wire) fn objects(&self, name: &str) -> Result<Vec<Self>, Fault> {
        let list = self.optional(name, "a list of objects", items)?;
        self.each(name, list.unwrap_or_default())
    }

    /// The objects of a list that must be there.
    pub(in crate::wire) fn required_objects(&self, name: &str) -> Result<Vec<Self>, Fault> {
        let list = self.required(name, "a list of objects", items)?;
        self.each(name, list)
    }

    fn each(&self, name: &str, list: Vec<Value>) -> Result<Vec<Self>, Fault> {
        let place = self.place.member(name);
        let items = list.into_iter().enumerate();
        items
            .map(|(position, item)| Self::of(item, place.item(position)))
            .collect()
    }

    /// A fault of a member's value that its shape does not show.
    pub(in crate::wire) fn wrong(&self, name: &str, wanted: &str) -> Fault {
        let value = self.members.get(name).unwrap_or(&Value::Null);
        shape(self.place.member(name), value, wanted)
    }
}

fn items(value: &Value) -> Option<Vec<Value>> {
    value.as_array().cloned()
}

fn shape(place: Place, found: &Value, wanted: &str) -> Fault {
    Fault::Shape {
        place,
        found: describe(found),
        wanted: wanted.to_owned(),
    }
}

/// A value as an error names it: short ones as they are written.
fn describe(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::String(_) => {
            let text = printable(&value.to_string());
            if text.chars().count() > REPEATED_MAX {
                "a longer text".to_owned()
            } else {
                text
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A text of a caller's without what a terminal would act on.
fn printable(text: &str) -> String {
    let shown = text.chars().filter(|letter| !letter.is_control());
    shown.take(REPEATED_MAX + 1).collect()
}
