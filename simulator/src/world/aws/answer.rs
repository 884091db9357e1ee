//! Who answers at AWS for an address that its packets have come to.
//!
//! Sources: EC2 User Guide, Elastic IP addresses (an address serves the one
//! interface that it is on); Amazon VPC User Guide, internet gateways (a subnet
//! is reached from outside where its default route leads to one) and NAT
//! gateways (nothing comes in through one). Security groups and what listens
//! inside an instance are not in this world: what runs answers.

use std::fmt;
use std::net::Ipv4Addr;

use super::ids::{InstanceId, NatGatewayId, NetworkInterfaceId};
use super::instance::Lifecycle;
use super::load_balancer::LoadBalancerArn;
use super::network_interface::Role;
use super::route_table;
use crate::world::World;

#[cfg(test)]
mod tests;

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An instance.
    Instance(InstanceId),
    /// A load balancer.
    LoadBalancer(LoadBalancerArn),
    /// Nobody, and why.
    Silence(Silence),
}

/// Why nobody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Nobody has allocated the address.
    NotAllocated,
    /// It is allocated and on nothing.
    NotAssociated,
    /// It is on an interface that belongs to nothing.
    NotAttached(NetworkInterfaceId),
    /// Its instance is not up.
    NotRunning(InstanceId),
    /// Its subnet has no way from outside.
    NotPublic(NetworkInterfaceId),
    /// It is a NAT gateway's: packets go out from it and none come in.
    OutboundOnly(NatGatewayId),
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAllocated => f.write_str("nobody has allocated the address"),
            Self::NotAssociated => f.write_str("the address is allocated and on nothing"),
            Self::NotAttached(interface) => write!(f, "{interface} belongs to nothing"),
            Self::NotRunning(instance) => write!(f, "{instance} is not running"),
            Self::NotPublic(interface) => write!(
                f,
                "the subnet of {interface} has no route to an internet gateway"
            ),
            Self::OutboundOnly(gateway) => write!(f, "{gateway} lets nothing in"),
        }
    }
}

/// Who answers for an address.
pub fn answer(world: &World, address: Ipv4Addr) -> Answer {
    silence_or(world, address).unwrap_or_else(Answer::Silence)
}

fn silence_or(world: &World, address: Ipv4Addr) -> Result<Answer, Silence> {
    let allocation = world.addresses.of_address(address);
    let allocated = allocation.and_then(|id| world.addresses.allocated(id));
    let allocated = allocated.ok_or(Silence::NotAllocated)?;
    let association = allocated.association.as_ref();
    let id = &association.ok_or(Silence::NotAssociated)?.interface;
    let interface = world.network_interfaces.get(id);
    let interface = interface.ok_or(Silence::NotAssociated)?;
    let who = match &interface.role {
        Role::Spare => return Err(Silence::NotAttached(id.clone())),
        Role::NatGateway(gateway) => return Err(Silence::OutboundOnly(gateway.clone())),
        Role::LoadBalancer(arn) => Answer::LoadBalancer(arn.clone()),
        Role::Instance { instance, .. } => {
            let lifecycle = world.instances.get(instance).map(|it| &it.lifecycle);
            if !matches!(lifecycle, Some(Lifecycle::Running { .. })) {
                return Err(Silence::NotRunning(instance.clone()));
            }
            Answer::Instance(instance.clone())
        }
    };
    if route_table::is_public(world, &interface.subnet) {
        Ok(who)
    } else {
        Err(Silence::NotPublic(id.clone()))
    }
}
