//! AddTags
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html>

use super::{read, resources};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::load_balancer::Command as OfBalancer;

pub(super) const ACTION: Action = Action {
    name: "AddTags",
    parameters: &[
        "ResourceArns.member.N",
        "Tags.member.N.Key",
        "Tags.member.N.Value",
    ],
    required: &["ResourceArns", "Tags"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let tag = OfBalancer::Tag {
        resources: resources(call),
        tags: read(call.form)?,
    };
    call.perform(Command::LoadBalancer(call.caller.clone(), tag))?;
    Ok(Xml::default())
}
