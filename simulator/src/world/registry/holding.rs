//! One registry record: a network, or the organisation that holds it.

use std::collections::BTreeMap;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::{Field, Registry};

/// A network on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Whose record it is.
    pub registry: Registry,
    /// `NET-198-18-0-0-1` at ARIN, `first - last` or the IPv6 prefix in RPSL.
    pub handle: String,
    /// The name: ARIN's NetName, RPSL's netname.
    pub name: String,
    /// The addresses.
    pub prefix: Prefix,
    /// The delegation as whois writes it: `Direct Allocation`, `ALLOCATED PA`.
    pub status: String,
    /// The handle of the organisation that holds it.
    pub organization: String,
    /// RPSL's country; ARIN's networks have none.
    pub country: Option<String>,
    /// The next less specific network, if it is on record anywhere.
    pub parent: Option<Parent>,
    /// RPSL's mntner.
    pub maintainer: Option<String>,
    /// The free text, and when it was registered and changed.
    pub record: Record,
}

/// The next less specific network, by name and handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// Its name, such as `NET198`.
    pub name: String,
    /// Its handle, such as `NET-198-0-0-0-0`.
    pub handle: String,
}

/// An organisation on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Whose record it is.
    pub registry: Registry,
    /// `EXAMPLE-1` at ARIN, `ORG-EX1-RIPE` in RPSL.
    pub handle: String,
    /// The legal name.
    pub name: String,
    /// Street, as one or more lines.
    pub street: Vec<String>,
    /// City.
    pub city: String,
    /// State or province, as ARIN has it.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// Country, two letters.
    pub country: String,
    /// The contacts, in the record's order.
    pub contacts: Vec<Contact>,
    /// The free text, and when it was registered and changed.
    pub record: Record,
}

/// A point of contact: ARIN's POC, RPSL's role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// `NOC1-ARIN`, `EX1-RIPE`.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
    /// The address for mail.
    pub email: String,
    /// Whether complaints go here.
    pub abuse: bool,
    /// Whether questions of operation go here.
    pub technical: bool,
}

/// What a record has whatever its kind: dates and free text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was first registered.
    pub registered: Timestamp,
    /// When its holder last changed it, as RDAP and whois show it: the date
    /// becomes public with the text.
    pub changed: Timestamp,
    fields: BTreeMap<Field, Text>,
}

impl Record {
    /// A record whose fields are the ones given, empty.
    pub fn new(registered: Timestamp, changed: Timestamp, fields: &[Field]) -> Self {
        Self {
            registered,
            changed,
            fields: fields
                .iter()
                .map(|field| (*field, Text::default()))
                .collect(),
        }
    }

    /// Fills a field as the world begins: typed and public alike.
    pub fn with_text(mut self, field: Field, lines: Vec<String>) -> Self {
        self.fields.insert(
            field,
            Text {
                typed: lines.clone(),
                public: lines,
                edited: None,
            },
        );
        self
    }

    /// A field's text, if the record has that field.
    pub fn text(&self, field: Field) -> Option<&Text> {
        self.fields.get(&field)
    }

    /// What RDAP and whois show of a field: nothing where there is none.
    pub fn public(&self, field: Field) -> &[String] {
        self.fields
            .get(&field)
            .map_or(&[], |text| text.public.as_slice())
    }

    pub(super) fn edit(&mut self, field: Field, lines: Vec<String>, now: Timestamp) {
        let text = self.fields.entry(field).or_default();
        text.typed = lines;
        text.edited = Some(now);
    }

    pub(super) fn publish(&mut self, field: Field) {
        if let Some(text) = self.fields.get_mut(&field) {
            text.public.clone_from(&text.typed);
            self.changed = text
                .edited
                .map_or(self.changed, |edited| edited.max(self.changed));
        }
    }
}

/// A field's two faces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// What the holder last typed.
    pub typed: Vec<String>,
    /// What RDAP and whois show.
    pub public: Vec<String>,
    /// When the holder last typed, if that was in this world.
    pub edited: Option<Timestamp>,
}
