//! The rules of tying addresses to interfaces and of cutting the ties, in the
//! order in which they are checked.

use std::net::Ipv4Addr;

use super::{AllocationId, Association, AssociationId, Fact, Place, Refusal, Use};
use crate::world::aws::account::Caller;
use crate::world::aws::ids::{InstanceId, NetworkInterfaceId};
use crate::world::aws::instance::{self, State};
use crate::world::aws::network_interface::{NetworkInterface, Role};
use crate::world::aws::owned::Home;
use crate::world::draw::Branch;
use crate::world::{Refusal as WorldRefusal, World};

/// AssociateAddress.
pub(super) fn associate(
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
    let zone = subnet.zone.border_group();
    if zone != address.border_group {
        return Err(Refusal::OtherGroup {
            address: address.address,
            group: address.border_group.clone(),
            zone,
        }
        .into());
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
            if let Some(refusal) = held(world, present) {
                return Err(refusal.into());
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
    facts.push(associated(
        world,
        allocation,
        address.address,
        served(id, &interface.role),
        id,
        interface.private_address,
    ));
    Ok(facts)
}

fn served(id: &NetworkInterfaceId, role: &Role) -> Use {
    match role {
        Role::Instance { instance, .. } => Use::Instance(instance.clone()),
        Role::NatGateway(gateway) => Use::NatGateway(gateway.clone()),
        Role::LoadBalancer(arn) => Use::LoadBalancer(arn.clone()),
        Role::Spare => Use::Interface(id.clone()),
    }
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
        Role::NatGateway(_) | Role::LoadBalancer(_) => {
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

/// The fact that whatever is on an interface comes off it.
pub(in crate::world::aws) fn freed(world: &World, interface: &NetworkInterfaceId) -> Option<Fact> {
    let (allocation, address) = world.addresses.of_interface(interface)?;
    let association = address.association.as_ref()?;
    Some(disassociated(allocation, address.address, association))
}

/// Why what holds an address does not let it be taken away by hand.
fn held(world: &World, association: &Association) -> Option<Refusal> {
    let interface = world.network_interfaces.get(&association.interface)?;
    match &interface.role {
        Role::Spare | Role::Instance { .. } => None,
        Role::NatGateway(gateway) => {
            let gateway = gateway.clone();
            Some(Refusal::HeldByNatGateway { gateway })
        }
        Role::LoadBalancer(load_balancer) => {
            let load_balancer = load_balancer.clone();
            Some(Refusal::HeldByLoadBalancer { load_balancer })
        }
    }
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
    associated_after(
        0,
        world,
        allocation,
        address,
        serves,
        interface,
        private_address,
    )
}

/// The same, where one decision makes others before it: each has an id of its
/// own.
pub(in crate::world::aws) fn associated_after(
    others: u64,
    world: &World,
    allocation: &AllocationId,
    address: Ipv4Addr,
    serves: Use,
    interface: &NetworkInterfaceId,
    private_address: Ipv4Addr,
) -> Fact {
    let position = world.addresses.associated + others;
    let id = world.draw.id("eipassoc-", Branch::Association, position);
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

/// DisassociateAddress.
pub(super) fn disassociate(
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
    if let Some(refusal) = held(world, association) {
        return Err(refusal.into());
    }
    Ok(vec![disassociated(
        allocation,
        address.address,
        association,
    )])
}
