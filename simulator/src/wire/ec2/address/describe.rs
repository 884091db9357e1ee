//! DescribeAddresses
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html>
//!
//! No listing of the usual kind: there are two kinds of names and no pages, and
//! a name leads to its address without a walk through all there are.

use std::collections::BTreeMap;

use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::{shapes, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::address::{self, Address, AllocationId, AssociationId};
use crate::world::aws::ids::{InstanceId, NetworkInterfaceId};
use crate::world::aws::load_balancer::Kind;
use crate::world::aws::network_interface::Role;
use crate::world::aws::owned::Home;

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
    let filters = Filters::read(call.form, FILTERS)?;
    let world = call.observe();
    let home = call.caller.home();
    let chosen = candidates(call, &world, &home, &filters)?
        .into_iter()
        .filter(|(id, address)| {
            let tags = world.tags().of(id.as_str());
            filters.pass(tags, |name| values(name, &world, &home, id, address))
        });
    let mut xml = Xml::default();
    xml.list("addressesSet", chosen, |xml, (id, address)| {
        write(xml, &world, &home, id, address)
    });
    Ok(xml)
}

/// The addresses that can be meant: those named, those that a filter names, or
/// all. Naming one costs the same however many there are.
fn candidates<'a>(
    call: &Call<'_>,
    world: &'a World,
    home: &Home,
    filters: &Filters,
) -> Result<BTreeMap<&'a AllocationId, &'a Address>, ServiceError> {
    let addresses = world.addresses();
    let at = |id: &'a AllocationId| Some((id, addresses.at(home, id)?));
    let named = |text: &str| addresses.key_at(home, &AllocationId::new(text));
    let of_address = |address| addresses.of_address(address).and_then(at);
    let ids = call.form.list("AllocationId");
    let texts = call.form.list("PublicIp");
    if ids.is_empty() && texts.is_empty() {
        let exact = |name| filters.exact(name);
        return Ok(if let Some(ids) = exact("allocation-id") {
            ids.iter().filter_map(|id| named(id)).collect()
        } else if let Some(texts) = exact("public-ip") {
            let parsed = texts.iter().filter_map(|text| text.parse().ok());
            parsed.filter_map(of_address).collect()
        } else if let Some(ids) = exact("association-id") {
            let ids = ids.iter().map(|id| AssociationId::new(id));
            let tied = ids.filter_map(|id| addresses.of_association(&id));
            tied.filter_map(at).collect()
        } else if let Some(ids) = exact("network-interface-id") {
            let ids = ids.iter().map(|id| NetworkInterfaceId::new(id));
            let tied = ids.filter_map(|id| addresses.of_interface(&id));
            tied.filter_map(|(id, _)| at(id)).collect()
        } else {
            addresses.of(home).collect()
        });
    }
    let mut by_id = BTreeMap::new();
    for id in &ids {
        let allocation = AllocationId::new(id);
        let unknown = || call.refused(address::Refusal::UnknownAllocation { allocation });
        by_id.extend([named(id).ok_or_else(unknown)?]);
    }
    let mut by_address = BTreeMap::new();
    for text in &texts {
        let Ok(address) = text.parse() else {
            let why = "This is not a valid IPv4 address.";
            return Err(ServiceError::invalid_value("PublicIp", text, why));
        };
        let unknown = || call.refused(address::Refusal::AddressNotInPool { address });
        by_address.extend([of_address(address).ok_or_else(unknown)?]);
    }
    // Both kinds of names: what either would choose alone is chosen by both.
    Ok(match (ids.is_empty(), texts.is_empty()) {
        (false, false) => {
            by_id.retain(|id, _| by_address.contains_key(id));
            by_id
        }
        (false, true) => by_id,
        (true, _) => by_address,
    })
}

fn write(xml: &mut Xml, world: &World, home: &Home, id: &AllocationId, address: &Address) {
    let association = address.association.as_ref();
    xml.text("publicIp", address.address);
    xml.text("allocationId", id);
    xml.optional("associationId", association.map(|it| &it.id));
    xml.text("domain", "vpc");
    xml.optional("instanceId", instance(world, address));
    xml.optional("networkInterfaceId", association.map(|it| &it.interface));
    xml.optional("networkInterfaceOwnerId", association.map(|_| home.account));
    xml.optional("privateIpAddress", association.map(|it| it.private_address));
    xml.text("publicIpv4Pool", shapes::pool_name(address.pool.as_ref()));
    xml.text("networkBorderGroup", &address.border_group);
    xml.optional("serviceManaged", service(world, address));
    let tags = world.tags().of(id.as_str());
    if !tags.is_empty() {
        tag::write_set(xml, tags);
    }
}

/// The instance that an address serves.
fn instance<'a>(world: &'a World, address: &Address) -> Option<&'a InstanceId> {
    let interface = &address.association.as_ref()?.interface;
    world.network_interfaces().get(interface)?.instance()
}

/// The service that manages an address in use. A public NAT gateway is none:
/// `rnat`, the one in the model's list, is the regional kind.
fn service(world: &World, address: &Address) -> Option<&'static str> {
    let interface = &address.association.as_ref()?.interface;
    match &world.network_interfaces().get(interface)?.role {
        Role::LoadBalancer(arn) => match world.load_balancers().load_balancer(arn)?.kind {
            Kind::Application => Some("alb"),
            Kind::Network => Some("nlb"),
        },
        Role::Spare | Role::Instance { .. } | Role::NatGateway(_) => None,
    }
}

/// What an address has under a filter's name.
fn values(
    name: &str,
    world: &World,
    home: &Home,
    id: &AllocationId,
    address: &Address,
) -> Vec<String> {
    let association = address.association.as_ref();
    let value = match name {
        "allocation-id" => Some(id.to_string()),
        "association-id" => association.map(|it| it.id.to_string()),
        "domain" => Some("vpc".to_owned()),
        "instance-id" => instance(world, address).map(ToString::to_string),
        "network-border-group" => Some(address.border_group.to_string()),
        "network-interface-id" => association.map(|it| it.interface.to_string()),
        "network-interface-owner-id" => association.map(|_| home.account.to_string()),
        "private-ip-address" => association.map(|it| it.private_address.to_string()),
        "public-ip" => Some(address.address.to_string()),
        _ => None,
    };
    value.into_iter().collect()
}
