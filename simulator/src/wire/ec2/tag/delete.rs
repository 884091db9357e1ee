//! DeleteTags
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html>

use std::collections::BTreeMap;

use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::tag::{self, Unwanted};

pub(super) const ACTION: Action = Action {
    name: "DeleteTags",
    parameters: &["DryRun", "ResourceId.N", "Tag.N.Key", "Tag.N.Value"],
    required: &["ResourceId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let mut keys = BTreeMap::new();
    for number in form.numbered("Tag") {
        let name = format!("Tag.{number}.Key");
        let Some(key) = form.get(&name) else {
            return Err(ServiceError::missing_parameter(&name));
        };
        // Without a value the key alone decides; an empty value is a value.
        let value = form.get(&format!("Tag.{number}.Value"));
        keys.insert(key.to_owned(), value.map(str::to_owned));
    }
    let tags = if keys.is_empty() {
        Unwanted::All
    } else {
        Unwanted::Keys(keys)
    };
    let resources = form.list("ResourceId");
    let resources = resources.into_iter().map(str::to_owned).collect();
    let delete = tag::Command::Delete { resources, tags };
    call.perform(Command::Tag(call.caller.clone(), delete))?;
    Ok(Xml::done())
}
