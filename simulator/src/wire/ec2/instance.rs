//! `Instance`, the structure that launching and describing answer with.

use super::shapes::timestamp;
use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::InstanceId;
use crate::world::aws::instance::{Instance, State};
use crate::world::aws::network_interface::NetworkInterface;
use crate::world::aws::owned::Home;
use crate::world::aws::subnet::Subnet;

mod describe;
mod place;
mod run;
mod terminate;

pub(super) const ACTIONS: &[&Action] = &[&describe::ACTION, &run::ACTION, &terminate::ACTION];

/// Where an instance is on the network, while it is anywhere.
fn standing<'a>(
    world: &'a World,
    instance: &Instance,
) -> Option<(&'a NetworkInterface, &'a Subnet)> {
    let interface = instance.lifecycle.interface()?;
    let interface = world.network_interfaces().get(interface)?;
    Some((interface, world.subnets().get(&interface.subnet)?))
}

/// Writes `InstanceState` under a name.
fn write_state(xml: &mut Xml, name: &str, state: State) {
    xml.element(name, |xml| {
        xml.text("code", state.code());
        xml.text("name", state.as_str());
    });
}

/// Writes the instances of one launch: `Reservation`.
fn write_reservation<'a>(
    xml: &mut Xml,
    world: &World,
    home: &Home,
    instances: impl IntoIterator<Item = (&'a InstanceId, &'a Instance)>,
) {
    let mut instances = instances.into_iter().peekable();
    let reservation = instances.peek().map(|(_, first)| &first.reservation);
    xml.optional("reservationId", reservation);
    xml.text("ownerId", home.account);
    xml.element("groupSet", |_| {});
    let numbered = instances.enumerate();
    xml.list("instancesSet", numbered, |xml, (index, (id, instance))| {
        xml.text("amiLaunchIndex", index);
        write(xml, world, home, id, instance);
    });
}

/// Writes the members.
fn write(xml: &mut Xml, world: &World, home: &Home, id: &InstanceId, instance: &Instance) {
    xml.text("instanceId", id);
    xml.text("imageId", &instance.request.image);
    write_state(xml, "instanceState", instance.lifecycle.told());
    xml.text("instanceType", &instance.request.instance_type);
    xml.text("launchTime", timestamp(instance.launched));
    xml.element("placement", |xml| {
        xml.text("availabilityZone", &instance.zone);
        xml.text("availabilityZoneId", instance.zone.id());
        xml.text("tenancy", "default");
    });
    xml.optional("clientToken", instance.token.as_ref());
    if let Some((interface, subnet)) = standing(world, instance) {
        let eni = instance.lifecycle.interface();
        let public = eni.and_then(|eni| world.addresses().of_interface(eni));
        let public = public.map(|(_, address)| address.address);
        xml.text("subnetId", &interface.subnet);
        xml.text("vpcId", &subnet.vpc);
        xml.text("privateIpAddress", interface.private_address);
        xml.optional("ipAddress", public);
        xml.list("networkInterfaceSet", eni, |xml, eni| {
            xml.text("networkInterfaceId", eni);
            xml.text("subnetId", &interface.subnet);
            xml.text("vpcId", &subnet.vpc);
            xml.text("description", &interface.description);
            xml.text("ownerId", home.account);
            xml.text("status", "in-use");
            xml.text("privateIpAddress", interface.private_address);
            if let Some(public) = public {
                xml.element("association", |xml| {
                    xml.text("publicIp", public);
                    xml.text("ipOwnerId", home.account);
                });
            }
        });
    }
    tag::write_set(xml, world.tags().of(id.as_str()));
}
