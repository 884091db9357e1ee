//! `Subnet`, the structure that creating and describing answer with.

use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::SubnetId;
use crate::world::aws::owned::Home;
use crate::world::aws::subnet::Subnet;

mod create;
mod delete;
mod describe;

pub(super) const ACTIONS: &[&Action] = &[&create::ACTION, &delete::ACTION, &describe::ACTION];

/// Writes the members.
fn write(xml: &mut Xml, world: &World, home: &Home, id: &SubnetId, subnet: &Subnet) {
    xml.text("subnetId", id);
    xml.text("subnetArn", arn(home, id));
    xml.text("state", "available");
    xml.text("ownerId", home.account);
    xml.text("vpcId", &subnet.vpc);
    xml.text("cidrBlock", subnet.cidr);
    xml.element("ipv6CidrBlockAssociationSet", |_| {});
    xml.text("availableIpAddressCount", free(world, id, subnet));
    xml.text("availabilityZone", &subnet.zone);
    xml.text("availabilityZoneId", subnet.zone.id());
    xml.text("defaultForAz", false);
    xml.text("mapPublicIpOnLaunch", false);
    xml.text("assignIpv6AddressOnCreation", false);
    xml.text("ipv6Native", false);
    tag::write_set(xml, world.tags().of(id.as_str()));
}

fn arn(home: &Home, id: &SubnetId) -> String {
    let (partition, region, account) = (home.region.partition(), &home.region, home.account);
    format!("arn:{partition}:ec2:{region}:{account}:subnet/{id}")
}

/// How many private addresses are left.
fn free(world: &World, id: &SubnetId, subnet: &Subnet) -> u64 {
    let taken = world.network_interfaces().count_in(id);
    subnet.room().saturating_sub(taken)
}
