//! The rules of the calls on load balancers, in the order in which they are
//! checked. The order itself is not documented; it goes from what the request
//! says to what is there, and to the quota last.

use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::{Command, Fact, Kind, LoadBalancerArn, Mapping, Node, Refusal, Scheme, Wish, name};
use crate::world::aws::account::Caller;
use crate::world::aws::address::{self, AllocationId, Use};
use crate::world::aws::network::{NetworkInterfaceId, SubnetId, VpcId};
use crate::world::aws::tag::{self, TagSet, Unwanted};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, World, later};

/// How many balancers of one kind an account may have in a Region (Elastic Load
/// Balancing, quotas of both kinds: fifty, adjustable).
const MOST: usize = 50;

/// A subnet of the caller, as far as a balancer looks at it.
struct Place {
    vpc: VpcId,
    cidr: Prefix,
    zone: String,
    internet_gateway: bool,
}

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
    let (vpc, places) = check_places(world, caller, wish)?;
    check_addresses(world, caller, wish)?;
    let home = caller.home();
    let own = world.load_balancers.of(&home);
    if own.filter(|(_, it)| it.kind == wish.kind).count() >= MOST {
        return Err(Refusal::QuotaReached { most: MOST });
    }
    let count = world.load_balancers.created;
    let (arn, dns_name) = name::give(world.draw, count, &home, wish);
    let nodes = nodes(world, &wish.mappings, places);
    let held = held(world, &arn, &nodes);
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

fn check_places(
    world: &World,
    caller: &Caller,
    wish: &Wish,
) -> Result<(VpcId, Vec<Place>), Refusal> {
    let mut places: Vec<Place> = Vec::new();
    for Mapping { subnet, .. } in &wish.mappings {
        let unknown = || Refusal::UnknownSubnet {
            subnet: subnet.clone(),
        };
        places.push(place(world, caller, subnet).ok_or_else(unknown)?);
    }
    let Some(first) = places.first() else {
        return Err(Refusal::NoSubnet);
    };
    let (vpc, reachable) = (first.vpc.clone(), first.internet_gateway);
    if let Some(other) = places.iter().find(|place| place.vpc != vpc) {
        let other = other.vpc.clone();
        return Err(Refusal::SeveralVpcs { one: vpc, other });
    }
    let mut zones: Vec<&str> = places.iter().map(|place| place.zone.as_str()).collect();
    zones.sort_unstable();
    if let Some(zone) = zones.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some((*one).to_owned()),
        _ => None,
    }) {
        return Err(Refusal::SameZone { zone });
    }
    if wish.kind == Kind::Application && zones.len() < 2 {
        return Err(Refusal::TooFewZones);
    }
    if wish.scheme == Scheme::InternetFacing && !reachable {
        return Err(Refusal::NoInternetGateway { vpc });
    }
    Ok((vpc, places))
}

/// The one look at a subnet and its network.
fn place(world: &World, caller: &Caller, subnet: &SubnetId) -> Option<Place> {
    let networks = &world.networks;
    let (subnet, vpc) = networks.subnet(caller.account(), &caller.region, subnet)?;
    Some(Place {
        vpc: subnet.vpc.clone(),
        cidr: subnet.cidr,
        zone: subnet.availability_zone.clone(),
        internet_gateway: vpc.internet_gateway,
    })
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

fn nodes(world: &World, mappings: &[Mapping], places: Vec<Place>) -> Vec<Node> {
    let first = world.load_balancers.nodes_created;
    (first..)
        .zip(mappings.iter().zip(places))
        .map(|(count, (mapping, place))| {
            let interface = world.draw.id("eni-", Branch::LoadBalancerInterface, count);
            Node {
                subnet: mapping.subnet.clone(),
                private_address: private_address(place.cidr, count),
                availability_zone: place.zone,
                interface: NetworkInterfaceId::new(&interface),
                allocation: mapping.allocation.clone(),
            }
        })
        .collect()
}

/// The addresses are taken at once, not when the balancer is ready.
fn held(world: &World, arn: &LoadBalancerArn, nodes: &[Node]) -> Vec<WorldFact> {
    let with_address = nodes.iter().filter_map(|node| {
        let allocation = node.allocation.as_ref()?;
        let address = world.addresses.allocated(allocation)?.address;
        Some((node, allocation, address))
    });
    (0..)
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
        })
        .collect()
}

/// A private address from the middle of the subnet, away from the instances at
/// its beginning and the NAT gateways at its end.
fn private_address(cidr: Prefix, count: u64) -> Ipv4Addr {
    let quarter = (cidr.address_count() / 4).max(1);
    match cidr.nth(2 * quarter + u128::from(count) % quarter) {
        Some(IpAddr::V4(address)) => address,
        Some(IpAddr::V6(_)) | None => Ipv4Addr::UNSPECIFIED,
    }
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
