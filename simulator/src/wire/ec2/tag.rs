//! Tags: reading them from a request, writing them into an answer.

use std::collections::BTreeMap;

use crate::wire::query::action::Action;
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::xml::Xml;
use crate::world::aws::tag::{ResourceType, TagSet};

mod create;
mod delete;
mod describe;

pub(super) const ACTIONS: &[&Action] = &[&create::ACTION, &delete::ACTION, &describe::ACTION];

/// The tags that a creating call gives to what it makes: those of each
/// `TagSpecification.N`, which has to be of the type that is made.
pub(super) fn specified(form: &Form, made: ResourceType) -> Result<TagSet, ServiceError> {
    specified_in(form, "TagSpecification", made)
}

/// The same where the list has another name.
pub(super) fn specified_in(
    form: &Form,
    list: &str,
    made: ResourceType,
) -> Result<TagSet, ServiceError> {
    let mut tags = TagSet::new();
    for number in form.numbered(list) {
        let specification = format!("{list}.{number}");
        let name = format!("{specification}.ResourceType");
        match form.get(&name) {
            Some(kind) if kind == made.as_str() => {}
            Some(other) => {
                let why = format!("This call tags: {}.", made.as_str());
                return Err(ServiceError::invalid_value(&name, other, &why));
            }
            None => return Err(ServiceError::missing_parameter(&name)),
        }
        read(form, &format!("{specification}.Tag"), &mut tags)?;
    }
    Ok(tags)
}

/// What RunInstances makes and tags at AWS and not here (EC2 API Reference,
/// TagSpecification).
const NOT_MADE: [&str; 3] = ["elastic-gpu", "spot-instances-request", "volume"];

/// The same for a call that makes things of several types.
pub(super) fn specified_each(
    form: &Form,
    made: &[ResourceType],
) -> Result<BTreeMap<ResourceType, TagSet>, ServiceError> {
    let mut tags = BTreeMap::new();
    for number in form.numbered("TagSpecification") {
        let specification = format!("TagSpecification.{number}");
        let name = format!("{specification}.ResourceType");
        let Some(kind) = form.get(&name) else {
            return Err(ServiceError::missing_parameter(&name));
        };
        if NOT_MADE.contains(&kind) {
            return Err(ServiceError::not_simulated(&format!(
                "The resource type {kind} of {name}"
            )));
        }
        let Some(made) = made.iter().find(|made| made.as_str() == kind) else {
            let names: Vec<&str> = made.iter().map(|made| made.as_str()).collect();
            let why = format!("This call tags: {}.", names.join(", "));
            return Err(ServiceError::invalid_value(&name, kind, &why));
        };
        let set = tags.entry(*made).or_default();
        read(form, &format!("{specification}.Tag"), set)?;
    }
    Ok(tags)
}

/// Reads `Tag.N.Key` and `Tag.N.Value`; a value that is not there is empty.
fn read(form: &Form, list: &str, tags: &mut TagSet) -> Result<(), ServiceError> {
    for number in form.numbered(list) {
        let name = format!("{list}.{number}.Key");
        let Some(key) = form.get(&name) else {
            return Err(ServiceError::missing_parameter(&name));
        };
        let value = form.get(&format!("{list}.{number}.Value"));
        let value = value.unwrap_or_default().to_owned();
        if tags.insert(key.to_owned(), value).is_some() {
            let why = "Duplicate tag keys are not allowed.";
            return Err(ServiceError::invalid_value(&name, key, why));
        }
    }
    Ok(())
}

/// Writes `tagSet`.
pub(super) fn write_set(xml: &mut Xml, tags: &TagSet) {
    xml.list("tagSet", tags, |xml, (key, value)| {
        xml.text("key", key);
        xml.text("value", value);
    });
}
