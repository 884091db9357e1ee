//! DescribePublicIpv4Pools
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePublicIpv4Pools.html>

use super::{BY_TAG_ALONE, description, no_values, range};
use crate::wire::ec2::listing::Listing;
use crate::wire::ec2::pages::sizes;
use crate::wire::ec2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::address::Refusal;
use crate::world::aws::pool::{Pool, PoolId};

pub(super) const ACTION: Action = Action {
    name: "DescribePublicIpv4Pools",
    parameters: &[
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
    let sizes = sizes::DESCRIBE_PUBLIC_IPV4_POOLS;
    let listing = Listing::read(call, "PoolId", BY_TAG_ALONE, sizes)?;
    let world = call.observe();
    let (pools, next) = listing.choose(
        call,
        &world,
        world.pools().ipv4_of(&call.caller.home()),
        |pool| Refusal::UnknownPool { pool },
        no_values,
    )?;
    let mut xml = Xml::default();
    xml.list("publicIpv4PoolSet", pools, |xml, (id, pool)| {
        write(xml, &world, id, pool)
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

fn write(xml: &mut Xml, world: &World, id: &PoolId, pool: &Pool) {
    xml.text("poolId", id);
    xml.text("description", description(world, pool));
    xml.list("poolAddressRangeSet", [pool], |xml, pool| {
        xml.text("firstAddress", pool.prefix().first());
        xml.text("lastAddress", pool.prefix().last());
        xml.text("addressCount", pool.total());
        xml.text("availableAddressCount", pool.available());
    });
    xml.text("totalAddressCount", pool.total());
    xml.text("totalAvailableAddressCount", pool.available());
    xml.optional(
        "networkBorderGroup",
        range(world, pool).map(|it| &it.border_group),
    );
    tag::write_set(xml, world.tags().of(id.as_str()));
}
