//! `NatGateway`, the structure that creating and describing answer with.

use super::shapes::timestamp;
use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::nat_gateway::{Lifecycle, NatGateway, NatGatewayId};

mod create;
mod delete;
mod describe;

pub(super) const ACTIONS: &[&Action] = &[&create::ACTION, &delete::ACTION, &describe::ACTION];

/// Writes the members.
fn write(xml: &mut Xml, world: &World, id: &NatGatewayId, gateway: &NatGateway) {
    xml.text("natGatewayId", id);
    xml.text("subnetId", &gateway.subnet);
    xml.text("vpcId", &gateway.vpc);
    xml.text("state", gateway.lifecycle.as_str());
    xml.text("createTime", timestamp(gateway.created));
    match &gateway.lifecycle {
        Lifecycle::Deleted { at } => xml.text("deleteTime", timestamp(*at)),
        Lifecycle::Failed(failure) => {
            xml.text("failureCode", failure.code);
            xml.text("failureMessage", &failure.message);
        }
        Lifecycle::Pending { .. } | Lifecycle::Available | Lifecycle::Deleting => {}
    }
    xml.text("connectivityType", gateway.connectivity.as_str());
    xml.list("natGatewayAddressSet", [gateway], |xml, gateway| {
        let allocation = gateway.connectivity.allocation();
        let standing = gateway.standing.as_ref();
        let held = standing
            .and_then(|standing| world.addresses().of_interface(&standing.interface))
            .map(|(_, address)| address);
        let association = held.and_then(|address| address.association.as_ref());
        xml.optional("allocationId", allocation);
        xml.optional("associationId", association.map(|it| &it.id));
        xml.text("isPrimary", true);
        xml.optional("networkInterfaceId", standing.map(|it| &it.interface));
        xml.optional("privateIp", standing.map(|it| it.private_address));
        xml.optional("publicIp", held.map(|it| it.address));
    });
    tag::write_set(xml, world.tags().of(id.as_str()));
}
