//! A contact card in JSON, jCard (RFC 7095), as far as the registries use it.

use serde_json::{Value, json};

/// A card under construction; registries differ in the order of its properties.
pub(super) struct Card(Vec<Value>);

impl Card {
    /// A card with nothing but its version.
    pub(super) fn new() -> Self {
        Self(vec![json!(["version", {}, "text", "4.0"])])
    }

    /// A card of a name.
    pub(super) fn named(name: &str) -> Self {
        Self::new().name(name)
    }

    /// Adds the name.
    pub(super) fn name(self, name: &str) -> Self {
        self.with("fn", json!({}), json!(name))
    }

    /// Adds the address as one label: most registries keep no parts that would
    /// fill vCard's seven fields, so these are empty.
    pub(super) fn address(self, lines: &[String]) -> Self {
        self.address_in_parts(lines, [""; 7])
    }

    /// Adds the address as a label and in vCard's seven fields: post office box,
    /// extension, street, town, region, code, country.
    pub(super) fn address_in_parts(self, lines: &[String], parts: [&str; 7]) -> Self {
        self.with("adr", json!({ "label": lines.join("\n") }), json!(parts))
    }

    /// Adds the kind: `org`, `group`, `individual`.
    pub(super) fn kind(self, kind: &str) -> Self {
        self.with("kind", json!({}), json!(kind))
    }

    /// Adds the organisation.
    pub(super) fn organization(self, name: &str) -> Self {
        self.with("org", json!({}), json!(name))
    }

    /// Adds an address for mail.
    pub(super) fn email(self, email: &str) -> Self {
        self.with("email", json!({}), json!(email))
    }

    /// Adds an address for mail of a type.
    pub(super) fn email_of(self, kind: &str, email: &str) -> Self {
        self.with("email", json!({ "type": kind }), json!(email))
    }

    /// Adds a telephone number, of one type or several.
    pub(super) fn phone(self, kind: Value, phone: &str) -> Self {
        self.with("tel", json!({ "type": kind }), json!(phone))
    }

    fn with(mut self, name: &str, parameters: Value, value: Value) -> Self {
        self.0.push(json!([name, parameters, "text", value]));
        self
    }
}

impl From<Card> for Value {
    fn from(card: Card) -> Self {
        json!(["vcard", card.0])
    }
}
