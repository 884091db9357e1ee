//! RemoveTags
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveTags.html>

use super::resources;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::load_balancer::Command as OfBalancer;

pub(super) const ACTION: Action = Action {
    name: "RemoveTags",
    parameters: &["ResourceArns.member.N", "TagKeys.member.N"],
    required: &["ResourceArns", "TagKeys"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let keys = call.form.list("TagKeys.member");
    let untag = OfBalancer::Untag {
        resources: resources(call),
        keys: keys.into_iter().map(str::to_owned).collect(),
    };
    call.perform(Command::LoadBalancer(call.caller.clone(), untag))?;
    Ok(Xml::default())
}
