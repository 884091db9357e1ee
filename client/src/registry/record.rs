//! The holder's view of a network's record: the text as typed, which is public
//! only a while later.

use byoip_vocabulary::registry::{Field, Registry};
use serde_json::Value;

use super::markup::Element;
use super::{Desk, DeskError, apnic, arin, ripe};
use crate::http::request::Request;
use crate::rdap::Network;

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its name at the registry.
    pub handle: String,
    /// The text of each field that the holder writes.
    pub texts: Vec<(Field, Vec<String>)>,
    pub(super) document: Document,
}

/// The record as the registry gave it, which a change hands back whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Document {
    Xml(Element),
    Json(Value),
}

impl Record {
    /// The lines of a field.
    pub fn lines(&self, field: Field) -> &[String] {
        let found = self.texts.iter().find(|(known, _)| *known == field);
        found.map(|(_, lines)| lines.as_slice()).unwrap_or_default()
    }
}

/// Reads a record.
pub async fn read(desk: &Desk<'_>, network: &Network) -> Result<Record, DeskError> {
    match desk.registry {
        Registry::Arin => arin::record(desk, network).await,
        Registry::Ripe => ripe::record(desk, network).await,
        Registry::Apnic => apnic::record(desk, network).await,
        registry @ Registry::Lacnic => Err(DeskError::NoPlace(registry)),
        Registry::Afrinic => Err(DeskError::NoInterface),
    }
}

/// The request that gives the field for certificates these lines.
pub fn update(desk: &Desk<'_>, record: &Record, lines: &[String]) -> Result<Request, DeskError> {
    match (desk.registry, &record.document) {
        (Registry::Arin, Document::Xml(net)) => Ok(arin::update(desk, net, lines)),
        (Registry::Ripe, Document::Json(object)) => Ok(ripe::update(desk, record, object, lines)),
        (Registry::Apnic, Document::Json(object)) => Ok(apnic::update(desk, record, object, lines)),
        (Registry::Afrinic, _) => Err(DeskError::NoInterface),
        (registry, _) => Err(DeskError::NoPlace(registry)),
    }
}

/// The lines of a field in the answer to an update, where it shows the record.
pub(super) fn answered(desk: &Desk<'_>, field: Field, answer: &str) -> Option<Vec<String>> {
    let texts = match desk.registry {
        Registry::Arin => arin::answered(answer)?,
        Registry::Ripe => ripe::answered(answer)?,
        Registry::Apnic | Registry::Lacnic | Registry::Afrinic => return None,
    };
    let (_, lines) = texts.into_iter().find(|(known, _)| *known == field)?;
    Some(lines)
}

/// An attribute of an object in RPSL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: String,
}

/// The attributes in a JSON list of names and values.
pub(super) fn attributes(list: Option<&Value>) -> Option<Vec<Attribute>> {
    let list = list?.as_array()?.iter();
    let attribute = |item: &Value| {
        Some(Attribute {
            name: item.get("name")?.as_str()?.to_owned(),
            value: item.get("value")?.as_str()?.to_owned(),
        })
    };
    list.map(attribute).collect()
}

/// The free text among the attributes.
pub(super) fn texts(attributes: &[Attribute]) -> Vec<(Field, Vec<String>)> {
    let of = |field: Field| {
        let own = attributes.iter().filter(|it| it.name == field.as_str());
        (field, own.map(|it| it.value.clone()).collect())
    };
    [Field::Descr, Field::Remarks].map(of).to_vec()
}

/// The attributes with these lines in a field, where its first line stood, else
/// behind the last of those that come before it in every object.
pub(super) fn replaced(attributes: &[Attribute], field: Field, lines: &[String]) -> Vec<Attribute> {
    let name = field.as_str();
    let before: &[&str] = match field {
        Field::Descr => &["inetnum", "inet6num", "netname"],
        Field::Comments | Field::Remarks => &["status", "abuse-c", "tech-c"],
    };
    let place = attributes.iter().position(|it| it.name == name);
    let place = place.unwrap_or_else(|| {
        let last = attributes
            .iter()
            .rposition(|it| before.contains(&it.name.as_str()));
        last.map_or(attributes.len(), |last| last + 1)
    });
    let (head, tail) = attributes
        .split_at_checked(place)
        .unwrap_or((attributes, &[]));
    let new = lines.iter().map(|line| Attribute {
        name: name.to_owned(),
        value: line.clone(),
    });
    let others = |part: &[Attribute]| part.iter().filter(|it| it.name != name).cloned().collect();
    let (head, tail): (Vec<Attribute>, Vec<Attribute>) = (others(head), others(tail));
    head.into_iter().chain(new).chain(tail).collect()
}
