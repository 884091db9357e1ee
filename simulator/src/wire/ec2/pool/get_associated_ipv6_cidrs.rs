//! GetAssociatedIpv6PoolCidrs
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetAssociatedIpv6PoolCidrs.html>

use crate::wire::ec2::pages::{Page, sizes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::required;
use crate::wire::query::xml::Xml;
use crate::world::aws::address;
use crate::world::aws::pool::PoolId;

pub(super) const ACTION: Action = Action {
    name: "GetAssociatedIpv6PoolCidrs",
    parameters: &["DryRun", "MaxResults", "NextToken", "PoolId"],
    required: &["PoolId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call, sizes::GET_ASSOCIATED_IPV6_POOL_CIDRS)?;
    let pool = PoolId::new(required(call.form, "PoolId")?);
    let world = call.observe();
    let found = world.pools().at(&call.caller.home(), &pool);
    let Some(found) = found.filter(|found| !found.prefix().is_ipv4()) else {
        return Err(call.refused(address::Refusal::UnknownIpv6Pool { pool }));
    };
    let (blocks, next) = page.cut(found.blocks().collect(), |(block, _)| *block);
    let mut xml = Xml::default();
    xml.list("ipv6CidrAssociationSet", blocks, |xml, (block, vpc)| {
        xml.text("ipv6Cidr", block);
        xml.text("associatedResource", vpc);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}
