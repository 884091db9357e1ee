//! DescribeTags
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html>

use super::resources;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::load_balancer::Refusal;

pub(super) const ACTION: Action = Action {
    name: "DescribeTags",
    parameters: &["ResourceArns.member.N"],
    required: &["ResourceArns"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let arns = resources(call);
    let world = call.observe();
    let home = call.caller.home();
    if arns
        .iter()
        .any(|arn| world.load_balancers().at(&home, arn).is_none())
    {
        return Err(call.refused_in(&world, Refusal::UnknownLoadBalancer));
    }
    let mut xml = Xml::default();
    xml.members("TagDescriptions", &arns, |xml, arn| {
        xml.text("ResourceArn", arn);
        let tags = world.tags().of(arn.as_str());
        xml.members("Tags", tags, |xml, (key, value)| {
            xml.text("Key", key);
            xml.text("Value", value);
        });
    });
    Ok(xml)
}
