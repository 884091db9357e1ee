//! `RouteTable`, the structure that creating and describing answer with.

use byoip_vocabulary::prefix::Prefix;

use super::tag;
use crate::wire::query::action::Action;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::{RouteTableAssociationId, RouteTableId, SubnetId};
use crate::world::aws::owned::Home;
use crate::world::aws::route_table::{self, RouteTable, Target};

mod associate;
mod create;
mod create_route;
mod delete;
mod delete_route;
mod describe;
mod disassociate;
mod replace_route;
mod route;

pub(super) const ACTIONS: &[&Action] = &[
    &associate::ACTION,
    &create::ACTION,
    &create_route::ACTION,
    &delete::ACTION,
    &delete_route::ACTION,
    &describe::ACTION,
    &disassociate::ACTION,
    &replace_route::ACTION,
];

/// A route as it is told: also the one to the VPC itself.
struct Told<'a> {
    destination: Prefix,
    target: Option<&'a Target>,
    state: &'static str,
}

impl Told<'_> {
    /// `gatewayId`, which for the VPC's own route is `local`.
    fn gateway(&self) -> Option<&str> {
        match self.target {
            None => Some("local"),
            Some(Target::InternetGateway(id)) => Some(id.as_str()),
            Some(Target::NatGateway(_)) => None,
        }
    }

    /// `natGatewayId`.
    fn nat_gateway(&self) -> Option<&str> {
        match self.target {
            Some(Target::NatGateway(id)) => Some(id.as_str()),
            Some(Target::InternetGateway(_)) | None => None,
        }
    }

    /// By what call it is there.
    fn origin(&self) -> &'static str {
        match self.target {
            None => "CreateRouteTable",
            Some(_) => "CreateRoute",
        }
    }
}

/// A table's routes: to the VPC's addresses first, then what was added.
fn routes<'a>(world: &World, table: &'a RouteTable) -> Vec<Told<'a>> {
    let local = world.vpcs().get(&table.vpc).into_iter().flat_map(|vpc| {
        let held = vpc.blocks.values().filter(|block| block.is_held());
        std::iter::once(vpc.cidr).chain(held.map(|block| block.cidr))
    });
    let local = local.map(|destination| Told {
        destination,
        target: None,
        state: "active",
    });
    let added = table.routes.iter().map(|(destination, target)| Told {
        destination: *destination,
        target: Some(target),
        state: route_table::state(world, &table.vpc, target).as_str(),
    });
    local.chain(added).collect()
}

/// A table's ties: the VPC's to its main one, without a subnet, then the
/// subnets'.
fn ties(table: &RouteTable) -> Vec<(&RouteTableAssociationId, Option<&SubnetId>)> {
    let main = table.main.iter().map(|tie| (tie, None));
    let own = table.subnets.iter();
    main.chain(own.map(|(subnet, tie)| (tie, Some(subnet))))
        .collect()
}

/// Writes the members.
fn write(xml: &mut Xml, world: &World, home: &Home, id: &RouteTableId, table: &RouteTable) {
    xml.text("routeTableId", id);
    xml.text("vpcId", &table.vpc);
    xml.text("ownerId", home.account);
    xml.list("routeSet", routes(world, table), |xml, route| {
        let name = if route.destination.is_ipv4() {
            "destinationCidrBlock"
        } else {
            "destinationIpv6CidrBlock"
        };
        xml.text(name, route.destination);
        xml.optional("gatewayId", route.gateway());
        xml.optional("natGatewayId", route.nat_gateway());
        xml.text("state", route.state);
        xml.text("origin", route.origin());
    });
    xml.list("associationSet", ties(table), |xml, (tie, subnet)| {
        xml.text("routeTableAssociationId", tie);
        xml.text("routeTableId", id);
        xml.optional("subnetId", subnet);
        xml.text("main", subnet.is_none());
        write_associated(xml);
    });
    xml.element("propagatingVgwSet", |_| {});
    tag::write_set(xml, world.tags().of(id.as_str()));
}

/// Writes the state of a tie: there is no other.
fn write_associated(xml: &mut Xml) {
    xml.element("associationState", |xml| xml.text("state", "associated"));
}
