//! DescribeInstances
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html>

use std::collections::BTreeMap;

use super::{standing, write_reservation};
use crate::wire::ec2::listing::{Listing, one};
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
    "client-token",
    "image-id",
    "instance-id",
    "instance-state-code",
    "instance-state-name",
    "instance-type",
    "ip-address",
    "launch-time",
    "network-interface.addresses.association.public-ip",
    "network-interface.network-interface-id",
    "network-interface.subnet-id",
    "network-interface.vpc-id",
    "owner-id",
    "private-ip-address",
    "reservation-id",
    "subnet-id",
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
        "client-token" => instance.token.iter().cloned().collect(),
        "image-id" => one(&instance.request.image),
        "instance-id" => one(id),
        "instance-state-code" => one(instance.lifecycle.told().code()),
        "instance-state-name" => one(instance.lifecycle.told().as_str()),
        "instance-type" => one(&instance.request.instance_type),
        "launch-time" => one(timestamp(instance.launched)),
        "owner-id" => one(home.account),
        "reservation-id" => one(&instance.reservation),
        _ => placed(name, world, instance).unwrap_or_default(),
    }
}

/// What it has as long as it is on the network.
fn placed(name: &str, world: &World, instance: &Instance) -> Option<Vec<String>> {
    let (interface, subnet) = standing(world, instance)?;
    let eni = instance.lifecycle.interface()?;
    match name {
        "ip-address" | "network-interface.addresses.association.public-ip" => {
            let (_, address) = world.addresses().of_interface(eni)?;
            Some(one(address.address))
        }
        "network-interface.network-interface-id" => Some(one(eni)),
        "private-ip-address" => Some(one(interface.private_address)),
        "network-interface.subnet-id" | "subnet-id" => Some(one(&interface.subnet)),
        "network-interface.vpc-id" | "vpc-id" => Some(one(&subnet.vpc)),
        _ => None,
    }
}
