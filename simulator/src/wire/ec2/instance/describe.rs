//! DescribeInstances
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html>

use std::collections::BTreeMap;

use super::write_reservation;
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::network_interface;
use crate::wire::ec2::pages::sizes;
use crate::wire::ec2::shapes::timestamp;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::{InstanceId, ReservationId};
use crate::world::aws::instance::{Instance, Refusal};
use crate::world::aws::owned::Home;

pub(super) const ACTION: Action = Action {
    name: "DescribeInstances",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "InstanceId.N",
        "MaxResults",
        "NextToken",
    ],
    required: &[],
    unsupported: &["IncludeManagedResources"],
    answer,
};

const FILTERS: &[&str] = &[
    "availability-zone",
    "availability-zone-id",
    "client-token",
    "image-id",
    "instance-id",
    "instance-state-code",
    "instance-state-name",
    "instance-type",
    "ip-address",
    "ipv6-address",
    "launch-time",
    "network-interface.addresses.association.allocation-id",
    "network-interface.addresses.association.association-id",
    "network-interface.addresses.association.ip-owner-id",
    "network-interface.addresses.association.public-ip",
    "network-interface.addresses.primary",
    "network-interface.addresses.private-ip-address",
    "network-interface.association.allocation-id",
    "network-interface.association.association-id",
    "network-interface.association.ip-owner-id",
    "network-interface.association.public-ip",
    "network-interface.attachment.attach-time",
    "network-interface.attachment.attachment-id",
    "network-interface.attachment.delete-on-termination",
    "network-interface.attachment.device-index",
    "network-interface.attachment.instance-id",
    "network-interface.attachment.instance-owner-id",
    "network-interface.attachment.status",
    "network-interface.availability-zone",
    "network-interface.description",
    "network-interface.network-interface-id",
    "network-interface.owner-id",
    "network-interface.private-ip-address",
    "network-interface.requester-managed",
    "network-interface.source-dest-check",
    "network-interface.status",
    "network-interface.subnet-id",
    "network-interface.vpc-id",
    "owner-id",
    "private-ip-address",
    "reservation-id",
    "subnet-id",
    "tenancy",
    "vpc-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let named = !call.form.list("InstanceId").is_empty();
    if named && call.form.get("MaxResults").is_some() {
        // EC2 API Reference: "You cannot specify this parameter and the instance
        // IDs parameter in the same request."
        return Err(ServiceError::combination(
            "The parameter instancesSet cannot be used with the parameter maxResults",
        ));
    }
    let listing = Listing::read(call, "InstanceId", FILTERS, sizes::DESCRIBE_INSTANCES)?;
    let world = call.observe();
    let home = call.caller.home();
    let (instances, next) = listing.choose(
        call,
        &world,
        world.instances().of(&home),
        |instance| Refusal::UnknownInstances {
            instances: vec![instance],
        },
        |name, id, instance| values(name, &world, &home, id, instance),
    )?;
    let mut launches: BTreeMap<&ReservationId, Vec<(&InstanceId, &Instance)>> = BTreeMap::new();
    for (id, instance) in instances {
        let launch = launches.entry(&instance.reservation).or_default();
        launch.push((id, instance));
    }
    let mut xml = Xml::default();
    xml.list("reservationSet", launches, |xml, (_, launch)| {
        write_reservation(xml, &world, &home, launch);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What an instance has under a filter's name.
fn values(
    name: &str,
    world: &World,
    home: &Home,
    id: &InstanceId,
    instance: &Instance,
) -> Vec<String> {
    match name {
        "availability-zone" => one(&instance.zone),
        "availability-zone-id" => one(instance.zone.id()),
        "client-token" => instance.token.iter().cloned().collect(),
        "image-id" => one(&instance.request.image),
        "instance-id" => one(id),
        "instance-state-code" => one(instance.lifecycle.told().code()),
        "instance-state-name" => one(instance.lifecycle.told().as_str()),
        "instance-type" => one(&instance.request.instance_type),
        "launch-time" => one(timestamp(instance.launched)),
        "owner-id" => one(home.account),
        "reservation-id" => one(&instance.reservation),
        "tenancy" => one("default"),
        _ => placed(name, world, home, instance),
    }
}

/// What it has as long as it is on the network: its one interface. No
/// interface has an IPv6 address here.
fn placed(name: &str, world: &World, home: &Home, instance: &Instance) -> Vec<String> {
    let name = match name {
        "ip-address" => "association.public-ip",
        "private-ip-address" | "subnet-id" | "vpc-id" => name,
        _ => match name.strip_prefix("network-interface.") {
            // It has one address, and what hangs on that hangs on it.
            Some(name) => match name.strip_prefix("addresses.") {
                Some(inner) if inner.starts_with("association.") => inner,
                Some(_) | None => name,
            },
            None => return Vec::new(),
        },
    };
    let interface = instance.lifecycle.interface();
    let found = interface.and_then(|id| Some((id, world.network_interfaces().get(id)?)));
    let values = |(id, interface)| network_interface::values(name, world, home, id, interface);
    found.map(values).unwrap_or_default()
}
