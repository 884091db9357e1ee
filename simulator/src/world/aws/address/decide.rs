//! The rules of the calls on addresses, in the order in which they are checked.

use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::state::ByoipCidrState;

use super::{AllocationId, Association, AssociationId, Command, Fact, Place, Refusal, Use, Wish};
use crate::world::aws::account::Caller;
use crate::world::aws::ids::{InstanceId, NatGatewayId, NetworkInterfaceId};
use crate::world::aws::instance::{self, State};
use crate::world::aws::network_interface::{NetworkInterface, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::pool::{Pool, PoolId};
use crate::world::aws::tag::{self, TagSet};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

/// How many of Amazon's addresses an account may have in a Region. BYOIP
/// addresses do not count (EC2 User Guide, Elastic IP quota).
const AMAZON_QUOTA: usize = 5;

/// The block that Amazon's own addresses come from in this world.
const AMAZON_BLOCK: [u8; 3] = [198, 51, 100];

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let facts = match command {
        Command::Allocate { wish, tags } => return allocate(world, caller, wish, tags),
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
        Command::Release(allocation) => release(world, caller, allocation),
    }?;
    Ok(facts.into_iter().map(WorldFact::Address).collect())
}

fn allocate(
    world: &World,
    caller: &Caller,
    wish: &Wish,
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
            let (id, pool) = world
                .pools
                .ipv4_of(&home)
                .find(|(_, pool)| pool.prefix().contains(IpAddr::V4(*address)))
                .ok_or(Refusal::AddressNotInPool { address: *address })?;
            (named(world, pool, *address)?, Some(id.clone()))
        }
        Wish::NamedFromPool(address, id) => {
            let pool = pool_of(world, caller, id)?;
            if !pool.prefix().contains(IpAddr::V4(*address)) {
                return Err(Refusal::AddressNotInPool { address: *address }.into());
            }
            (named(world, pool, *address)?, Some(id.clone()))
        }
    };
    let id = world
        .draw
        .id("eipalloc-", Branch::Allocation, world.addresses.allocated);
    let tagged = tag::on_creation(&home, &id, tags);
    let allocated = WorldFact::Address(Fact::Allocated {
        allocation: AllocationId(id),
        home,
        address,
        pool,
    });
    Ok(std::iter::once(allocated).chain(tagged).collect())
}

/// A pool of the caller, from which the range's state lets one allocate.
fn pool_of<'a>(world: &'a World, caller: &Caller, id: &PoolId) -> Result<&'a Pool, WorldRefusal> {
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

fn amazons(world: &World, caller: &Caller) -> Result<Ipv4Addr, WorldRefusal> {
    if world.addresses.amazons(&caller.home()) >= AMAZON_QUOTA {
        return Err(Refusal::AddressQuotaReached.into());
    }
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

fn associate(
    world: &World,
    caller: &Caller,
    allocation: &AllocationId,
    place: &Place,
    private_address: Option<Ipv4Addr>,
    allow_reassociation: bool,
) -> Result<Vec<Fact>, WorldRefusal> {
    let Some(address) = world.addresses.at(&caller.home(), allocation) else {
        let allocation = allocation.clone();
        return Err(Refusal::UnknownAllocation { allocation }.into());
    };
    let (id, interface) = find_place(world, &caller.home(), place)?;
    let subnet = world.subnets.find(&caller.home(), &interface.subnet)?;
    if world.internet_gateways.of_vpc(&subnet.vpc).is_none() {
        let vpc = subnet.vpc.clone();
        return Err(Refusal::NoInternetGateway { vpc }.into());
    }
    if let Some(private) = private_address
        && private != interface.private_address
    {
        return Err(Refusal::UnknownPrivateAddress {
            address: private,
            interface: id.clone(),
        }
        .into());
    }
    let mut facts = Vec::new();
    match &address.association {
        // Asking again for what is there changes nothing (AssociateAddress is
        // idempotent).
        Some(present) if present.interface == *id => return Ok(facts),
        Some(present) => {
            if let Some(gateway) = nat_gateway(world, present) {
                return Err(Refusal::HeldByNatGateway { gateway }.into());
            }
            if !allow_reassociation {
                let allocation = allocation.clone();
                return Err(Refusal::AlreadyAssociated { allocation }.into());
            }
            facts.push(disassociated(allocation, address.address, present));
        }
        None => {}
    }
    // The interface lets go of the address it had.
    facts.extend(freed(world, id));
    let serves = match &interface.role {
        Role::Instance { instance, .. } => Use::Instance(instance.clone()),
        Role::NatGateway(gateway) => Use::NatGateway(gateway.clone()),
        Role::Spare => Use::Interface(id.clone()),
    };
    facts.push(associated(
        world,
        allocation,
        address.address,
        serves,
        id,
        interface.private_address,
    ));
    Ok(facts)
}

/// The interface that a place names, which must be one that the customer may
/// touch and whose instance, if it has one, is up.
fn find_place<'a>(
    world: &'a World,
    home: &Home,
    place: &'a Place,
) -> Result<(&'a NetworkInterfaceId, &'a NetworkInterface), WorldRefusal> {
    let id = match place {
        Place::Instance(id) => {
            let found = world.instances.at(home, id);
            let unknown = || instance::Refusal::UnknownInstances {
                instances: vec![id.clone()],
            };
            let lifecycle = &found.ok_or_else(unknown)?.lifecycle;
            let not_up = || wrong_state(id, lifecycle.told());
            lifecycle.interface().ok_or_else(not_up)?
        }
        Place::Interface(interface) => interface,
    };
    let interface = world.network_interfaces.find(home, id)?;
    match &interface.role {
        Role::Spare => {}
        Role::NatGateway(_) => {
            let interface = id.clone();
            return Err(Refusal::ServiceOwnedInterface { interface }.into());
        }
        Role::Instance { instance, .. } => {
            let found = world.instances.at(home, instance);
            match found.map(|found| found.lifecycle.told()) {
                None | Some(State::Running) => {}
                Some(state) => return Err(wrong_state(instance, state).into()),
            }
        }
    }
    Ok((id, interface))
}

fn wrong_state(instance: &InstanceId, state: State) -> instance::Refusal {
    instance::Refusal::WrongState {
        instance: instance.clone(),
        state,
    }
}

/// The NAT gateway that a tie serves.
fn nat_gateway(world: &World, association: &Association) -> Option<NatGatewayId> {
    let interface = world.network_interfaces.get(&association.interface)?;
    interface.nat_gateway().cloned()
}

/// The fact that whatever is on an interface comes off it.
pub(in crate::world::aws) fn freed(world: &World, interface: &NetworkInterfaceId) -> Option<Fact> {
    let (allocation, address) = world.addresses.of_interface(interface)?;
    let association = address.association.as_ref()?;
    Some(disassociated(allocation, address.address, association))
}

/// The fact that an address now serves something.
pub(in crate::world::aws) fn associated(
    world: &World,
    allocation: &AllocationId,
    address: Ipv4Addr,
    serves: Use,
    interface: &NetworkInterfaceId,
    private_address: Ipv4Addr,
) -> Fact {
    let id = world
        .draw
        .id("eipassoc-", Branch::Association, world.addresses.associated);
    Fact::Associated {
        allocation: allocation.clone(),
        address,
        association: Association {
            id: AssociationId(id),
            interface: interface.clone(),
            private_address,
        },
        serves,
    }
}

/// The fact that an address serves nothing any more.
fn disassociated(allocation: &AllocationId, address: Ipv4Addr, association: &Association) -> Fact {
    Fact::Disassociated {
        allocation: allocation.clone(),
        address,
        association: association.id.clone(),
    }
}

fn disassociate(
    world: &World,
    caller: &Caller,
    id: &AssociationId,
) -> Result<Vec<Fact>, WorldRefusal> {
    let unknown = || Refusal::UnknownAssociation {
        association: id.clone(),
    };
    let allocation = world.addresses.of_association(id).ok_or_else(unknown)?;
    let address = world.addresses.at(&caller.home(), allocation);
    let address = address.ok_or_else(unknown)?;
    let association = address.association.as_ref().ok_or_else(unknown)?;
    if let Some(gateway) = nat_gateway(world, association) {
        return Err(Refusal::HeldByNatGateway { gateway }.into());
    }
    Ok(vec![disassociated(
        allocation,
        address.address,
        association,
    )])
}

fn release(
    world: &World,
    caller: &Caller,
    allocation: &AllocationId,
) -> Result<Vec<Fact>, WorldRefusal> {
    let Some(address) = world.addresses.at(&caller.home(), allocation) else {
        let allocation = allocation.clone();
        return Err(Refusal::UnknownAllocationToRelease { allocation }.into());
    };
    if address.association.is_some() {
        return Err(Refusal::AddressInUse {
            address: address.address,
        }
        .into());
    }
    Ok(vec![Fact::Released {
        allocation: allocation.clone(),
        address: address.address,
    }])
}
