//! Payloads as they come in, held against ARIN's schema
//! <https://www.arin.net/resources/registry/whois/rws/api/>: which elements and
//! attributes may stand where. What an element says is its reader's to judge.

use std::str::FromStr;

use super::XML;
use super::error::Error;
use super::refusals::Refusal;
use crate::wire::markup::Element;
use crate::wire::owner::Call;

/// The namespaces that are ARIN's begin so. A payload may have elements of
/// others, which say nothing to ARIN.
const OWN: &str = "http://www.arin.net/regrws/";

/// What may stand in an element. One without a rule has a text alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) element: &'static str,
    pub(super) attributes: &'static [&'static str],
    pub(super) content: Content,
}

impl Rule {
    /// That of an element without attributes.
    pub(super) const fn of(element: &'static str, content: Content) -> Self {
        Self {
            element,
            attributes: &[],
            content,
        }
    }
}

/// What an element has in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    Text,
    /// These elements, those whose name ends in `*` any number of times.
    Elements(&'static [&'static str]),
    /// The same, and foreign ones between them.
    Open(&'static [&'static str]),
    /// What is looked at nowhere here.
    Anything,
}

/// The body as a document with a known root that follows the rules; foreign
/// elements are left out.
pub(super) fn read(
    call: &Call<'_>,
    namespace: &'static str,
    root: &str,
    rules: &[Rule],
) -> Result<Element, Error> {
    if call.media_type().as_deref() != Some(XML) {
        return Err(Refusal::UnsupportedMediaType { wanted: XML }.into());
    }
    let text = str::from_utf8(call.body()).map_err(|_| Refusal::NotUtf8)?;
    let mut element = Element::parse(text).map_err(|error| Refusal::NotXml {
        wrong: error.to_string(),
    })?;
    if (element.namespace.as_str(), element.name.as_str()) != (namespace, root) {
        return Err(Refusal::OtherPayload {
            element: element.name,
            namespace: element.namespace,
            wanted: root.to_owned(),
            of: namespace,
        }
        .into());
    }
    check(&mut element, rules)?;
    Ok(element)
}

fn check(element: &mut Element, rules: &[Rule]) -> Result<(), Refusal> {
    let rule = rules.iter().find(|rule| rule.element == element.name);
    let (attributes, content) = rule.map_or((&[][..], Content::Text), |rule| {
        (rule.attributes, rule.content)
    });
    let name = || element.name.clone();
    let is_known = |attribute: &str| attributes.contains(&attribute);
    if let Some((attribute, _)) = element.attributes.iter().find(|(it, _)| !is_known(it)) {
        return Err(Refusal::UnexpectedAttribute {
            attribute: attribute.clone(),
            element: name(),
        });
    }
    let allowed = match content {
        Content::Anything => return Ok(()),
        Content::Text => &[][..],
        Content::Elements(allowed) => allowed,
        Content::Open(allowed) => {
            element.children.retain(|child| !is_foreign(child));
            allowed
        }
    };
    if !matches!(content, Content::Text) && !element.text.trim().is_empty() {
        let element = element.name.clone();
        return Err(Refusal::UnexpectedText { element });
    }
    check_children(element, allowed)?;
    element
        .children
        .iter_mut()
        .try_for_each(|child| check(child, rules))
}

fn check_children(element: &Element, allowed: &[&str]) -> Result<(), Refusal> {
    let mut seen: Vec<&str> = Vec::new();
    for child in &element.children {
        let name = child.name.as_str();
        let many = allowed.iter().any(|it| it.strip_suffix('*') == Some(name));
        let said = || (name.to_owned(), element.name.clone());
        let is_known = many || allowed.contains(&name);
        if !is_known || child.namespace != element.namespace {
            let (element, parent) = said();
            return Err(Refusal::UnexpectedElement { element, parent });
        }
        if !many && seen.contains(&name) {
            let (element, parent) = said();
            return Err(Refusal::Repeated { element, parent });
        }
        seen.push(name);
    }
    Ok(())
}

fn is_foreign(element: &Element) -> bool {
    !element.namespace.is_empty() && !element.namespace.starts_with(OWN)
}

/// An element's text without blanks at its ends.
pub(super) fn value(element: &Element) -> &str {
    element.text.trim()
}

/// The text of an element that must be there.
pub(super) fn required<'a>(element: &'a Element, name: &str) -> Result<&'a Element, Refusal> {
    element.child(name).ok_or_else(|| Refusal::Missing {
        element: name.to_owned(),
        parent: element.name.clone(),
    })
}

/// The number that an element must have in it.
pub(super) fn number<T: FromStr>(element: &Element, name: &str) -> Result<T, Refusal> {
    let text = value(required(element, name)?);
    text.parse().map_err(|_| Refusal::NotANumber {
        text: text.to_owned(),
        element: name.to_owned(),
    })
}

/// A text that must be `true` or `false`.
pub(super) fn boolean(name: &'static str, text: &str) -> Result<bool, Refusal> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        other => Err(Refusal::NotABoolean {
            text: other.to_owned(),
            name,
        }),
    }
}
