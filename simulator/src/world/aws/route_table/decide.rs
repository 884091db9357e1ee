//! The rules of the calls on route tables, in the order in which they are
//! checked.

use byoip_vocabulary::prefix::Prefix;

use super::{Command, Fact, Refusal, RouteTable, Target};
use crate::world::aws::account::Caller;
use crate::world::aws::client_token::ClientToken;
use crate::world::aws::ids::{RouteTableAssociationId, RouteTableId, SubnetId, VpcId};
use crate::world::aws::owned::Home;
use crate::world::aws::tag::{self, TagSet};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = &caller.home();
    let fact = match command {
        Command::Create { vpc, token, tags } => {
            return create(world, home, vpc, token.as_deref(), tags);
        }
        Command::Delete(table) => delete(world, home, table),
        Command::CreateRoute {
            table,
            destination,
            target,
        } => create_route(world, home, table, *destination, target),
        Command::ReplaceRoute {
            table,
            destination,
            target,
        } => replace_route(world, home, table, *destination, target),
        Command::DeleteRoute { table, destination } => {
            find_route(world, home, table, *destination)?;
            Ok(Fact::Unrouted {
                table: table.clone(),
                destination: *destination,
            })
        }
        Command::Associate { table, subnet } => associate(world, home, table, subnet),
        Command::Disassociate(association) => disassociate(world, home, association),
    }?;
    Ok(vec![WorldFact::RouteTable(fact)])
}

fn create(
    world: &World,
    home: &Home,
    vpc: &VpcId,
    token: Option<&str>,
    tags: &TagSet,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let own = token.map(|it| ClientToken::new(it, &(vpc, tags)));
    if let Some((_, present)) = token.and_then(|it| world.route_tables.of_token(home, it)) {
        return if present.token == own {
            Ok(Vec::new())
        } else {
            Err(Refusal::TokenUsed.into())
        };
    }
    world.vpcs.find(home, vpc)?;
    tag::check(tags)?;
    let (id, created) = created(world, home.clone(), vpc.clone(), own);
    let tagged = tag::on_creation(home, id, tags);
    let created = WorldFact::RouteTable(created);
    Ok(std::iter::once(created).chain(tagged).collect())
}

/// The fact that a table was made, and its id.
pub(in crate::world) fn created(
    world: &World,
    home: Home,
    vpc: VpcId,
    token: Option<ClientToken>,
) -> (RouteTableId, Fact) {
    let table = next_id(world);
    let fact = Fact::Created {
        table: table.clone(),
        home,
        vpc,
        main: None,
        token,
    };
    (table, fact)
}

/// The fact that a VPC's main table was made.
pub(in crate::world) fn created_main(world: &World, home: Home, vpc: VpcId) -> Fact {
    let count = world.route_tables.created;
    let main = world.draw.id("rtbassoc-", Branch::MainRouteTable, count);
    Fact::Created {
        table: next_id(world),
        home,
        vpc,
        main: Some(RouteTableAssociationId::new(&main)),
        token: None,
    }
}

fn next_id(world: &World) -> RouteTableId {
    let count = world.route_tables.created;
    RouteTableId::new(&world.draw.id("rtb-", Branch::RouteTable, count))
}

fn find<'a>(
    world: &'a World,
    home: &Home,
    table: &RouteTableId,
) -> Result<&'a RouteTable, Refusal> {
    let found = world.route_tables.at(home, table);
    found.ok_or_else(|| Refusal::UnknownRouteTable {
        table: table.clone(),
    })
}

fn delete(world: &World, home: &Home, table: &RouteTableId) -> Result<Fact, WorldRefusal> {
    let found = find(world, home, table)?;
    let table = table.clone();
    if found.is_main() || !found.subnets.is_empty() {
        return Err(Refusal::InUse { table }.into());
    }
    Ok(Fact::Deleted { table })
}

fn create_route(
    world: &World,
    home: &Home,
    table: &RouteTableId,
    destination: Prefix,
    target: &Target,
) -> Result<Fact, WorldRefusal> {
    let found = find(world, home, table)?;
    check_target(world, home, table, found, destination, target)?;
    let local = world.vpcs.find(home, &found.vpc)?.cidr;
    if destination == local || found.routes.contains_key(&destination) {
        return Err(Refusal::RouteExists { destination }.into());
    }
    if local.covers(destination) {
        return Err(Refusal::InsideVpc { destination, local }.into());
    }
    Ok(routed(table, destination, target))
}

fn replace_route(
    world: &World,
    home: &Home,
    table: &RouteTableId,
    destination: Prefix,
    target: &Target,
) -> Result<Fact, WorldRefusal> {
    let found = find_route(world, home, table, destination)?;
    check_target(world, home, table, found, destination, target)?;
    Ok(routed(table, destination, target))
}

fn routed(table: &RouteTableId, destination: Prefix, target: &Target) -> Fact {
    Fact::Routed {
        table: table.clone(),
        destination,
        target: target.clone(),
    }
}

/// The table that has a route of its own for a destination.
fn find_route<'a>(
    world: &'a World,
    home: &Home,
    table: &RouteTableId,
    destination: Prefix,
) -> Result<&'a RouteTable, WorldRefusal> {
    let found = find(world, home, table)?;
    if world.vpcs.find(home, &found.vpc)?.cidr == destination {
        return Err(Refusal::LocalRoute { destination }.into());
    }
    if !found.routes.contains_key(&destination) {
        let table = table.clone();
        return Err(Refusal::UnknownRoute { table, destination }.into());
    }
    Ok(found)
}

/// Whether a route may lead there: the gateway is there, and the table's VPC
/// has it.
fn check_target(
    world: &World,
    home: &Home,
    table: &RouteTableId,
    found: &RouteTable,
    destination: Prefix,
    target: &Target,
) -> Result<(), Refusal> {
    let vpc = match target {
        Target::InternetGateway(gateway) => {
            let found = world.internet_gateways.at(home, gateway);
            let gateway = gateway.clone();
            found
                .ok_or(Refusal::UnknownGateway { gateway })?
                .vpc
                .as_ref()
        }
        Target::NatGateway(gateway) => {
            // One that is on its way out is still listed and takes no route.
            let found = world.nat_gateways.at(home, gateway);
            let found = found.filter(|found| !found.lifecycle.is_ending());
            let gateway = gateway.clone();
            let found = found.ok_or(Refusal::UnknownNatGateway { gateway })?;
            if !destination.is_ipv4() {
                return Err(Refusal::NoIpv6ThroughNat { destination });
            }
            Some(&found.vpc)
        }
    };
    if vpc == Some(&found.vpc) {
        return Ok(());
    }
    Err(Refusal::ForeignGateway {
        table: table.clone(),
        target: target.clone(),
    })
}

fn associate(
    world: &World,
    home: &Home,
    table: &RouteTableId,
    subnet: &SubnetId,
) -> Result<Fact, WorldRefusal> {
    let found = find(world, home, table)?;
    let place = world.subnets.find(home, subnet)?;
    let (table, subnet) = (table.clone(), subnet.clone());
    if place.vpc != found.vpc {
        return Err(Refusal::ForeignSubnet { table, subnet }.into());
    }
    if world.route_tables.tie_of(&subnet).is_some() {
        return Err(Refusal::AlreadyAssociated { table }.into());
    }
    Ok(associated(world, table, subnet))
}

/// The fact that a subnet has a table.
pub(in crate::world) fn associated(world: &World, table: RouteTableId, subnet: SubnetId) -> Fact {
    let count = world.route_tables.associated;
    let id = world
        .draw
        .id("rtbassoc-", Branch::RouteTableAssociation, count);
    Fact::Associated {
        table,
        subnet,
        association: RouteTableAssociationId::new(&id),
    }
}

fn disassociate(
    world: &World,
    home: &Home,
    id: &RouteTableAssociationId,
) -> Result<Fact, WorldRefusal> {
    let association = id.clone();
    for (table, found) in world.route_tables.of(home) {
        if found.main.as_ref() == Some(id) {
            return Err(Refusal::MainAssociation { association }.into());
        }
        if let Some((subnet, _)) = found.subnets.iter().find(|(_, tie)| *tie == id) {
            return Ok(Fact::Disassociated {
                table: table.clone(),
                subnet: subnet.clone(),
                association,
            });
        }
    }
    Err(Refusal::UnknownAssociation { association }.into())
}
