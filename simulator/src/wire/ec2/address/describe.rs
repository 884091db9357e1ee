//! DescribeAddresses
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html>

use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::address::{self, Address, AllocationId, Use};

pub(super) const ACTION: Action = Action {
    name: "DescribeAddresses",
    parameters: &[
        "AllocationId.N",
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "PublicIp.N",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &[
    "allocation-id",
    "association-id",
    "domain",
    "instance-id",
    "network-border-group",
    "network-interface-id",
    "network-interface-owner-id",
    "private-ip-address",
    "public-ip",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let filters = Filters::read(call.form, "Filter", FILTERS)?;
    let world = call.simulation.read(call.wall);
    let own = || {
        world
            .addresses()
            .of(call.caller.account(), &call.caller.region)
    };
    let ids = call.form.list("AllocationId");
    let addresses = call.form.list("PublicIp");
    for id in &ids {
        let allocation = AllocationId::new(id);
        if world
            .addresses()
            .address(&call.caller, &allocation)
            .is_none()
        {
            return Err(call.refused(address::Refusal::UnknownAllocation { allocation }));
        }
    }
    for text in &addresses {
        let Ok(address) = text.parse() else {
            let why = "This is not a valid IPv4 address.";
            return Err(ServiceError::invalid_value("PublicIp", text, why));
        };
        if !own().any(|(_, its)| its.address == address) {
            return Err(call.refused(address::Refusal::AddressNotInPool { address }));
        }
    }
    let chosen = own().filter(|(id, address)| {
        (ids.is_empty() || ids.contains(&id.as_str()))
            && (addresses.is_empty() || addresses.contains(&address.address.to_string().as_str()))
            && filters.pass(|name| values(name, id, address))
    });
    let mut xml = Xml::default();
    xml.list("addressesSet", chosen, |xml, (id, address)| {
        write(xml, id, address)
    });
    Ok(xml)
}

fn write(xml: &mut Xml, id: &AllocationId, address: &Address) {
    let association = address.association.as_ref();
    xml.text("publicIp", address.address);
    xml.text("allocationId", id);
    xml.optional("associationId", association.map(|it| &it.id));
    xml.text("domain", "vpc");
    xml.optional("instanceId", instance(address));
    xml.optional("networkInterfaceId", association.map(|it| &it.interface));
    xml.optional(
        "networkInterfaceOwnerId",
        association.map(|_| address.account),
    );
    xml.optional("privateIpAddress", association.map(|it| it.private_address));
    xml.text("publicIpv4Pool", shapes::pool_name(address.pool.as_ref()));
    xml.text("networkBorderGroup", &address.region);
}

fn instance(address: &Address) -> Option<String> {
    match &address.association.as_ref()?.serves {
        Use::Instance(id) => Some(id.to_string()),
        Use::NatGateway(_) => None,
    }
}

/// What an address has under a filter's name.
fn values(name: &str, id: &AllocationId, address: &Address) -> Vec<String> {
    let association = address.association.as_ref();
    let value = match name {
        "allocation-id" => Some(id.to_string()),
        "association-id" => association.map(|it| it.id.to_string()),
        "domain" => Some("vpc".to_owned()),
        "instance-id" => instance(address),
        "network-border-group" => Some(address.region.to_string()),
        "network-interface-id" => association.map(|it| it.interface.to_string()),
        "network-interface-owner-id" => association.map(|_| address.account.to_string()),
        "private-ip-address" => association.map(|it| it.private_address.to_string()),
        "public-ip" => Some(address.address.to_string()),
        _ => None,
    };
    value.into_iter().collect()
}
