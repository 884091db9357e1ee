//! The rules of the calls on VPCs, in the order in which they are checked.

use std::net::Ipv4Addr;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::Timestamp;

use super::block::of_association;
use super::{BlockState, BlockWish, Command, Fact, Refusal};
use crate::world::aws::account::Caller;
use crate::world::aws::ids::{VpcCidrAssociationId, VpcId};
use crate::world::aws::owned::Home;
use crate::world::aws::pool::Pool;
use crate::world::aws::route_table;
use crate::world::aws::tag::{self, TagSet};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World, later};

/// The sizes of a VPC's IPv4 block (VPC User Guide, VPC CIDR blocks).
const IPV4_LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;

/// The length of an IPv6 block that is not asked for by name.
const USUAL_LENGTH: u8 = 56;

/// The lengths of IPv6 blocks that can be asked for (VPC User Guide, VPC CIDR
/// blocks: /44 to /60 in steps of four).
const IPV6_LENGTHS: [u8; 5] = [44, 48, 52, 56, 60];

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = caller.home();
    match command {
        Command::Create { cidr, block, tags } => {
            create(world, now, home, *cidr, block.as_ref(), tags)
        }
        Command::Delete(vpc) => delete(world, &home, vpc),
        Command::Associate { vpc, block } => {
            world.vpcs.find(&home, vpc)?;
            let fact = associating(world, now, &home, vpc, block, world.vpcs.associated)?;
            Ok(vec![WorldFact::Vpc(fact)])
        }
        Command::Disassociate(association) => disassociate(world, now, &home, association),
    }
}

fn create(
    world: &World,
    now: Timestamp,
    home: Home,
    cidr: Prefix,
    block: Option<&BlockWish>,
    tags: &TagSet,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    if !cidr.is_ipv4() || !IPV4_LENGTHS.contains(&cidr.length()) || is_reserved(cidr) {
        return Err(Refusal::Range { cidr }.into());
    }
    tag::check(tags)?;
    let vpc = world.draw.id("vpc-", Branch::Vpc, world.vpcs.created);
    let vpc = VpcId::new(&vpc);
    let block = block
        .map(|wish| associating(world, now, &home, &vpc, wish, world.vpcs.associated))
        .transpose()?;
    let mut facts = vec![
        WorldFact::Vpc(created(world, home.clone(), vpc.clone(), cidr)),
        WorldFact::RouteTable(route_table::created_main(world, home.clone(), vpc.clone())),
    ];
    facts.extend(block.map(WorldFact::Vpc));
    facts.extend(tag::on_creation(&home, &vpc, tags));
    Ok(facts)
}

/// Whether a block is one that no VPC may have (VPC User Guide, VPC CIDR
/// blocks): this host's network, loopback, link-local, multicast.
fn is_reserved(cidr: Prefix) -> bool {
    const RESERVED: [(Ipv4Addr, u8); 4] = [
        (Ipv4Addr::new(0, 0, 0, 0), 8),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
        (Ipv4Addr::new(224, 0, 0, 0), 4),
    ];
    RESERVED.into_iter().any(|(network, length)| {
        Prefix::new(network.into(), length).is_ok_and(|reserved| reserved.overlaps(cidr))
    })
}

/// The fact that a VPC was made.
pub(in crate::world) fn created(world: &World, home: Home, vpc: VpcId, cidr: Prefix) -> Fact {
    let association = world
        .draw
        .id("vpc-cidr-assoc-", Branch::VpcCidr, world.vpcs.created);
    Fact::Created {
        vpc,
        home,
        cidr,
        association: VpcCidrAssociationId::new(&association),
    }
}

fn delete(world: &World, home: &Home, vpc: &VpcId) -> Result<Vec<WorldFact>, WorldRefusal> {
    world.vpcs.find(home, vpc)?;
    let subnets = world.subnets.of(home);
    let tables = || {
        let all = world.route_tables.of(home);
        all.filter(|(_, table)| table.vpc == *vpc)
    };
    let in_use = subnets.map(|(_, subnet)| subnet).any(|it| it.vpc == *vpc)
        || world.internet_gateways.of_vpc(vpc).is_some()
        || tables().any(|(_, table)| !table.is_main());
    if in_use {
        return Err(Refusal::InUse { vpc: vpc.clone() }.into());
    }
    // The main table goes with its VPC, and only with it.
    let mut facts: Vec<WorldFact> = tables()
        .map(|(id, _)| WorldFact::RouteTable(route_table::Fact::Deleted { table: id.clone() }))
        .collect();
    facts.push(WorldFact::Vpc(Fact::Deleted { vpc: vpc.clone() }));
    Ok(facts)
}

fn associating(
    world: &World,
    now: Timestamp,
    home: &Home,
    vpc: &VpcId,
    wish: &BlockWish,
    position: u64,
) -> Result<Fact, WorldRefusal> {
    let pool = pool_of(world, home, wish)?;
    let cidr = match wish.cidr {
        Some(cidr) => {
            named(pool, cidr, wish)?;
            cidr
        }
        None => pool
            .pick_block(world.draw, position, USUAL_LENGTH)
            .ok_or_else(|| Refusal::PoolExhausted {
                pool: wish.pool.clone(),
            })?,
    };
    let association = world.draw.id("vpc-cidr-assoc-", Branch::VpcBlock, position);
    Ok(Fact::Associating {
        vpc: vpc.clone(),
        association: VpcCidrAssociationId::new(&association),
        cidr,
        pool: wish.pool.clone(),
        settles_at: settles_at(world, now),
    })
}

/// A pool of the caller, out of which the range's state lets one take.
fn pool_of<'a>(world: &'a World, home: &Home, wish: &BlockWish) -> Result<&'a Pool, WorldRefusal> {
    let pool = world.pools.at(home, &wish.pool);
    let pool = pool.filter(|pool| !pool.prefix().is_ipv4());
    let Some(pool) = pool else {
        return Err(Refusal::UnknownPool {
            pool: wish.pool.clone(),
        }
        .into());
    };
    let Some(range) = world.ranges.range(&pool.range) else {
        return Ok(pool);
    };
    let is_open = match range.state() {
        ByoipCidrState::Provisioned
        | ByoipCidrState::ProvisionedNotPubliclyAdvertisable
        | ByoipCidrState::Advertised => true,
        ByoipCidrState::PendingAdvertising | ByoipCidrState::PendingWithdrawal => {
            world.policy.pending_announcement_allocatable
        }
        ByoipCidrState::FailedDeprovision => world.policy.failed_deprovision_usable,
        ByoipCidrState::PendingProvision
        | ByoipCidrState::FailedProvision
        | ByoipCidrState::PendingDeprovision
        | ByoipCidrState::Deprovisioned => false,
    };
    if is_open {
        return Ok(pool);
    }
    let (prefix, state) = (pool.prefix(), range.state());
    Err(Refusal::PoolClosed { prefix, state }.into())
}

fn named(pool: &Pool, cidr: Prefix, wish: &BlockWish) -> Result<(), Refusal> {
    if cidr.is_ipv4() || !IPV6_LENGTHS.contains(&cidr.length()) {
        return Err(Refusal::BlockLength { cidr });
    }
    if !pool.prefix().covers(cidr) {
        return Err(Refusal::BlockOutsidePool {
            cidr,
            pool: wish.pool.clone(),
        });
    }
    match pool.block_over(cidr) {
        Some(other) => Err(Refusal::BlockTaken { cidr, other }),
        None => Ok(()),
    }
}

fn disassociate(
    world: &World,
    now: Timestamp,
    home: &Home,
    association: &VpcCidrAssociationId,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let mut own = world.vpcs.by_id.of(home);
    if own.any(|(_, vpc)| vpc.association == *association) {
        return Err(Refusal::PrimaryBlock {
            association: association.clone(),
        }
        .into());
    }
    let found = of_association(world, association).filter(|(of, _, _)| *of == home);
    match found {
        Some((_, vpc, block)) => match block.state {
            BlockState::Associating | BlockState::Associated => {
                Ok(vec![WorldFact::Vpc(Fact::Disassociating {
                    vpc: vpc.clone(),
                    association: association.clone(),
                    settles_at: settles_at(world, now),
                })])
            }
            // What is going is going.
            BlockState::Disassociating => Ok(Vec::new()),
            BlockState::Disassociated => Err(unknown(association)),
        },
        None => Err(unknown(association)),
    }
}

fn unknown(association: &VpcCidrAssociationId) -> WorldRefusal {
    Refusal::UnknownAssociation {
        association: association.clone(),
    }
    .into()
}

fn settles_at(world: &World, now: Timestamp) -> Timestamp {
    let duration = world.draw.duration(
        Branch::VpcBlockDuration,
        world.vpcs.associated,
        world.policy.vpc_block_duration,
    );
    later(now, duration)
}
