//! AllocateAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html>

use std::net::Ipv4Addr;

use crate::wire::ec2::{shapes, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::parsed;
use crate::wire::query::xml::Xml;
use crate::world::aws::address::{self, Wish};
use crate::world::aws::pool::PoolId;
use crate::world::aws::tag::ResourceType;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "AllocateAddress",
    parameters: &[
        "Address",
        "Domain",
        "DryRun",
        "NetworkBorderGroup",
        "PublicIpv4Pool",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
    ],
    required: &[],
    unsupported: &["CustomerOwnedIpv4Pool", "IpamPoolId"],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    if let Some(domain) = call.form.get("Domain")
        && domain != "vpc"
    {
        return Err(ServiceError::invalid_value("Domain", domain, "Use vpc."));
    }
    let wanted = "This is not a valid IPv4 address.";
    let address = parsed::<Ipv4Addr>(call.form, "Address", wanted)?;
    let pool = call.form.get("PublicIpv4Pool");
    let wish = match (address, pool) {
        (None, None | Some("amazon")) => Wish::Amazons,
        (None, Some(pool)) => Wish::FromPool(PoolId::new(pool)),
        (Some(address), None) => Wish::Named(address),
        (Some(address), Some("amazon")) => Wish::NamedOfAmazons(address),
        (Some(address), Some(pool)) => Wish::NamedFromPool(address, PoolId::new(pool)),
    };
    let facts = call.perform(Command::Address(
        call.caller.clone(),
        address::Command::Allocate {
            wish,
            border_group: shapes::border_group(call.form)?,
            tags: tag::specified(call.form, ResourceType::ElasticIp)?,
        },
    ))?;
    let mut xml = Xml::default();
    for fact in &facts {
        if let Fact::Address(address::Fact::Allocated {
            allocation,
            home: _,
            address,
            pool,
            border_group,
        }) = fact
        {
            xml.text("publicIp", address);
            xml.text("allocationId", allocation);
            xml.text("publicIpv4Pool", shapes::pool_name(pool.as_ref()));
            xml.text("networkBorderGroup", border_group);
            xml.text("domain", "vpc");
        }
    }
    Ok(xml)
}
