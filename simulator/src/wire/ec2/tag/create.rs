//! CreateTags
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html>

use super::read;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::tag::{self, TagSet};

pub(super) const ACTION: Action = Action {
    name: "CreateTags",
    parameters: &["DryRun", "ResourceId.N", "Tag.N.Key", "Tag.N.Value"],
    required: &["ResourceId", "Tag"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let resources = call.form.list("ResourceId");
    let resources = resources.into_iter().map(str::to_owned).collect();
    let mut tags = TagSet::new();
    read(call.form, "Tag", &mut tags)?;
    let create = tag::Command::Create { resources, tags };
    call.perform(Command::Tag(call.caller.clone(), create))?;
    Ok(Xml::done())
}
