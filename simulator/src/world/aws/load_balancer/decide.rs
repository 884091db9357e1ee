//! The rules of the calls on load balancers, in the order in which they are
//! checked. The order itself is not documented; it goes from what the request
//! says to what is there, and to the quota last.

use jiff::Timestamp;

use super::{Command, Fact, Kind, LoadBalancerArn, Mapping, Node, Refusal, Scheme, Wish, name};
use crate::world::aws::account::Caller;
use crate::world::aws::address::{self, AllocationId, Use};
use crate::world::aws::ids::VpcId;
use crate::world::aws::network_interface::{self, Places, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::subnet::Subnet;
use crate::world::aws::tag::{self, TagSet, Unwanted};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, World, later};

/// How many balancers of one kind an account may have in a Region (Elastic Load
/// Balancing, quotas of both kinds: fifty, adjustable).
const MOST: usize = 50;

/// How many private addresses must be free in a subnet (Elastic Load Balancing,
/// subnets of a balancer: at least eight).
const FREE_ADDRESSES: u64 = 8;

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, Refusal> {
    match command {
        Command::Create(wish) => create(world, now, caller, wish),
        Command::Delete(arn) => delete(world, now, caller, arn),
        Command::Tag { resources, tags } => tagged(world, caller, resources, tags),
        Command::Untag { resources, keys } => untagged(world, caller, resources, keys),
    }
}

fn create(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    wish: &Wish,
) -> Result<Vec<WorldFact>, Refusal> {
    if let Some(why) = name::problem(&wish.name) {
        let name = wish.name.clone();
        return Err(Refusal::BadName { name, why });
    }
    tag::check(&wish.tags)?;
    if let Some(same) = same_name(world, caller, wish) {
        return same;
    }
    let (vpc, places) = check_places(world, &caller.home(), wish)?;
    check_addresses(world, caller, wish)?;
    check_groups(world, &wish.mappings, &places)?;
    let home = caller.home();
    let own = world.load_balancers.of(&home);
    if own.filter(|(_, it)| it.kind == wish.kind).count() >= MOST {
        return Err(Refusal::QuotaReached { most: MOST });
    }
    let count = world.load_balancers.created;
    let (arn, dns_name) = name::give(world.draw, count, &home, wish);
    let nodes = nodes(world, &wish.mappings, &places)?;
    let held = held(world, &home, &arn, &nodes);
    let tagged = tag::on_creation(&home, &arn, &wish.tags);
    let duration = world.draw.duration(
        Branch::LoadBalancerDuration,
        count,
        world.policy.load_balancer_duration,
    );
    let created = WorldFact::LoadBalancer(Fact::Created {
        load_balancer: arn,
        home,
        name: wish.name.clone(),
        kind: wish.kind,
        scheme: wish.scheme,
        vpc,
        dns_name,
        nodes,
        settles_at: later(now, duration),
    });
    Ok(std::iter::once(created).chain(held).chain(tagged).collect())
}

/// What becomes of a name that is there: the same balancer asked for again is
/// nothing new (API Reference: the call is idempotent), another is refused.
fn same_name(
    world: &World,
    caller: &Caller,
    wish: &Wish,
) -> Option<Result<Vec<WorldFact>, Refusal>> {
    let (arn, there) = world.load_balancers.named(&caller.home(), &wish.name)?;
    let mappings = there.nodes.iter().map(|node| Mapping {
        subnet: node.subnet.clone(),
        allocation: node.allocation.clone(),
    });
    let same = there.kind == wish.kind
        && there.scheme == wish.scheme
        && mappings.eq(wish.mappings.iter().cloned())
        && *world.tags.of(arn.as_str()) == wish.tags;
    let name = wish.name.clone();
    Some(if same {
        Ok(Vec::new())
    } else {
        Err(Refusal::NameTaken { name })
    })
}

fn check_places<'a>(
    world: &'a World,
    home: &Home,
    wish: &Wish,
) -> Result<(VpcId, Vec<&'a Subnet>), Refusal> {
    let mut places: Vec<&Subnet> = Vec::new();
    for Mapping { subnet, .. } in &wish.mappings {
        let unknown = || Refusal::UnknownSubnet {
            subnet: subnet.clone(),
        };
        places.push(world.subnets.at(home, subnet).ok_or_else(unknown)?);
    }
    let Some(vpc) = places.first().map(|first| first.vpc.clone()) else {
        return Err(Refusal::NoSubnet);
    };
    if let Some(other) = places.iter().find(|place| place.vpc != vpc) {
        let other = other.vpc.clone();
        return Err(Refusal::SeveralVpcs { one: vpc, other });
    }
    let mut zones: Vec<_> = places.iter().map(|place| &place.zone).collect();
    zones.sort_unstable();
    if let Some(zone) = zones.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some((*one).clone()),
        _ => None,
    }) {
        return Err(Refusal::SameZone { zone });
    }
    if wish.kind == Kind::Application && zones.len() < 2 {
        return Err(Refusal::TooFewZones);
    }
    if wish.scheme == Scheme::InternetFacing && world.internet_gateways.of_vpc(&vpc).is_none() {
        return Err(Refusal::NoInternetGateway { vpc });
    }
    for (Mapping { subnet, .. }, place) in wish.mappings.iter().zip(&places) {
        if Places::of(world, subnet, place).free() < FREE_ADDRESSES {
            return Err(Refusal::SubnetFull {
                subnet: subnet.clone(),
                wanted: FREE_ADDRESSES,
            });
        }
    }
    Ok((vpc, places))
}

fn check_addresses(world: &World, caller: &Caller, wish: &Wish) -> Result<(), Refusal> {
    let asked: Vec<&AllocationId> = wish
        .mappings
        .iter()
        .filter_map(|mapping| mapping.allocation.as_ref())
        .collect();
    match (asked.is_empty(), wish.kind, wish.scheme) {
        (true, _, _) | (false, Kind::Network, Scheme::InternetFacing) => {}
        (false, Kind::Application, _) => return Err(Refusal::AddressForApplication),
        (false, Kind::Network, Scheme::Internal) => return Err(Refusal::AddressForInternal),
    }
    for (number, allocation) in asked.iter().enumerate() {
        let Some(address) = world.addresses.at(&caller.home(), allocation) else {
            let allocation = (*allocation).clone();
            return Err(Refusal::UnknownAllocation { allocation });
        };
        let twice = asked.iter().take(number).any(|other| other == allocation);
        if twice || address.association.is_some() {
            return Err(Refusal::AddressNotFree);
        }
    }
    Ok(())
}

/// An address serves only in the border group that it is announced from.
fn check_groups(world: &World, mappings: &[Mapping], places: &[&Subnet]) -> Result<(), Refusal> {
    for (mapping, place) in mappings.iter().zip(places) {
        let allocation = mapping.allocation.as_ref();
        let address = allocation.and_then(|id| world.addresses.allocated(id));
        if let Some(address) = address
            && address.border_group != place.zone.border_group()
        {
            return Err(Refusal::OtherBorderGroup {
                group: address.border_group.clone(),
                zone: place.zone.to_string(),
            });
        }
    }
    Ok(())
}

/// A foot in each subnet; no two are in one, as no two are in one zone.
fn nodes(world: &World, mappings: &[Mapping], places: &[&Subnet]) -> Result<Vec<Node>, Refusal> {
    let standing = (0..).zip(mappings.iter().zip(places));
    standing
        .map(|(number, (mapping, place))| {
            let subnet = mapping.subnet.clone();
            let mut free = Places::of(world, &mapping.subnet, place);
            let private_address = free.give(None).map_err(|_| Refusal::SubnetFull {
                subnet: subnet.clone(),
                wanted: FREE_ADDRESSES,
            })?;
            Ok(Node {
                subnet,
                private_address,
                availability_zone: place.zone.clone(),
                interface: network_interface::next_id(world, number),
                allocation: mapping.allocation.clone(),
            })
        })
        .collect()
}

/// What a balancer takes at once, not when it is ready: its interfaces, and the
/// public addresses onto them.
fn held(world: &World, home: &Home, arn: &LoadBalancerArn, nodes: &[Node]) -> Vec<WorldFact> {
    // Amazon describes such an interface by the end of the balancer's ARN.
    let (_, path) = arn
        .as_str()
        .split_once(":loadbalancer/")
        .unwrap_or_default();
    let interfaces = nodes.iter().map(|node| {
        WorldFact::NetworkInterface(network_interface::Fact::Created {
            interface: node.interface.clone(),
            home: home.clone(),
            subnet: node.subnet.clone(),
            private_address: node.private_address,
            description: format!("ELB {path}"),
            role: Role::LoadBalancer(arn.clone()),
            token: None,
        })
    });
    let with_address = nodes.iter().filter_map(|node| {
        let allocation = node.allocation.as_ref()?;
        let address = world.addresses.allocated(allocation)?.address;
        Some((node, allocation, address))
    });
    let addresses = (0..)
        .zip(with_address)
        .map(|(others, (node, allocation, address))| {
            WorldFact::Address(address::associated_after(
                others,
                world,
                allocation,
                address,
                Use::LoadBalancer(arn.clone()),
                &node.interface,
                node.private_address,
            ))
        });
    interfaces.chain(addresses).collect()
}

/// Deleting what is not there is done already (API Reference).
fn delete(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    arn: &LoadBalancerArn,
) -> Result<Vec<WorldFact>, Refusal> {
    check_arn(arn)?;
    if world.load_balancers.at(&caller.home(), arn).is_none() {
        return Ok(Vec::new());
    }
    Ok(vec![WorldFact::LoadBalancer(Fact::Deleting {
        load_balancer: arn.clone(),
        settles_at: later(now, world.policy.load_balancer_release),
    })])
}

fn tagged(
    world: &World,
    caller: &Caller,
    resources: &[LoadBalancerArn],
    tags: &TagSet,
) -> Result<Vec<WorldFact>, Refusal> {
    check_all(world, caller, resources)?;
    let texts: Vec<String> = resources.iter().map(ToString::to_string).collect();
    let facts = tag::added(world, &caller.home(), &texts, tags)?;
    Ok(facts.into_iter().map(WorldFact::Tag).collect())
}

fn untagged(
    world: &World,
    caller: &Caller,
    resources: &[LoadBalancerArn],
    keys: &[String],
) -> Result<Vec<WorldFact>, Refusal> {
    check_all(world, caller, resources)?;
    let unwanted = Unwanted::Keys(keys.iter().map(|key| (key.clone(), None)).collect());
    let removed = resources
        .iter()
        .filter_map(|arn| tag::removed(world, arn.as_str(), &unwanted));
    Ok(removed.map(WorldFact::Tag).collect())
}

fn check_all(world: &World, caller: &Caller, resources: &[LoadBalancerArn]) -> Result<(), Refusal> {
    for arn in resources {
        check_arn(arn)?;
        if world.load_balancers.at(&caller.home(), arn).is_none() {
            return Err(Refusal::UnknownLoadBalancer);
        }
    }
    Ok(())
}

fn check_arn(arn: &LoadBalancerArn) -> Result<(), Refusal> {
    let is_one = arn.as_str().starts_with("arn:") && arn.as_str().contains(":loadbalancer/");
    if is_one {
        Ok(())
    } else {
        Err(Refusal::BadArn { arn: arn.clone() })
    }
}
