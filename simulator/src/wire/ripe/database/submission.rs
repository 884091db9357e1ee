//! The body of an update: WhoisResources with one object, in JSON or XML.
//!
//! Members that only answers have, such as links, are passed over.

use serde_json::Value;

use super::refusals::Refusal;
use crate::wire::markup::Element;
use crate::wire::owner::Call;
use crate::wire::owner::json::{Fault, Object};
use crate::wire::owner::rpsl::Attribute;

/// An object as somebody submits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Submission {
    /// The class, if it is said apart from the attributes.
    pub(super) class: Option<String>,
    /// The source, if it is said apart from the attributes.
    pub(super) source: Option<String>,
    /// The attributes, with small letters in their names; a comment stands in
    /// its value.
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute as a body has it.
struct WhoisAttribute {
    name: String,
    value: Option<String>,
    comment: Option<String>,
}

impl From<WhoisAttribute> for Attribute {
    fn from(sent: WhoisAttribute) -> Self {
        let value = sent.value.unwrap_or_default();
        let comment = sent.comment.filter(|comment| !comment.trim().is_empty());
        let value = match comment {
            Some(comment) => format!("{value} # {comment}"),
            None => value,
        };
        Self {
            name: sent.name.trim().to_ascii_lowercase(),
            value: value.trim().to_owned(),
        }
    }
}

impl Submission {
    /// Reads the one object of a call's body.
    pub(super) fn read(call: &Call<'_>) -> Result<Self, Refusal> {
        let mut objects = match call.media_type().as_deref() {
            Some("application/json") => of_json(call.body())?,
            Some("application/xml" | "text/xml") => of_xml(call.body())?,
            Some(_) | None => return Err(Refusal::UnsupportedMediaType),
        };
        match (objects.pop(), objects.len()) {
            (Some(object), 0) => Ok(object),
            (None, count) => Err(Refusal::NotSingle { count }),
            (Some(_), more) => Err(Refusal::NotSingle { count: more + 1 }),
        }
    }
}

fn of_json(body: &[u8]) -> Result<Vec<Submission>, Refusal> {
    let resources = Object::read(body).map_err(unreadable)?;
    let objects = resources.object("objects").map_err(unreadable)?;
    let objects = objects.map(|objects| objects.objects("object"));
    let objects = objects.transpose().map_err(unreadable)?.unwrap_or_default();
    let objects = objects.iter().map(submission);
    objects.collect::<Result<_, _>>().map_err(unreadable)
}

fn unreadable(fault: Fault) -> Refusal {
    match fault {
        Fault::Syntax { line, column } => Refusal::NotJson {
            wrong: "it is not JSON",
            line,
            column,
        },
        fault => Refusal::OtherJson {
            wrong: fault.to_string(),
        },
    }
}

/// One object of a body in JSON.
fn submission(object: &Object) -> Result<Submission, Fault> {
    let source = object.object("source")?;
    let source = source.map(|source| text(&source, "id")).transpose()?;
    let attributes = match object.object("attributes")? {
        Some(attributes) => attributes.objects("attribute")?,
        None => Vec::new(),
    };
    let attribute = |attribute: &Object| {
        let name = attribute.required("name", TEXT, scalar)?;
        let (value, comment) = (text(attribute, "value")?, text(attribute, "comment")?);
        let sent = WhoisAttribute {
            name,
            value,
            comment,
        };
        Ok(sent.into())
    };
    Ok(Submission {
        class: text(object, "type")?,
        source: source.flatten(),
        attributes: attributes.iter().map(attribute).collect::<Result<_, _>>()?,
    })
}

const TEXT: &str = "text";

fn text(object: &Object, name: &str) -> Result<Option<String>, Fault> {
    object.optional(name, TEXT, scalar)
}

/// A text, or what the database's reader takes for one.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn of_xml(body: &[u8]) -> Result<Vec<Submission>, Refusal> {
    let unreadable = |wrong: String| Refusal::NotXml { wrong };
    let text = str::from_utf8(body).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
    let root = Element::parse(text).map_err(|error| unreadable(error.to_string()))?;
    if root.name != "whois-resources" {
        return Err(unreadable(format!("unexpected element <{}>", root.name)));
    }
    let objects = root.child("objects").map_or(&[][..], |it| &it.children);
    let objects = objects.iter().map(|object| {
        let list = object
            .child("attributes")
            .map_or(&[][..], |it| &it.children);
        let attributes = list.iter().map(|it| {
            let get = |name| it.get(name).map(str::to_owned);
            Attribute::from(WhoisAttribute {
                name: get("name").unwrap_or_default(),
                value: get("value"),
                comment: get("comment"),
            })
        });
        let source = object.child("source").and_then(|it| it.get("id"));
        Submission {
            class: object.get("type").map(str::to_owned),
            source: source.map(str::to_owned),
            attributes: attributes.collect(),
        }
    });
    Ok(objects.collect())
}
