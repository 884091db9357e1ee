//! DescribeByoipCidrs
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeByoipCidrs.html>

use super::write;
use crate::wire::ec2::pages::{Page, sizes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::range;
use crate::world::policy::Policy;

pub(super) const ACTION: Action = Action {
    name: "DescribeByoipCidrs",
    parameters: &["DryRun", "MaxResults", "NextToken"],
    required: &["MaxResults"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let is_available = |policy: &Policy| range::is_available(policy, &call.caller.region);
    if !call.simulation.with_policy(is_available) {
        return Err(call.refused(range::Refusal::NoByoipHere {
            action: ACTION.name,
        }));
    }
    let page = Page::read(call, sizes::DESCRIBE_BYOIP_CIDRS)?;
    let world = call.observe();
    let home = call.caller.home();
    let own = world.ranges().of(&home);
    let (ranges, next) = page.cut(own.collect(), |(key, _)| key.cidr);
    let mut xml = Xml::default();
    xml.list("byoipCidrSet", ranges, |xml, (key, range)| {
        write(xml, &world, key, range);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}
