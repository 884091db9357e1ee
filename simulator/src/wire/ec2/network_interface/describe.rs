//! DescribeNetworkInterfaces
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html>

use super::{kind, status, write};
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::NetworkInterfaceId;
use crate::world::aws::network_interface::{NetworkInterface, Refusal, Role};
use crate::world::aws::owned::Home;

pub(super) const ACTION: Action = Action {
    name: "DescribeNetworkInterfaces",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NetworkInterfaceId.N",
        "NextToken",
    ],
    required: &[],
    unsupported: &["IncludeManagedResources"],
    answer,
};

const FILTERS: &[&str] = &[
    "addresses.association.public-ip",
    "addresses.private-ip-address",
    "association.allocation-id",
    "association.association-id",
    "association.ip-owner-id",
    "association.public-ip",
    "attachment.attachment-id",
    "attachment.instance-id",
    "attachment.status",
    "availability-zone",
    "description",
    "interface-type",
    "network-interface-id",
    "owner-id",
    "private-ip-address",
    "requester-managed",
    "status",
    "subnet-id",
    "vpc-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let listing = Listing::read(
        call,
        "NetworkInterfaceId",
        FILTERS,
        sizes::DESCRIBE_NETWORK_INTERFACES,
    )?;
    let world = call.observe();
    let home = call.caller.home();
    let (interfaces, next) = listing.choose(
        call,
        &world,
        world.network_interfaces().of(&home),
        |interface| Refusal::UnknownNetworkInterface { interface },
        |name, id, interface| values(name, &world, &home, id, interface),
    )?;
    let mut xml = Xml::default();
    xml.list("networkInterfaceSet", interfaces, |xml, (id, interface)| {
        write(xml, &world, &home, id, interface);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What an interface has under a filter's name.
fn values(
    name: &str,
    world: &World,
    home: &Home,
    id: &NetworkInterfaceId,
    interface: &NetworkInterface,
) -> Vec<String> {
    match name {
        "addresses.private-ip-address" | "private-ip-address" => one(interface.private_address),
        "description" => one(&interface.description),
        "interface-type" => one(kind(world, interface)),
        "network-interface-id" => one(id),
        "owner-id" => one(home.account),
        "requester-managed" => one(interface.is_managed()),
        "status" => one(status(interface)),
        "subnet-id" => one(&interface.subnet),
        _ if name.starts_with("attachment.") => attached(name, interface),
        "availability-zone" | "vpc-id" => placed(name, world, interface),
        _ => associated(name, world, home, id),
    }
}

fn attached(name: &str, interface: &NetworkInterface) -> Vec<String> {
    match (&interface.role, name) {
        (Role::Instance { attachment, .. }, "attachment.attachment-id") => one(attachment),
        (Role::Instance { instance, .. }, "attachment.instance-id") => one(instance),
        (Role::Spare, _) => Vec::new(),
        (_, "attachment.status") => one("attached"),
        _ => Vec::new(),
    }
}

fn placed(name: &str, world: &World, interface: &NetworkInterface) -> Vec<String> {
    match (world.subnets().get(&interface.subnet), name) {
        (Some(subnet), "availability-zone") => one(&subnet.zone),
        (Some(subnet), _) => one(&subnet.vpc),
        (None, _) => Vec::new(),
    }
}

fn associated(name: &str, world: &World, home: &Home, id: &NetworkInterfaceId) -> Vec<String> {
    let Some((allocation, address)) = world.addresses().of_interface(id) else {
        return Vec::new();
    };
    let association = address.association.as_ref();
    match name {
        "addresses.association.public-ip" | "association.public-ip" => one(address.address),
        "association.allocation-id" => one(allocation),
        "association.association-id" => association.map(|it| one(&it.id)).unwrap_or_default(),
        "association.ip-owner-id" => one(home.account),
        _ => Vec::new(),
    }
}
