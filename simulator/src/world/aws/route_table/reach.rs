//! What routes lead to: whether a route still leads anywhere, and whether a
//! subnet is public.

use byoip_vocabulary::prefix::Prefix;

use super::{RouteTable, Target};
use crate::world::World;
use crate::world::aws::ids::{SubnetId, VpcId};
use crate::world::aws::nat_gateway::Lifecycle;

/// Whether a route leads anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteState {
    /// It does.
    Active,
    /// Its target is gone or detached.
    Blackhole,
}

impl RouteState {
    /// The API's name of the state.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blackhole => "blackhole",
        }
    }
}

/// Whether a route of a VPC's table leads anywhere.
pub fn state(world: &World, vpc: &VpcId, target: &Target) -> RouteState {
    let leads = match target {
        Target::InternetGateway(id) => world.internet_gateways.of_vpc(vpc) == Some(id),
        Target::NatGateway(id) => {
            let gateway = world.nat_gateways.get(id);
            gateway.is_some_and(|gateway| match gateway.lifecycle {
                Lifecycle::Pending { .. } | Lifecycle::Available => true,
                Lifecycle::Failed(_) | Lifecycle::Deleting | Lifecycle::Deleted { .. } => false,
            })
        }
    };
    if leads {
        RouteState::Active
    } else {
        RouteState::Blackhole
    }
}

/// Whether a subnet's default route leads to its VPC's internet gateway. A
/// public subnet is reached from outside by 1:1 NAT; a private one at most
/// reaches out, through a NAT gateway.
pub fn is_public(world: &World, subnet: &SubnetId) -> bool {
    let Some(vpc) = world.subnets.get(subnet).map(|subnet| &subnet.vpc) else {
        return false;
    };
    let table = world.route_tables.of_subnet(subnet, vpc);
    let target = table.and_then(RouteTable::default_route);
    target.is_some_and(|target| {
        matches!(target, Target::InternetGateway(_))
            && state(world, vpc, target) == RouteState::Active
    })
}

impl RouteTable {
    /// Where whatever goes to none of the others goes.
    pub fn default_route(&self) -> Option<&Target> {
        let mut routes = self.routes.iter();
        let default = routes.find(|(destination, _)| is_default(**destination));
        default.map(|(_, target)| target)
    }
}

fn is_default(destination: Prefix) -> bool {
    destination.is_ipv4() && destination.length() == 0
}
