//! What the database says of a call: a text with places for its arguments.
//!
//! Errors are refusals; warnings and what is only told are here, in the words of
//! RIPE NCC's whois (`UpdateMessages`).

use serde_json::{Map, Value, json};

use super::refusals::Refusal;
use crate::wire::markup::Element;
use crate::wire::owner::refusals::Refused;
use crate::wire::owner::rpsl::Attribute;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Info => "Info",
        }
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    severity: Severity,
    /// With `%s` where an argument stands.
    text: String,
    arguments: Vec<String>,
    /// What it is about, where that is one attribute.
    attribute: Option<Attribute>,
}

impl From<&Refusal> for Message {
    fn from(refusal: &Refusal) -> Self {
        Self {
            arguments: refusal.arguments(),
            ..Self::new(Severity::Error, template(refusal.row().text))
        }
    }
}

impl Message {
    fn new(severity: Severity, text: String) -> Self {
        Self {
            severity,
            text,
            arguments: Vec::new(),
            attribute: None,
        }
    }

    /// The same about an attribute.
    pub(super) fn about(mut self, attribute: &Attribute) -> Self {
        self.attribute = Some(attribute.clone());
        self
    }

    pub(super) fn identical() -> Self {
        let text = "Submitted object identical to database object";
        Self::new(Severity::Warning, text.to_owned())
    }

    pub(super) fn converted(attribute: &Attribute) -> Self {
        let Attribute { name, value } = attribute;
        let text = format!("Attribute \"{name}:\" has been converted to \"{value}\"");
        Self::new(Severity::Warning, text).about(attribute)
    }

    pub(super) fn dry_run() -> Self {
        let text = "Dry-run performed, no changes to the database have been made";
        Self::new(Severity::Info, text.to_owned())
    }

    pub(super) fn json(&self) -> Value {
        let mut value = Map::new();
        value.insert("severity".into(), json!(self.severity.as_str()));
        if let Some(attribute) = &self.attribute {
            value.insert(
                "attribute".into(),
                json!({ "name": attribute.name, "value": attribute.value }),
            );
        }
        value.insert("text".into(), json!(self.text));
        if !self.arguments.is_empty() {
            let arguments = self.arguments.iter().map(|it| json!({ "value": it }));
            value.insert("args".into(), arguments.collect());
        }
        Value::Object(value)
    }

    pub(super) fn xml(&self) -> Element {
        let attribute = self.attribute.iter().map(|it| {
            Element::new("", "attribute")
                .attribute("name", &it.name)
                .attribute("value", &it.value)
        });
        let arguments = self
            .arguments
            .iter()
            .map(|it| Element::new("", "args").attribute("value", it));
        Element::new("", "errormessage")
            .attribute("severity", self.severity.as_str())
            .attribute("text", self.text.as_str())
            .with_all(attribute)
            .with_all(arguments)
    }
}

/// A table's text as the database sends it: `%s` for each name in braces.
fn template(text: &str) -> String {
    let mut parts = text.split('{');
    let mut template = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once('}').unwrap_or_default();
        template.push_str("%s");
        template.push_str(rest);
    }
    template
}
