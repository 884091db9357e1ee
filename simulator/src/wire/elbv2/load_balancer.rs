//! `LoadBalancer`, the structure that creating and describing answer with.

use crate::wire::query::action::Action;
use crate::wire::query::timestamp;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::load_balancer::{Lifecycle, LoadBalancer, LoadBalancerArn, Node};

mod create;
mod delete;
mod describe;

pub(super) const ACTIONS: &[&Action] = &[&create::ACTION, &delete::ACTION, &describe::ACTION];

/// Writes the members.
fn write(xml: &mut Xml, world: &World, arn: &LoadBalancerArn, balancer: &LoadBalancer) {
    xml.text("LoadBalancerArn", arn);
    xml.text("DNSName", &balancer.dns_name);
    xml.text("CreatedTime", timestamp(balancer.created));
    xml.text("LoadBalancerName", &balancer.name);
    xml.text("Scheme", balancer.scheme.as_str());
    xml.text("VpcId", &balancer.vpc);
    xml.element("State", |xml| xml.text("Code", state(balancer.lifecycle)));
    xml.text("Type", balancer.kind);
    xml.members("AvailabilityZones", &balancer.nodes, |xml, node| {
        xml.text("ZoneName", &node.availability_zone);
        xml.text("SubnetId", &node.subnet);
        write_addresses(xml, world, node);
    });
    xml.text("IpAddressType", "ipv4");
}

/// The addresses that a balancer was given; those that Amazon gave it by itself
/// are found by its name only.
fn write_addresses(xml: &mut Xml, world: &World, node: &Node) {
    let given = node.allocation.as_ref().and_then(|allocation| {
        let address = world.addresses().allocated(allocation)?;
        Some((allocation, address.address))
    });
    xml.members(
        "LoadBalancerAddresses",
        given,
        |xml, (allocation, address)| {
            xml.text("IpAddress", address);
            xml.text("AllocationId", allocation);
        },
    );
}

/// The API has no state for a balancer that is no longer listed.
const fn state(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Provisioning => "provisioning",
        Lifecycle::Active | Lifecycle::Deleting => "active",
    }
}
