//! DescribePublicIpv4Pools
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePublicIpv4Pools.html>

use super::filters::Filters;
use super::pages::Page;
use super::{Call, Ec2Error};
use crate::wire::query::xml::Xml;
use crate::world::aws::pool::{Pool, PoolId};
use crate::world::refusal::{AddressRefusal, Refusal};

pub(super) const PARAMETERS: &[&str] = &["Filter", "MaxResults", "NextToken", "PoolId"];

pub(super) const REQUIRED: &[&str] = &[];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
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
            let refusal = Refusal::Address(AddressRefusal::UnknownPool { pool });
            return Err(call.refused(&refusal));
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
