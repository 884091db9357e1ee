//! DescribeNetworkInterfaces
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html>

use super::{SERVICES, kind, status, write};
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::ec2::shapes::timestamp;
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
    "addresses.association.owner-id",
    "addresses.association.public-ip",
    "addresses.primary",
    "addresses.private-ip-address",
    "association.allocation-id",
    "association.association-id",
    "association.ip-owner-id",
    "association.public-ip",
    "attachment.attach-time",
    "attachment.attachment-id",
    "attachment.delete-on-termination",
    "attachment.device-index",
    "attachment.instance-id",
    "attachment.instance-owner-id",
    "attachment.status",
    "availability-zone",
    "availability-zone-id",
    "description",
    "interface-type",
    "network-interface-id",
    "owner-id",
    "private-ip-address",
    "requester-managed",
    "source-dest-check",
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
pub(in crate::wire::ec2) fn values(
    name: &str,
    world: &World,
    home: &Home,
    id: &NetworkInterfaceId,
    interface: &NetworkInterface,
) -> Vec<String> {
    match name {
        "addresses.primary" => one(true),
        "addresses.private-ip-address" | "private-ip-address" => one(interface.private_address),
        "description" => one(&interface.description),
        "interface-type" => one(kind(world, interface)),
        "network-interface-id" => one(id),
        "owner-id" => one(home.account),
        "requester-managed" => one(interface.is_managed()),
        "source-dest-check" => one(!interface.is_managed()),
        "status" => one(status(interface)),
        "subnet-id" => one(&interface.subnet),
        "availability-zone" | "availability-zone-id" | "vpc-id" => placed(name, world, interface),
        _ => match name.strip_prefix("attachment.") {
            Some(name) => attached(name, home, interface),
            None => associated(name, world, home, id),
        },
    }
}

fn attached(name: &str, home: &Home, interface: &NetworkInterface) -> Vec<String> {
    match (&interface.role, name) {
        (Role::Spare, _) => Vec::new(),
        (_, "status") => one("attached"),
        (
            Role::Instance {
                instance,
                attachment,
                since,
                ends_with_it,
            },
            _,
        ) => match name {
            "attach-time" => one(timestamp(*since)),
            "attachment-id" => one(attachment),
            "delete-on-termination" => one(ends_with_it),
            "device-index" => one(0),
            "instance-id" => one(instance),
            "instance-owner-id" => one(home.account),
            _ => Vec::new(),
        },
        (Role::NatGateway(_) | Role::LoadBalancer(_), _) => match name {
            "delete-on-termination" => one(false),
            "device-index" => one(1),
            "instance-owner-id" => one(SERVICES),
            _ => Vec::new(),
        },
    }
}

fn placed(name: &str, world: &World, interface: &NetworkInterface) -> Vec<String> {
    match (world.subnets().get(&interface.subnet), name) {
        (Some(subnet), "availability-zone") => one(&subnet.zone),
        (Some(subnet), "availability-zone-id") => one(subnet.zone.id()),
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
        "addresses.association.owner-id" | "association.ip-owner-id" => one(home.account),
        _ => Vec::new(),
    }
}
