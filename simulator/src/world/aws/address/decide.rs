//! The rules of the calls on addresses, in the order in which they are checked.

use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::Timestamp;

use super::pointer;
use super::tie::{associate, disassociate};
use super::{Address, AllocationId, Command, Fact, Refusal, Wish};
use crate::world::aws::account::Caller;
use crate::world::aws::owned::Home;
use crate::world::aws::pool::{Pool, PoolId};
use crate::world::aws::tag::{self, TagSet};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

/// The block that Amazon's own addresses come from in this world.
const AMAZON_BLOCK: [u8; 3] = [198, 51, 100];

/// The same block as Amazon announces it.
pub(in crate::world) fn amazons_block() -> Prefix {
    let [a, b, c] = AMAZON_BLOCK;
    let first = Ipv4Addr::new(a, b, c, 0);
    Prefix::new(first.into(), 24).expect("a network of 256 addresses begins at a multiple of it")
}

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let facts = match command {
        Command::Allocate {
            wish,
            border_group,
            tags,
        } => return allocate(world, caller, wish, border_group.as_ref(), tags),
        Command::Associate {
            allocation,
            place,
            private_address,
            allow_reassociation,
        } => associate(
            world,
            caller,
            allocation,
            place,
            *private_address,
            *allow_reassociation,
        ),
        Command::Disassociate(association) => disassociate(world, caller, association),
        Command::Release {
            allocation,
            border_group,
        } => release(world, caller, allocation, border_group.as_ref()),
        Command::ByAddress { address, release } => {
            Err(by_address(world, caller, *address, *release).into())
        }
        Command::SetDomainName { allocation, name } => {
            pointer::set(world, now, caller, allocation, name.as_ref()).map_err(Into::into)
        }
        Command::Transfer(allocation) => Err(transfer(world, caller, allocation).into()),
    }?;
    Ok(facts.into_iter().map(WorldFact::Address).collect())
}

fn allocate(
    world: &World,
    caller: &Caller,
    wish: &Wish,
    border_group: Option<&BorderGroup>,
    tags: &TagSet,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    tag::check(tags)?;
    let home = caller.home();
    let (address, pool) = match wish {
        Wish::Amazons => (amazons(world, caller)?, None),
        Wish::FromPool(id) => {
            let pool = pool_of(world, caller, id)?;
            let address = pool
                .pick(world.draw, world.addresses.allocated)
                .ok_or_else(|| Refusal::PoolExhausted { pool: id.clone() })?;
            (address, Some(id.clone()))
        }
        Wish::Named(address) => {
            let mut pools = world.pools.ipv4_of(&home);
            let holds = |pool: &Pool| pool.prefix().contains(IpAddr::V4(*address));
            match pools.find(|(_, pool)| holds(pool)) {
                Some((id, pool)) => (named(world, pool, *address)?, Some(id.clone())),
                None => (recovered(world, &home, *address)?, None),
            }
        }
        Wish::NamedOfAmazons(address) => (recovered(world, &home, *address)?, None),
        Wish::NamedFromPool(address, id) => {
            let pool = pool_of(world, caller, id)?;
            if !pool.prefix().contains(IpAddr::V4(*address)) {
                return Err(Refusal::AddressNotInPool { address: *address }.into());
            }
            (named(world, pool, *address)?, Some(id.clone()))
        }
    };
    let border_group = allocated_group(world, caller, address, pool.as_ref(), border_group)?;
    let id = world
        .draw
        .id("eipalloc-", Branch::Allocation, world.addresses.allocated);
    let tagged = tag::on_creation(&home, &id, tags);
    let allocated = WorldFact::Address(Fact::Allocated {
        allocation: AllocationId(id),
        home,
        address,
        pool,
        border_group,
    });
    Ok(std::iter::once(allocated).chain(tagged).collect())
}

/// From where a new address is announced: a pool's are from the group of its
/// range, one that comes back from where it was, Amazon's from the one asked for.
fn allocated_group(
    world: &World,
    caller: &Caller,
    address: Ipv4Addr,
    pool: Option<&PoolId>,
    asked: Option<&BorderGroup>,
) -> Result<BorderGroup, Refusal> {
    let region = &caller.region;
    let its_own = match pool {
        Some(pool) => {
            let pool = world.pools.pool(pool);
            let range = pool.and_then(|pool| world.ranges.range(&pool.range));
            range.map(|range| &range.border_group)
        }
        None => world.addresses.released_group(&caller.home(), address),
    };
    match (its_own.cloned(), asked) {
        (Some(group), None) => Ok(group),
        (Some(group), Some(asked)) if group == *asked => Ok(group),
        (None, None) => Ok(BorderGroup::of_region(region)),
        (None, Some(asked)) if asked.is_of_region(region) || asked.is_local_zone_of(region) => {
            Ok(asked.clone())
        }
        (Some(_) | None, Some(asked)) => Err(Refusal::NotInGroup {
            group: asked.clone(),
        }),
    }
}

/// A transfer is for Amazon's own addresses, and not in this world.
fn transfer(world: &World, caller: &Caller, id: &AllocationId) -> Refusal {
    let allocation = id.clone();
    match world.addresses.at(&caller.home(), id) {
        None => Refusal::UnknownAllocation { allocation },
        Some(address) if address.pool.is_some() => Refusal::NotTransferable {
            address: address.address,
        },
        Some(_) => Refusal::TransferNotSimulated,
    }
}

/// A pool of the caller, from which the range's state lets one allocate.
fn pool_of<'a>(world: &'a World, caller: &Caller, id: &PoolId) -> Result<&'a Pool, WorldRefusal> {
    if !id.is_of_ipv4() {
        return Err(Refusal::WrongPool { pool: id.clone() }.into());
    }
    let pool = world
        .pools
        .at(&caller.home(), id)
        .filter(|pool| pool.prefix().is_ipv4())
        .ok_or_else(|| Refusal::UnknownPool { pool: id.clone() })?;
    open(world, pool)?;
    Ok(pool)
}

fn named(world: &World, pool: &Pool, address: Ipv4Addr) -> Result<Ipv4Addr, WorldRefusal> {
    open(world, pool)?;
    if pool.is_out(address) {
        return Err(Refusal::AddressTaken { address }.into());
    }
    Ok(address)
}

/// A pool hands out while its range is provisioned or advertised; not while it
/// is being given back.
fn open(world: &World, pool: &Pool) -> Result<(), WorldRefusal> {
    let Some(range) = world.ranges.range(&pool.range) else {
        return Ok(());
    };
    let is_open = match range.state() {
        ByoipCidrState::Provisioned | ByoipCidrState::Advertised => true,
        ByoipCidrState::PendingAdvertising | ByoipCidrState::PendingWithdrawal => {
            world.policy.pending_announcement_allocatable
        }
        ByoipCidrState::FailedDeprovision => world.policy.failed_deprovision_usable,
        ByoipCidrState::PendingProvision
        | ByoipCidrState::FailedProvision
        | ByoipCidrState::ProvisionedNotPubliclyAdvertisable
        | ByoipCidrState::PendingDeprovision
        | ByoipCidrState::Deprovisioned => false,
    };
    if is_open {
        return Ok(());
    }
    let (prefix, state) = (pool.prefix(), range.state());
    Err(Refusal::PoolClosed { prefix, state }.into())
}

/// An address of Amazon's that comes back to whoever had it last (EC2 User
/// Guide, "Recover an Elastic IP address").
fn recovered(world: &World, home: &Home, address: Ipv4Addr) -> Result<Ipv4Addr, WorldRefusal> {
    if world.addresses.released_group(home, address).is_none() {
        let held = world.addresses.of_address(address);
        let is_own = held.and_then(|id| world.addresses.home(id)) == Some(home);
        return Err(if is_own {
            Refusal::AddressTaken { address }.into()
        } else {
            Refusal::AddressNotInPool { address }.into()
        });
    }
    check_quota(world, home)?;
    Ok(address)
}

fn check_quota(world: &World, home: &Home) -> Result<(), Refusal> {
    if world.addresses.amazons(home) >= world.policy.address_quota as usize {
        return Err(Refusal::AddressQuotaReached);
    }
    Ok(())
}

fn amazons(world: &World, caller: &Caller) -> Result<Ipv4Addr, WorldRefusal> {
    check_quota(world, &caller.home())?;
    let taken = |address: Ipv4Addr| world.addresses.of_address(address).is_some();
    let [a, b, c] = AMAZON_BLOCK;
    let start = world
        .draw
        .below(Branch::AmazonAddress, world.addresses.allocated, 256);
    (0..256)
        .filter_map(|step| u8::try_from((start + step) % 256).ok())
        .map(|last| Ipv4Addr::new(a, b, c, last))
        .find(|address| !taken(*address))
        .ok_or_else(|| {
            let pool = PoolId::new("amazon");
            Refusal::PoolExhausted { pool }.into()
        })
}

/// Why a call cannot have an address in place of an id.
fn by_address(world: &World, caller: &Caller, address: Ipv4Addr, release: bool) -> Refusal {
    let allocation = world.addresses.of_address(address);
    let home = allocation.and_then(|id| world.addresses.home(id));
    match home {
        Some(home) if *home == caller.home() && release => Refusal::ReleasedByAddress,
        Some(home) if *home == caller.home() => Refusal::DisassociatedByAddress,
        Some(_) | None => Refusal::NotYours { address },
    }
}

fn release(
    world: &World,
    caller: &Caller,
    allocation: &AllocationId,
    border_group: Option<&BorderGroup>,
) -> Result<Vec<Fact>, WorldRefusal> {
    let Some(address) = world.addresses.at(&caller.home(), allocation) else {
        let others = |home: &&Home| home.account != caller.account();
        let address = world.addresses.allocated(allocation);
        return Err(
            match (world.addresses.home(allocation).filter(others), address) {
                (Some(_), Some(Address { address, .. })) => Refusal::NotYours { address: *address },
                _ => Refusal::UnknownAllocationToRelease {
                    allocation: allocation.clone(),
                },
            }
            .into(),
        );
    };
    if address.association.is_some() {
        return Err(Refusal::AddressInUse {
            address: address.address,
        }
        .into());
    }
    if border_group.is_some_and(|asked| *asked != address.border_group) {
        let address = address.address;
        return Err(Refusal::AddressNotInPool { address }.into());
    }
    if address.pointer.locks() {
        let address = address.address;
        return Err(Refusal::Locked { address }.into());
    }
    Ok(vec![Fact::Released {
        allocation: allocation.clone(),
        address: address.address,
    }])
}
