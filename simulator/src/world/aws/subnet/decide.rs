//! The rules of the calls on subnets, in the order in which they are checked.

use byoip_vocabulary::prefix::Prefix;

use super::{Command, Fact, Refusal};
use crate::world::aws::account::Caller;
use crate::world::aws::ids::{SubnetId, VpcId};
use crate::world::aws::owned::Home;
use crate::world::aws::route_table;
use crate::world::aws::tag::{self, TagSet};
use crate::world::aws::zone::AvailabilityZone;
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

/// The sizes of a subnet's block (EC2 API Reference, CreateSubnet).
const LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = caller.home();
    match command {
        Command::Create {
            vpc,
            cidr,
            zone,
            tags,
        } => create(world, home, vpc, *cidr, zone.as_ref(), tags),
        Command::Delete(subnet) => delete(world, &home, subnet),
    }
}

fn create(
    world: &World,
    home: Home,
    vpc: &VpcId,
    cidr: Prefix,
    zone: Option<&AvailabilityZone>,
    tags: &TagSet,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let network = world.vpcs.find(&home, vpc)?;
    if !LENGTHS.contains(&cidr.length()) || !network.cidr.covers(cidr) {
        return Err(Refusal::Range { cidr }.into());
    }
    let mut others = world.subnets.of(&home).map(|(_, subnet)| subnet);
    if others.any(|other| other.vpc == *vpc && other.cidr.overlaps(cidr)) {
        return Err(Refusal::Conflict { cidr }.into());
    }
    let zone = match zone {
        Some(zone) if zone.is_of(&home.region) => zone.clone(),
        Some(zone) => return Err(Refusal::UnknownZone { zone: zone.clone() }.into()),
        None => any_zone(world, &home),
    };
    tag::check(tags)?;
    let id = world
        .draw
        .id("subnet-", Branch::Subnet, world.subnets.created);
    let created = WorldFact::Subnet(Fact::Created {
        subnet: SubnetId::new(&id),
        home: home.clone(),
        vpc: vpc.clone(),
        cidr,
        zone,
    });
    let tagged = tag::on_creation(&home, &id, tags);
    Ok(std::iter::once(created).chain(tagged).collect())
}

fn any_zone(world: &World, home: &Home) -> AvailabilityZone {
    let [a, b, c] = AvailabilityZone::usual(&home.region);
    match world.draw.below(Branch::Zone, world.subnets.created, 3) {
        0 => a,
        1 => b,
        _ => c,
    }
}

fn delete(world: &World, home: &Home, subnet: &SubnetId) -> Result<Vec<WorldFact>, WorldRefusal> {
    world.subnets.find(home, subnet)?;
    if world.network_interfaces.count_in(subnet) > 0 {
        let subnet = subnet.clone();
        return Err(Refusal::InUse { subnet }.into());
    }
    // Its tie to a route table goes with it.
    let untied = world
        .route_tables
        .tie_of(subnet)
        .map(|(table, association)| {
            WorldFact::RouteTable(route_table::Fact::Disassociated {
                table: table.clone(),
                subnet: subnet.clone(),
                association: association.clone(),
            })
        });
    let deleted = WorldFact::Subnet(Fact::Deleted {
        subnet: subnet.clone(),
    });
    Ok(untied.into_iter().chain([deleted]).collect())
}
