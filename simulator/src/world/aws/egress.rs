//! How an instance's packets leave AWS: which address others see, and whether
//! mail gets out.
//!
//! Sources: Amazon VPC User Guide, NAT gateways (a private subnet's packets bear
//! the gateway's Elastic IP address) and internet gateways (1:1 NAT of the
//! instance's own); AWS Knowledge Center, "port 25 throttle". An instance here
//! has no public address but an Elastic IP.

use std::fmt;
use std::net::Ipv4Addr;

use super::ids::{InstanceId, NatGatewayId, NetworkInterfaceId, SubnetId};
use super::instance::Lifecycle;
use super::nat_gateway;
use super::route_table::{self, RouteState, Target};
use crate::world::World;

#[cfg(test)]
pub(in crate::world) mod tests;

/// The port that mail servers talk to each other on (RFC 5321).
pub const SMTP: u16 = 25;

/// How packets leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Egress {
    /// The address that others see.
    pub source: Ipv4Addr,
    /// The NAT gateway they leave through, if it is not their own address.
    pub gateway: Option<NatGatewayId>,
}

/// Why none leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stranded {
    /// There is no such instance.
    NoInstance(InstanceId),
    /// It is not up.
    NotRunning(InstanceId),
    /// Its subnet's table has no default route.
    NoDefaultRoute(SubnetId),
    /// That route leads to what is no longer there.
    Blackhole(Target),
    /// It leads to the internet gateway, but the instance has no public address.
    NoPublicAddress(NetworkInterfaceId),
    /// It leads to a NAT gateway that cannot let anything out now.
    GatewayNotReady(NatGatewayId),
    /// The port is closed to this account.
    PortBlocked(u16),
}

impl fmt::Display for Stranded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoInstance(instance) => write!(f, "there is no {instance}"),
            Self::NotRunning(instance) => write!(f, "{instance} is not running"),
            Self::NoDefaultRoute(subnet) => write!(f, "{subnet} has no default route"),
            Self::Blackhole(target) => write!(f, "the default route to {target} is a black hole"),
            Self::NoPublicAddress(interface) => write!(f, "{interface} has no public address"),
            Self::GatewayNotReady(gateway) => write!(f, "{gateway} lets nothing out"),
            Self::PortBlocked(port) => write!(f, "port {port} is blocked for this account"),
        }
    }
}

/// How an instance's packets to a port leave.
pub fn egress(world: &World, instance: &InstanceId, port: u16) -> Result<Egress, Stranded> {
    let found = world.instances.get(instance);
    let found = found.ok_or_else(|| Stranded::NoInstance(instance.clone()))?;
    let Lifecycle::Running { interface } = &found.lifecycle else {
        return Err(Stranded::NotRunning(instance.clone()));
    };
    let missing = || Stranded::NoPublicAddress(interface.clone());
    let subnet = &world
        .network_interfaces
        .get(interface)
        .ok_or_else(missing)?
        .subnet;
    let no_route = || Stranded::NoDefaultRoute(subnet.clone());
    let vpc = &world.subnets.get(subnet).ok_or_else(no_route)?.vpc;
    let table = world.route_tables.of_subnet(subnet, vpc);
    let target = table.and_then(route_table::RouteTable::default_route);
    let target = target.ok_or_else(no_route)?;
    if route_table::state(world, vpc, target) == RouteState::Blackhole {
        return Err(Stranded::Blackhole(target.clone()));
    }
    let egress = match target {
        Target::InternetGateway(_) => Egress {
            source: address_of(world, interface).ok_or_else(missing)?,
            gateway: None,
        },
        Target::NatGateway(gateway) => Egress {
            source: through(world, gateway)
                .ok_or_else(|| Stranded::GatewayNotReady(gateway.clone()))?,
            gateway: Some(gateway.clone()),
        },
    };
    let home = world.instances.home(instance);
    let is_open = |home| world.entitlements.is_port_25_open(home);
    if port == SMTP && !home.is_some_and(is_open) {
        return Err(Stranded::PortBlocked(port));
    }
    Ok(egress)
}

/// The address of a NAT gateway that is ready.
fn through(world: &World, gateway: &NatGatewayId) -> Option<Ipv4Addr> {
    let gateway = world.nat_gateways.get(gateway)?;
    match gateway.lifecycle {
        nat_gateway::Lifecycle::Available => {}
        nat_gateway::Lifecycle::Pending { .. }
        | nat_gateway::Lifecycle::Failed(_)
        | nat_gateway::Lifecycle::Deleting
        | nat_gateway::Lifecycle::Deleted { .. } => return None,
    }
    address_of(world, &gateway.standing.as_ref()?.interface)
}

fn address_of(world: &World, interface: &NetworkInterfaceId) -> Option<Ipv4Addr> {
    let (_, allocated) = world.addresses.of_interface(interface)?;
    Some(allocated.address)
}
