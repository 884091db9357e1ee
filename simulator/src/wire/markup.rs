//! XML as a tree, read and written: what the bodies of ARIN's and RIPE NCC's
//! interfaces are made of.
//!
//! XML 1.0 with namespaces, of which an element knows its own. A document type
//! is not read, so that an entity is one of the five that XML has itself.
//! AWS's answers, which are written once and never read, are made elsewhere.

use std::fmt::Write;

use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

#[cfg(test)]
mod tests;

/// How deep elements may stand in one another: far more than any body here has.
const DEPTH_MAX: usize = 16;

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// The namespace; empty where it is in none.
    pub(super) namespace: String,
    /// The name without a prefix.
    pub(super) name: String,
    /// The attributes by their names as written, declarations of namespaces
    /// apart.
    pub(super) attributes: Vec<(String, String)>,
    /// The elements in it.
    pub(super) children: Vec<Self>,
    /// The text in it, blanks and all.
    pub(super) text: String,
}

/// Why a text is no XML that is read here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum MarkupError {
    #[error("{0}")]
    Syntax(String),
    #[error("the document does not end")]
    Unfinished,
    #[error("there is no element")]
    Nothing,
    #[error("there is something behind the last element")]
    Trailing,
    #[error("a document type is not taken")]
    DocumentType,
    #[error("the entity &{0}; is not known")]
    Entity(String),
    #[error("the prefix of {0} is not declared")]
    Prefix(String),
    #[error("elements stand more than {DEPTH_MAX} deep")]
    Depth,
    #[error("the character U+{:04X} cannot stand in XML", u32::from(*.0))]
    Character(char),
}

impl From<quick_xml::Error> for MarkupError {
    fn from(error: quick_xml::Error) -> Self {
        Self::Syntax(error.to_string())
    }
}

impl Element {
    /// An empty element.
    pub(super) fn new(namespace: &str, name: &str) -> Self {
        Self {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The same with an attribute.
    pub(super) fn attribute(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// The same with an element in it.
    pub(super) fn with(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// The same with elements in it.
    pub(super) fn with_all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// The same with an element of its namespace in it that has a text.
    pub(super) fn text(self, name: &str, value: impl ToString) -> Self {
        let child = Self {
            text: value.to_string(),
            ..Self::new(&self.namespace, name)
        };
        self.with(child)
    }

    /// The first element in it of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether there is neither a text nor an element in it.
    pub(super) fn is_blank(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }

    /// Reads a document.
    pub(super) fn parse(text: &str) -> Result<Self, MarkupError> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        loop {
            let (namespace, event) = reader.read_resolved_event()?;
            match event {
                Event::Start(start) => {
                    if open.len() == DEPTH_MAX {
                        return Err(MarkupError::Depth);
                    }
                    if root.is_some() {
                        return Err(MarkupError::Trailing);
                    }
                    open.push(Self::begin(&namespace, &start)?);
                }
                Event::Empty(start) => {
                    let element = Self::begin(&namespace, &start)?;
                    Self::end(element, &mut open, &mut root)?;
                }
                Event::End(_) => {
                    // The reader has checked that it ends what is open.
                    let element = open.pop().ok_or(MarkupError::Nothing)?;
                    Self::end(element, &mut open, &mut root)?;
                }
                Event::Text(text) => Self::write(&text.xml10_content(), &mut open)?,
                Event::CData(text) => Self::write(&text.xml10_content(), &mut open)?,
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    let known = resolve_predefined_entity(&name).map(str::to_owned);
                    let character = reference.resolve_char_ref()?.map(String::from);
                    let resolved = character.or(known);
                    let resolved = resolved.ok_or(MarkupError::Entity(name.into_owned()))?;
                    Self::write(&resolved, &mut open)?;
                }
                Event::DocType(_) => return Err(MarkupError::DocumentType),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof if open.is_empty() => return root.ok_or(MarkupError::Nothing),
                Event::Eof => return Err(MarkupError::Unfinished),
            }
        }
    }

    fn begin(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Self, MarkupError> {
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.as_ref(),
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => {
                return Err(MarkupError::Prefix(start.name().as_ref().to_owned()));
            }
        };
        let mut element = Self::new(namespace, start.local_name().as_ref());
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| MarkupError::Syntax(error.to_string()))?;
            let name = attribute.key.as_ref();
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| MarkupError::Syntax(error.to_string()))?;
            check(&value)?;
            element = element.attribute(name, value);
        }
        Ok(element)
    }

    fn end(element: Self, open: &mut [Self], root: &mut Option<Self>) -> Result<(), MarkupError> {
        match (open.last_mut(), &root) {
            (Some(parent), _) => parent.children.push(element),
            (None, None) => *root = Some(element),
            (None, Some(_)) => return Err(MarkupError::Trailing),
        }
        Ok(())
    }

    fn write(text: &str, open: &mut [Self]) -> Result<(), MarkupError> {
        check(text)?;
        match open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(MarkupError::Trailing),
        }
        Ok(())
    }

    /// The document with this element at its root.
    pub(super) fn document(&self) -> String {
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>".to_owned();
        self.print(&mut text, "");
        text
    }

    /// Writes it where the default namespace is `around`.
    fn print(&self, out: &mut String, around: &str) {
        // Writing to a String cannot fail.
        let _ = write!(out, "<{}", self.name);
        if self.namespace != around {
            let _ = write!(out, " xmlns=\"{}\"", escape(self.namespace.as_str()));
        }
        for (name, value) in &self.attributes {
            let value = clean(value);
            let value = escape(value.as_str());
            // A reader makes a blank of a line end that is not written so.
            let value = value.replace('\n', "&#10;").replace('\t', "&#9;");
            let _ = write!(out, " {name}=\"{value}\"");
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        out.push_str(&escape(clean(&self.text).as_str()));
        for child in &self.children {
            child.print(out, &self.namespace);
        }
        let _ = write!(out, "</{}>", self.name);
    }
}

/// XML 1.0, section 2.2.
fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn check(text: &str) -> Result<(), MarkupError> {
    match text.chars().find(|character| !is_legal(*character)) {
        Some(character) => Err(MarkupError::Character(character)),
        None => Ok(()),
    }
}

/// What a world file may have typed and XML cannot carry is shown as replaced.
fn clean(text: &str) -> String {
    let replace = |character| {
        if is_legal(character) {
            character
        } else {
            char::REPLACEMENT_CHARACTER
        }
    };
    text.chars().map(replace).collect()
}
