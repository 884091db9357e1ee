//! What a record has whatever it is of: its dates, and its free text with two
//! faces.
//!
//! What the holder typed is there at once; what RDAP and whois show follows
//! after the registry's publication delay.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a record is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// A network: ARIN's NET, RPSL's inetnum and inet6num.
    Network,
    /// An organisation: ARIN's ORG, RPSL's organisation.
    Organization,
    /// An AS number: ARIN's ASN, RPSL's aut-num.
    Autnum,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordKey {
    /// The registry.
    pub registry: Registry,
    /// What it is of.
    pub record: RecordKind,
    /// Its handle.
    pub handle: String,
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.handle, self.registry)
    }
}

/// Free texts by field; a field that is not there is left as it is.
pub type Texts = BTreeMap<Field, Vec<String>>;

/// A record's dates and texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was first registered.
    pub registered: Timestamp,
    typed: Face,
    public: Face,
}

/// One side of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Face {
    changed: Timestamp,
    texts: Texts,
}

impl Record {
    /// A record whose fields are the ones given, empty.
    pub fn new(registered: Timestamp, changed: Timestamp, fields: &[Field]) -> Self {
        let texts = fields.iter().map(|field| (*field, Vec::new())).collect();
        let face = Face { changed, texts };
        Self {
            registered,
            typed: face.clone(),
            public: face,
        }
    }

    /// Fills a field as the world begins: typed and public alike.
    pub fn with_text(mut self, field: Field, lines: Vec<String>) -> Self {
        self.typed.texts.insert(field, lines.clone());
        self.public.texts.insert(field, lines);
        self
    }

    /// Whether the record has that field.
    pub fn has(&self, field: Field) -> bool {
        self.typed.texts.contains_key(&field)
    }

    /// What the holder last typed into a field: nothing where there is none.
    pub fn typed(&self, field: Field) -> &[String] {
        self.typed.texts.get(&field).map_or(&[], Vec::as_slice)
    }

    /// What RDAP and whois show of a field: nothing where there is none.
    pub fn public(&self, field: Field) -> &[String] {
        self.public.texts.get(&field).map_or(&[], Vec::as_slice)
    }

    /// When the holder last changed it, as RDAP and whois show it: the date
    /// becomes public with the text.
    pub fn changed(&self) -> Timestamp {
        self.public.changed
    }

    /// When the holder last changed it, as the registry's own interfaces show
    /// it.
    pub fn typed_at(&self) -> Timestamp {
        self.typed.changed
    }

    /// The fields whose public text is not what was typed.
    pub fn unpublished(&self) -> impl Iterator<Item = Field> {
        let differs = |(field, lines): &(&Field, &Vec<String>)| self.public(**field) != *lines;
        self.typed
            .texts
            .iter()
            .filter(differs)
            .map(|(field, _)| *field)
    }

    pub(super) fn edit(&mut self, texts: &Texts, now: Timestamp) {
        for (field, lines) in texts {
            self.typed.texts.insert(*field, lines.clone());
        }
        self.typed.changed = self.typed.changed.max(now);
    }

    pub(super) fn publish(&mut self) {
        self.public = self.typed.clone();
    }
}
