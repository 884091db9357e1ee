//! `Vpc`, the structure that creating and describing answer with.

use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::{VpcCidrAssociationId, VpcId};
use crate::world::aws::owned::Home;
use crate::world::aws::vpc::{Block, Vpc};

mod associate_cidr_block;
mod create;
mod delete;
mod describe;
mod disassociate_cidr_block;
mod wish;

pub(super) const ACTIONS: &[&Action] = &[
    &associate_cidr_block::ACTION,
    &create::ACTION,
    &delete::ACTION,
    &describe::ACTION,
    &disassociate_cidr_block::ACTION,
];

/// Writes the members; a VPC that is being made is `pending`, and is there when
/// it is next looked at.
fn write(xml: &mut Xml, world: &World, home: &Home, id: &VpcId, vpc: &Vpc, state: &str) {
    xml.text("vpcId", id);
    xml.text("ownerId", home.account);
    xml.text("state", state);
    xml.text("cidrBlock", vpc.cidr);
    xml.text("dhcpOptionsId", "default");
    xml.text("instanceTenancy", "default");
    xml.text("isDefault", false);
    xml.list("cidrBlockAssociationSet", [vpc], |xml, vpc| {
        xml.text("associationId", &vpc.association);
        xml.text("cidrBlock", vpc.cidr);
        xml.element("cidrBlockState", |xml| xml.text("state", "associated"));
    });
    if !vpc.blocks.is_empty() {
        xml.list(
            "ipv6CidrBlockAssociationSet",
            &vpc.blocks,
            |xml, (id, block)| write_block(xml, world, home, id, block),
        );
    }
    tag::write_set(xml, world.tags().of(id.as_str()));
}

/// Writes a `VpcIpv6CidrBlockAssociation`.
fn write_block(
    xml: &mut Xml,
    world: &World,
    home: &Home,
    id: &VpcCidrAssociationId,
    block: &Block,
) {
    xml.text("associationId", id);
    xml.text("ipv6CidrBlock", block.cidr);
    xml.element("ipv6CidrBlockState", |xml| {
        xml.text("state", block.state.as_str());
    });
    // A block is announced with the range that it is of.
    let pool = world.pools().at(home, &block.pool);
    match pool.and_then(|pool| world.ranges().range(&pool.range)) {
        Some(range) => xml.text("networkBorderGroup", &range.border_group),
        None => xml.text("networkBorderGroup", &home.region),
    }
    xml.text("ipv6Pool", &block.pool);
    xml.text("ipSource", "byoip");
}
