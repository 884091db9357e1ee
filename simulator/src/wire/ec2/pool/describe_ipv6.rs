//! DescribeIpv6Pools
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIpv6Pools.html>

use super::description;
use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::pages::{Page, sizes};
use crate::wire::ec2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::address;
use crate::world::aws::pool::PoolId;

pub(super) const ACTION: Action = Action {
    name: "DescribeIpv6Pools",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NextToken",
        "PoolId.N",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call.form, sizes::DESCRIBE_IPV6_POOLS)?;
    // The model's filters are by tag alone.
    let filters = Filters::read(call.form, &[])?;
    let world = call.observe();
    let home = call.caller.home();
    let wanted = call.form.list("PoolId");
    for id in &wanted {
        let pool = PoolId::new(id);
        let there = world.pools().at(&home, &pool);
        if there.is_none_or(|pool| pool.prefix().is_ipv4()) {
            return Err(call.refused(address::Refusal::UnknownIpv6Pool { pool }));
        }
    }
    let chosen = world.pools().ipv6_of(&home).filter(|(id, _)| {
        (wanted.is_empty() || wanted.contains(&id.as_str()))
            && filters.pass(world.tags().of(id.as_str()), |_| Vec::new())
    });
    let (pools, next) = page.cut(chosen.collect());
    let mut xml = Xml::default();
    xml.list("ipv6PoolSet", pools, |xml, (id, pool)| {
        xml.text("poolId", id);
        xml.text("description", description(&world, pool));
        xml.list("poolCidrBlockSet", [pool], |xml, pool| {
            xml.text("poolCidrBlock", pool.prefix());
        });
        tag::write_set(xml, world.tags().of(id.as_str()));
    });
    xml.optional("nextToken", next);
    Ok(xml)
}
