//! Writing the XML of AWS answers.
//!
//! Text only and no attributes but the namespace: all that AWS's answers have. Elements are written as they come; absent members are left
//! out, since an empty one reads as an empty string.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use quick_xml::escape::escape;

#[cfg(test)]
mod tests;

/// XML being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Xml {
    text: String,
}

impl Xml {
    /// A whole document with its one namespace.
    pub(crate) fn document(root: &str, xmlns: &str, content: impl FnOnce(&mut Self)) -> Self {
        let mut xml = Self {
            text: String::with_capacity(1_024),
        };
        xml.text
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
        xml.text.push_str(root);
        if !xmlns.is_empty() {
            xml.text.push_str(" xmlns=\"");
            xml.text.push_str(xmlns);
            xml.text.push('"');
        }
        xml.text.push('>');
        content(&mut xml);
        xml.close(root);
        xml
    }

    /// What an action answers that has nothing else to say.
    pub(crate) fn done() -> Self {
        let mut xml = Self::default();
        xml.text("return", true);
        xml
    }

    /// An element with elements in it.
    pub(crate) fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        self.open(name);
        let inside = self.text.len();
        content(self);
        if self.text.len() == inside {
            self.text.truncate(start);
            self.text.push('<');
            self.text.push_str(name);
            self.text.push_str("/>");
        } else {
            self.close(name);
        }
    }

    /// An element with a text.
    pub(crate) fn text(&mut self, name: &str, value: impl Display) {
        self.open(name);
        let start = self.text.len();
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{value}");
        // Hardly a value needs it, so it is written first and looked at then.
        let written = self.text.get(start..).unwrap_or_default();
        if let Cow::Owned(escaped) = escape(written) {
            self.text.truncate(start);
            self.text.push_str(&escaped);
        }
        self.close(name);
    }

    /// An element with a text, if there is one.
    pub(crate) fn optional(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// A list of EC2's: an `item` for each.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Self, T),
    ) {
        self.each(name, "item", items, write);
    }

    /// A list of any other service's: a `member` for each.
    pub(crate) fn members<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Self, T),
    ) {
        self.each(name, "member", items, write);
    }

    /// What was written elsewhere.
    pub(crate) fn append(&mut self, other: Self) {
        self.text.push_str(&other.text);
    }

    /// The bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn each<T>(
        &mut self,
        name: &str,
        of_each: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.element(name, |xml| {
            for item in items {
                xml.element(of_each, |xml| write(xml, item));
            }
        });
    }

    fn open(&mut self, name: &str) {
        self.text.push('<');
        self.text.push_str(name);
        self.text.push('>');
    }

    fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }
}
