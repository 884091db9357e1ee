//! `InternetGateway`, the structure that creating and describing answer with.

use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::InternetGatewayId;
use crate::world::aws::internet_gateway::InternetGateway;
use crate::world::aws::owned::Home;

mod attach;
mod create;
mod delete;
mod describe;
mod detach;

pub(super) const ACTIONS: &[&Action] = &[
    &attach::ACTION,
    &create::ACTION,
    &delete::ACTION,
    &describe::ACTION,
    &detach::ACTION,
];

/// The state of an attachment (EC2 API Reference, InternetGatewayAttachment: "the
/// state is available when attached", which the enumeration of states lacks).
const ATTACHED: &str = "available";

/// Writes the members.
fn write(
    xml: &mut Xml,
    world: &World,
    home: &Home,
    id: &InternetGatewayId,
    gateway: &InternetGateway,
) {
    xml.text("internetGatewayId", id);
    xml.text("ownerId", home.account);
    xml.list("attachmentSet", &gateway.vpc, |xml, vpc| {
        xml.text("vpcId", vpc);
        xml.text("state", ATTACHED);
    });
    tag::write_set(xml, world.tags().of(id.as_str()));
}
