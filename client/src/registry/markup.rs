//! XML as a tree that is written again as it was read: ARIN takes a record back
//! only as a whole, members unknown here included.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};

#[cfg(test)]
mod tests;

/// How deep elements may stand in one another; ARIN's payloads have six levels.
const DEPTH_MAX: usize = 32;

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// The name as written, with its prefix.
    name: String,
    /// The attributes as written, declarations of namespaces among them.
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Self>,
    pub(crate) text: String,
}

impl Element {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// An element that has a text alone.
    pub(super) fn of(name: &str, text: impl ToString) -> Self {
        Self {
            text: text.to_string(),
            ..Self::new(name)
        }
    }

    /// The same with an attribute.
    pub(super) fn attribute(mut self, name: &str, value: impl ToString) -> Self {
        self.attributes.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same with elements in it.
    pub(super) fn with(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// The elements in it of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |it| it.name() == name)
    }

    /// The first element in it of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|it| it.name() == name)
    }

    /// The text of the first element in it of a name, without blanks around.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name).map(|it| it.text.trim())
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The same with another element in the place of the first of its name.
    pub(super) fn replace(mut self, child: Self) -> Self {
        match self
            .children
            .iter_mut()
            .find(|it| it.name() == child.name())
        {
            Some(place) => *place = child,
            None => self.children.push(child),
        }
        self
    }

    /// Reads a document; says what is wrong with one that is none.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root: Option<Self> = None;
        loop {
            let event = reader.read_event().map_err(|error| error.to_string())?;
            let ended = match event {
                Event::Start(start) if open.len() < DEPTH_MAX => {
                    open.push(Self::begin(&start)?);
                    continue;
                }
                Event::Start(_) => return Err("its elements stand too deep".to_owned()),
                Event::Empty(start) => Self::begin(&start)?,
                // The reader has checked that it ends what is open.
                Event::End(_) => open.pop().ok_or("an end without a beginning")?,
                Event::Text(text) => {
                    write(&mut open, &text.xml10_content());
                    continue;
                }
                Event::CData(text) => {
                    write(&mut open, &text.xml10_content());
                    continue;
                }
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    let character = reference.resolve_char_ref();
                    let character = character.map_err(|error| error.to_string())?;
                    let known = resolve_predefined_entity(&name).map(str::to_owned);
                    let resolved = character.map(String::from).or(known);
                    write(
                        &mut open,
                        &resolved.ok_or_else(|| format!("&{name}; is not known"))?,
                    );
                    continue;
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => continue,
                Event::Eof if open.is_empty() => {
                    return root.ok_or_else(|| "there is no element".to_owned());
                }
                Event::Eof => return Err("it does not end".to_owned()),
            };
            match open.last_mut() {
                Some(parent) => parent.children.push(ended),
                None => root = Some(ended),
            }
        }
    }

    fn begin(start: &BytesStart<'_>) -> Result<Self, String> {
        let mut element = Self::new(start.name().as_ref());
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            element = element.attribute(attribute.key.as_ref(), value);
        }
        Ok(element)
    }

    /// The element as a document, indented for whoever reads a dry run.
    pub(super) fn document(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
        self.print(&mut out, 0);
        out
    }

    fn print(&self, out: &mut String, depth: usize) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{:1$}<{2}", "", 2 * depth, self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escape(value.as_str()));
        }
        if self.children.is_empty() {
            match self.text.is_empty() {
                true => out.push_str("/>"),
                // Blanks are a part of a text that stands alone.
                false => {
                    let _ = write!(out, ">{}</{}>", escape(self.text.as_str()), self.name);
                }
            }
            return;
        }
        out.push('>');
        for child in &self.children {
            child.print(out, depth + 1);
        }
        let _ = write!(out, "\n{:1$}</{2}>", "", 2 * depth, self.name);
    }
}

fn write(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}
