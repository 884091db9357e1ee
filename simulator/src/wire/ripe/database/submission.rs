//! The body of an update: WhoisResources with one object, in JSON or XML.
//!
//! Members that only answers have, such as links, are passed over.

use serde::Deserialize;

use super::Failure;
use super::message::Message;
use crate::wire::markup::Element;
use crate::wire::owner::Call;
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

#[derive(Deserialize)]
struct WhoisResources {
    #[serde(default)]
    objects: Objects,
}

#[derive(Default, Deserialize)]
struct Objects {
    #[serde(default)]
    object: Vec<WhoisObject>,
}

#[derive(Deserialize)]
struct WhoisObject {
    #[serde(rename = "type")]
    class: Option<String>,
    source: Option<Source>,
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Source {
    id: Option<String>,
}

#[derive(Default, Deserialize)]
struct Attributes {
    #[serde(default)]
    attribute: Vec<WhoisAttribute>,
}

#[derive(Deserialize)]
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
    pub(super) fn read(call: &Call<'_>) -> Result<Self, Failure> {
        let mut objects = match call.media_type().as_deref() {
            Some("application/json") => of_json(call.body())?,
            Some("application/xml" | "text/xml") => of_xml(call.body())?,
            Some(_) | None => {
                let messages = Vec::new();
                return Err(Failure {
                    status: 415,
                    messages,
                });
            }
        };
        match (objects.pop(), objects.len()) {
            (Some(object), 0) => Ok(object),
            (None, _) => Err(Failure::new(400, Message::not_single(0))),
            (Some(_), more) => Err(Failure::new(400, Message::not_single(more + 1))),
        }
    }
}

fn of_json(body: &[u8]) -> Result<Vec<Submission>, Failure> {
    let resources: WhoisResources = serde_json::from_slice(body)
        .map_err(|error| Failure::new(400, Message::unreadable_json(&error)))?;
    let objects = resources.objects.object.into_iter();
    let objects = objects.map(|object| Submission {
        class: object.class,
        source: object.source.and_then(|source| source.id),
        attributes: object
            .attributes
            .attribute
            .into_iter()
            .map(Into::into)
            .collect(),
    });
    Ok(objects.collect())
}

fn of_xml(body: &[u8]) -> Result<Vec<Submission>, Failure> {
    let unreadable = |why: &str| Failure::new(400, Message::unreadable_xml(why));
    let text = str::from_utf8(body).map_err(|_| unreadable("it is not UTF-8"))?;
    let root = Element::parse(text).map_err(|error| unreadable(&error.to_string()))?;
    if root.name != "whois-resources" {
        let why = format!("unexpected element <{}>", root.name);
        return Err(unreadable(&why));
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
