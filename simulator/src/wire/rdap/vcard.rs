//! A contact card in JSON, jCard (RFC 7095), as far as the registries use it.

use serde_json::{Value, json};

/// A card under construction; registries differ in the order of its properties.
pub(super) struct Card(Vec<Value>);

impl Card {
    /// A card of a name.
    pub(super) fn named(name: &str) -> Self {
        Self(vec![
            json!(["version", {}, "text", "4.0"]),
            json!(["fn", {}, "text", name]),
        ])
    }

    /// Adds the address as one label: the registries keep no parts that would
    /// fill vCard's seven fields, so these are empty.
    pub(super) fn address(mut self, lines: &[&str]) -> Self {
        let label = lines.join("\n");
        self.0
            .push(json!(["adr", { "label": label }, "text", ["", "", "", "", "", "", ""]]));
        self
    }

    /// Adds the kind: `org`, `group`, `individual`.
    pub(super) fn kind(mut self, kind: &str) -> Self {
        self.0.push(json!(["kind", {}, "text", kind]));
        self
    }

    /// Adds an address for mail.
    pub(super) fn email(mut self, email: &str) -> Self {
        self.0.push(json!(["email", {}, "text", email]));
        self
    }

    /// Adds a telephone number.
    pub(super) fn phone(mut self, phone: &str) -> Self {
        self.0
            .push(json!(["tel", { "type": ["work", "voice"] }, "text", phone]));
        self
    }
}

impl From<Card> for Value {
    fn from(card: Card) -> Self {
        json!(["vcard", card.0])
    }
}
