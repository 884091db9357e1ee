//! DescribeIpv6Pools
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIpv6Pools.html>

use super::{BY_TAG_ALONE, description, no_values};
use crate::wire::ec2::listing::Listing;
use crate::wire::ec2::pages::sizes;
use crate::wire::ec2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::address::Refusal;

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
    let listing = Listing::read(call, "PoolId", BY_TAG_ALONE, sizes::DESCRIBE_IPV6_POOLS)?;
    let world = call.observe();
    let (pools, next) = listing.choose(
        call,
        &world,
        world.pools().ipv6_of(&call.caller.home()),
        |pool| Refusal::UnknownIpv6Pool { pool },
        no_values,
    )?;
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
