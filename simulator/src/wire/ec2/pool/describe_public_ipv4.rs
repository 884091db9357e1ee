//! DescribePublicIpv4Pools
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePublicIpv4Pools.html>

use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::pages::Page;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::address;
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
    let page = Page::read(call.form, 1..=10)?;
    // The filters of the model are by tag, and no pool here has tags.
    Filters::read(call.form, "Filter", &[])?;
    let world = call.simulation.read(call.wall);
    let own = || {
        world
            .pools()
            .ipv4_of(call.caller.account(), &call.caller.region)
    };
    let wanted = call.form.list("PoolId");
    for id in &wanted {
        if !own().any(|(pool, _)| pool.as_str() == *id) {
            let pool = PoolId::new(id);
            return Err(call.refused(address::Refusal::UnknownPool { pool }));
        }
    }
    let chosen = own().filter(|(id, _)| wanted.is_empty() || wanted.contains(&id.as_str()));
    let (pools, next) = page.cut(chosen.collect());
    let mut xml = Xml::default();
    xml.list("publicIpv4PoolSet", pools, |xml, (id, pool)| {
        write(xml, id, pool)
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

fn write(xml: &mut Xml, id: &PoolId, pool: &Pool) {
    xml.text("poolId", id);
    xml.text("description", "");
    xml.list("poolAddressRangeSet", [pool], |xml, pool| {
        xml.text("firstAddress", pool.prefix().first());
        xml.text("lastAddress", pool.prefix().last());
        xml.text("addressCount", pool.total());
        xml.text("availableAddressCount", pool.available());
    });
    xml.text("totalAddressCount", pool.total());
    xml.text("totalAvailableAddressCount", pool.available());
    xml.text("networkBorderGroup", &pool.range.region);
    xml.element("tagSet", |_| {});
}
