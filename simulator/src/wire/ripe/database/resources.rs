//! Answers of the database: WhoisResources in JSON or XML
//! <https://docs.db.ripe.net/RPSL-Object-Types/>.

use serde_json::{Map, Value, json};

use super::message::Message;
use crate::wire::http::Answer;
use crate::wire::markup::Element;
use crate::wire::owner::Call;
use crate::wire::owner::rpsl::Attribute;
use crate::world::registry::shown;

const TERMS: &str = "https://docs.db.ripe.net/terms-conditions.html";

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

impl Format {
    /// What the path's suffix or else `Accept` asks for: XML, if it is all the
    /// same. None, if it is neither.
    pub(super) fn asked(call: &Call<'_>) -> Option<Self> {
        if let Some((_, format)) = Self::of_suffix(call.query.path) {
            return Some(format);
        }
        match call.preferred(&["application/xml", "application/json", "text/xml"])? {
            "application/json" => Some(Self::Json),
            _ => Some(Self::Xml),
        }
    }

    /// A key without its suffix, and the format that this asks for.
    pub(super) fn of_suffix(key: &str) -> Option<(&str, Self)> {
        let json = key.strip_suffix(".json").map(|key| (key, Self::Json));
        json.or_else(|| key.strip_suffix(".xml").map(|key| (key, Self::Xml)))
    }
}

/// An attribute as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    name: String,
    value: String,
    comment: Option<String>,
    /// The object that it refers to: its class and where it is.
    reference: Option<(&'static str, String)>,
}

/// What an object is called: its class and its primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) class: &'static str,
    /// The attribute that is the key, which most classes have the name of.
    pub(super) attribute: &'static str,
    pub(super) key: String,
}

impl Name {
    /// One of a class whose key has its name.
    pub(super) fn of(class: &'static str, key: &str) -> Self {
        Self {
            class,
            attribute: class,
            key: key.to_owned(),
        }
    }
}

/// An object as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object {
    name: Name,
    link: String,
    attributes: Vec<Shown>,
}

impl Object {
    /// Filtered, an object lacks mail addresses and says that it does; formatted,
    /// values are on one line, apart from their comments.
    pub(super) fn new(
        call: &Call<'_>,
        name: Name,
        attributes: &[Attribute],
        unfiltered: bool,
        unformatted: bool,
    ) -> Self {
        let base = call.query.base;
        let is_shown =
            |it: &&Attribute| unfiltered || !matches!(it.name.as_str(), "e-mail" | "notify");
        let show = |it: &Attribute| {
            let (value, mut comment) = if unformatted {
                (it.value.clone(), None)
            } else {
                let (_, comment) = it.value.split_once('#').unzip();
                (shown::clean(&it.value), comment.map(shown::collapse))
            };
            if it.name == "source" && !unfiltered {
                comment = Some("Filtered".to_owned());
            }
            Shown {
                name: it.name.clone(),
                comment,
                reference: referenced(&it.name)
                    .map(|class| (class, format!("{base}/ripe/{class}/{value}"))),
                value,
            }
        };
        Self {
            link: format!("{base}/ripe/{}/{}", name.class, name.key),
            name,
            attributes: attributes.iter().filter(is_shown).map(show).collect(),
        }
    }

    fn json(&self) -> Value {
        let Name {
            class,
            attribute,
            key,
        } = &self.name;
        let attributes = self.attributes.iter().map(|it| {
            let mut value = Map::new();
            if let Some((_, href)) = &it.reference {
                value.insert("link".into(), locator(href));
            }
            value.insert("name".into(), json!(it.name));
            value.insert("value".into(), json!(it.value));
            if let Some((class, _)) = it.reference {
                value.insert("referenced-type".into(), json!(class));
            }
            if let Some(comment) = &it.comment {
                value.insert("comment".into(), json!(comment));
            }
            Value::Object(value)
        });
        json!({
            "type": class,
            "link": locator(&self.link),
            "source": { "id": "ripe" },
            "primary-key": { "attribute": [{ "name": attribute, "value": key }] },
            "attributes": { "attribute": attributes.collect::<Vec<_>>() },
        })
    }

    fn xml(&self) -> Element {
        let name = &self.name;
        let attribute = |name: &str, value: &str| {
            Element::new("", "attribute")
                .attribute("name", name)
                .attribute("value", value)
        };
        let attributes = self.attributes.iter().map(|it| {
            let mut element = attribute(&it.name, &it.value);
            if let Some((class, href)) = &it.reference {
                element = element
                    .attribute("referenced-type", *class)
                    .with(link("link", href));
            }
            if let Some(comment) = &it.comment {
                element = element.attribute("comment", comment);
            }
            element
        });
        Element::new("", "object")
            .attribute("type", name.class)
            .with(link("link", &self.link))
            .with(Element::new("", "source").attribute("id", "ripe"))
            .with(Element::new("", "primary-key").with(attribute(name.attribute, &name.key)))
            .with(Element::new("", "attributes").with_all(attributes))
    }
}

/// The class that an attribute's values name.
fn referenced(name: &str) -> Option<&'static str> {
    match name {
        "org" | "sponsoring-org" => Some("organisation"),
        "admin-c" | "tech-c" | "abuse-c" => Some("role"),
        "mnt-by" | "mnt-ref" | "mnt-lower" => Some("mntner"),
        _ => None,
    }
}

fn locator(href: &str) -> Value {
    json!({ "type": "locator", "href": href })
}

fn link(name: &str, href: &str) -> Element {
    Element::new("", name)
        .attribute("xlink:type", "locator")
        .attribute("xlink:href", href)
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resources {
    /// The call, where it was no look-up.
    pub(super) link: Option<String>,
    pub(super) objects: Vec<Object>,
    pub(super) messages: Vec<Message>,
}

impl Resources {
    /// An answer of messages alone.
    pub(super) fn of_messages(call: &Call<'_>, messages: Vec<Message>) -> Self {
        Self {
            link: Some(format!("{}{}", call.query.base, call.query.path)),
            objects: Vec::new(),
            messages,
        }
    }

    pub(super) fn answer(&self, status: u16, format: Format) -> Answer {
        match format {
            Format::Json => Answer::json(status, &self.json()),
            Format::Xml => Answer::new(status, "application/xml", self.xml().document()),
        }
    }

    fn json(&self) -> Value {
        let mut value = Map::new();
        if let Some(href) = &self.link {
            value.insert("link".into(), locator(href));
        }
        if !self.objects.is_empty() {
            let objects: Vec<Value> = self.objects.iter().map(Object::json).collect();
            value.insert("objects".into(), json!({ "object": objects }));
        }
        if !self.messages.is_empty() {
            let messages: Vec<Value> = self.messages.iter().map(Message::json).collect();
            value.insert("errormessages".into(), json!({ "errormessage": messages }));
        }
        value.insert("terms-and-conditions".into(), locator(TERMS));
        Value::Object(value)
    }

    fn xml(&self) -> Element {
        let mut root = Element::new("", "whois-resources")
            .attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
        if let Some(href) = &self.link {
            root = root.with(link("link", href));
        }
        if !self.objects.is_empty() {
            let objects = self.objects.iter().map(Object::xml);
            root = root.with(Element::new("", "objects").with_all(objects));
        }
        if !self.messages.is_empty() {
            let messages = self.messages.iter().map(Message::xml);
            root = root.with(Element::new("", "errormessages").with_all(messages));
        }
        root.with(link("terms-and-conditions", TERMS))
    }
}
