//! `NetworkInterface`, the structure that creating and describing answer with.

use super::shapes::timestamp;
use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::address::{Address, AllocationId};
use crate::world::aws::ids::NetworkInterfaceId;
use crate::world::aws::load_balancer::Kind;
use crate::world::aws::network_interface::{NetworkInterface, Role};
use crate::world::aws::owned::Home;

mod create;
mod delete;
mod describe;

pub(super) use describe::values;

pub(super) const ACTIONS: &[&Action] = &[&create::ACTION, &delete::ACTION, &describe::ACTION];

/// Who owns what an interface of a service hangs on.
const SERVICES: &str = "amazon-aws";

/// Writes the members.
fn write(
    xml: &mut Xml,
    world: &World,
    home: &Home,
    id: &NetworkInterfaceId,
    interface: &NetworkInterface,
) {
    let subnet = world.subnets().get(&interface.subnet);
    xml.text("networkInterfaceId", id);
    xml.text("subnetId", &interface.subnet);
    xml.optional("vpcId", subnet.map(|subnet| &subnet.vpc));
    xml.optional("availabilityZone", subnet.map(|subnet| &subnet.zone));
    xml.optional("availabilityZoneId", subnet.map(|subnet| subnet.zone.id()));
    xml.text("description", &interface.description);
    xml.text("ownerId", home.account);
    xml.text("requesterManaged", interface.is_managed());
    xml.text("status", status(interface));
    xml.text("interfaceType", kind(world, interface));
    xml.text("privateIpAddress", interface.private_address);
    xml.text("sourceDestCheck", !interface.is_managed());
    xml.element("groupSet", |_| {});
    write_attachment(xml, home, interface);
    let tied = world.addresses().of_interface(id);
    write_association(xml, home, tied);
    xml.list("privateIpAddressesSet", [interface], |xml, interface| {
        xml.text("privateIpAddress", interface.private_address);
        xml.text("primary", true);
        write_association(xml, home, tied);
    });
    xml.element("ipv6AddressesSet", |_| {});
    tag::write_set(xml, world.tags().of(id.as_str()));
}

fn write_attachment(xml: &mut Xml, home: &Home, interface: &NetworkInterface) {
    match &interface.role {
        Role::Spare => {}
        Role::Instance {
            instance,
            attachment,
            since,
            ends_with_it,
        } => xml.element("attachment", |xml| {
            xml.text("attachmentId", attachment);
            xml.text("instanceId", instance);
            xml.text("instanceOwnerId", home.account);
            xml.text("deviceIndex", 0);
            xml.text("status", "attached");
            xml.text("attachTime", timestamp(*since));
            xml.text("deleteOnTermination", ends_with_it);
        }),
        Role::NatGateway(_) | Role::LoadBalancer(_) => xml.element("attachment", |xml| {
            xml.text("instanceOwnerId", SERVICES);
            xml.text("deviceIndex", 1);
            xml.text("status", "attached");
            xml.text("deleteOnTermination", false);
        }),
    }
}

fn write_association(xml: &mut Xml, home: &Home, tied: Option<(&AllocationId, &Address)>) {
    if let Some((allocation, address)) = tied {
        xml.element("association", |xml| {
            xml.text("publicIp", address.address);
            xml.text("allocationId", allocation);
            let association = address.association.as_ref();
            xml.optional("associationId", association.map(|it| &it.id));
            xml.text("ipOwnerId", home.account);
        });
    }
}

fn status(interface: &NetworkInterface) -> &'static str {
    match &interface.role {
        Role::Spare => "available",
        Role::Instance { .. } | Role::NatGateway(_) | Role::LoadBalancer(_) => "in-use",
    }
}

/// The API's name of the kind of interface. An application load balancer's is
/// an ordinary one, told by its description.
fn kind(world: &World, interface: &NetworkInterface) -> &'static str {
    match &interface.role {
        Role::Spare | Role::Instance { .. } => "interface",
        Role::NatGateway(_) => "natGateway",
        Role::LoadBalancer(arn) => {
            let balancer = world.load_balancers().load_balancer(arn);
            match balancer.map(|balancer| balancer.kind) {
                Some(Kind::Network) => "network_load_balancer",
                Some(Kind::Application) | None => "interface",
            }
        }
    }
}
