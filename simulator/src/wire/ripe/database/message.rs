//! What the database says of a call: a text with places for its arguments.
//!
//! The texts are those of RIPE NCC's whois (`UpdateMessages`, `QueryMessages`,
//! `RestMessages`), except where they say that something is not simulated.

use serde_json::{Map, Value, json};

use crate::wire::markup::Element;
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
    text: &'static str,
    arguments: Vec<String>,
    /// What it is about, where that is one attribute.
    attribute: Option<Attribute>,
}

impl Message {
    fn new(severity: Severity, text: &'static str, arguments: &[&str]) -> Self {
        Self {
            severity,
            text,
            arguments: arguments.iter().map(|&it| it.to_owned()).collect(),
            attribute: None,
        }
    }

    fn error(text: &'static str, arguments: &[&str]) -> Self {
        Self::new(Severity::Error, text, arguments)
    }

    /// The same about an attribute.
    pub(super) fn about(mut self, attribute: &Attribute) -> Self {
        self.attribute = Some(attribute.clone());
        self
    }

    pub(super) fn no_entries() -> Self {
        let text = "ERROR:101: no entries found\n\nNo entries found in source %s.\n";
        Self::error(text, &["RIPE"])
    }

    pub(super) fn invalid_source(source: &str) -> Self {
        Self::error("Invalid source '%s'", &[source])
    }

    pub(super) fn method(method: &str) -> Self {
        Self::error("%s is not simulated; use GET or PUT", &[method])
    }

    pub(super) fn unreadable_json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        let text = "JSON processing exception: %s (line: %s, column: %s)";
        Self::error(text, &[&error.to_string(), &line, &column])
    }

    pub(super) fn unreadable_xml(error: &str) -> Self {
        Self::error("XML processing exception: %s", &[error])
    }

    pub(super) fn not_single(count: usize) -> Self {
        let text = "Single object expected in WhoisResources (found %s)";
        Self::error(text, &[&count.to_string()])
    }

    pub(super) fn filtered() -> Self {
        Self::error("Cannot submit filtered whois output for updates", &[])
    }

    pub(super) fn other_source(source: &str) -> Self {
        Self::error("Invalid source specified in WhoisResources: %s", &[source])
    }

    pub(super) fn other_key(class: &str, key: &str) -> Self {
        let text = "Object type and key specified in URI (%s: %s) do not match the WhoisResources contents";
        Self::error(text, &[class, key])
    }

    pub(super) fn not_authenticated(class: &str, key: &str, maintainer: &str) -> Self {
        let text = "Authorisation for [%s] %s failed\nusing \"%s:\"\nnot authenticated by: %s";
        Self::error(text, &[class, key, "mnt-by", maintainer])
    }

    pub(super) fn unknown_attribute(attribute: &Attribute) -> Self {
        let text = "\"%s\" is not a known RPSL attribute";
        Self::error(text, &[&attribute.name]).about(attribute)
    }

    pub(super) fn misplaced_attribute(attribute: &Attribute) -> Self {
        let text = "\"%s\" is not valid for this object type";
        Self::error(text, &[&attribute.name]).about(attribute)
    }

    pub(super) fn missing_attribute(name: &str) -> Self {
        Self::error("Mandatory attribute \"%s\" is missing", &[name])
    }

    /// An attribute that is not as it is on record.
    pub(super) fn unchangeable(name: &str) -> Self {
        match name {
            "status" => Self::error(
                "status value cannot be changed, you must delete and re-create the object",
                &[],
            ),
            "netname" => Self::error(
                "The \"netname\" attribute can only be changed by the RIPE NCC",
                &[],
            ),
            "org" => Self::error(
                "Referenced organisation can only be changed by the RIPE NCC for this resource. Please contact \"ncc@ripe.net\" to change this reference.",
                &[],
            ),
            "sponsoring-org" | "mnt-by" | "org-name" | "org-type" => Self::error(
                "Attribute \"%s:\" can only be changed by the RIPE NCC for this object. Please contact \"ncc@ripe.net\" to change it.",
                &[name],
            ),
            "address" | "phone" | "fax-no" | "e-mail" => Self::error(
                "Attribute \"%s:\" can only be changed via the LIR portal. Please login to https://lirportal.ripe.net and select \"LIR Account\" under \"My LIR\" to change it.",
                &[name],
            ),
            name => Self::error(
                "Changing attribute \"%s:\" is not simulated; send it as it is on record",
                &[name],
            ),
        }
    }

    pub(super) fn internal() -> Self {
        Self::error("internal software error", &[])
    }

    pub(super) fn identical() -> Self {
        let text = "Submitted object identical to database object";
        Self::new(Severity::Warning, text, &[])
    }

    pub(super) fn converted(attribute: &Attribute) -> Self {
        let text = "Value changed due to conversion into the ISO-8859-1 (Latin-1) character set";
        Self::new(Severity::Warning, text, &[]).about(attribute)
    }

    pub(super) fn dry_run() -> Self {
        let text = "Dry-run performed, no changes to the database have been made";
        Self::new(Severity::Info, text, &[])
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
            .attribute("text", self.text)
            .with_all(attribute)
            .with_all(arguments)
    }
}
