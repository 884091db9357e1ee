//! The rules of the calls on NAT gateways.

use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::{Command, Fact, Lifecycle, NatGatewayId};
use crate::world::aws::account::Caller;
use crate::world::aws::address::AllocationId;
use crate::world::aws::network::{NetworkInterfaceId, SubnetId};
use crate::world::draw::Branch;
use crate::world::refusal::AddressRefusal;
use crate::world::{World, later};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<Fact>, AddressRefusal> {
    let settles_at = later(
        now,
        world.draw.duration(
            Branch::NatGateway,
            world.nat_gateways.created,
            world.policy.nat_gateway_duration,
        ),
    );
    match command {
        Command::Create {
            subnet,
            allocation,
            token,
        } => {
            if let Some(token) = token
                && let Some(id) = world.nat_gateways.of_token(caller, token)
            {
                return same_again(world, id, subnet, allocation);
            }
            let found = world
                .networks
                .subnet(caller.account(), &caller.region, subnet);
            let Some((place, _)) = found else {
                return Err(AddressRefusal::UnknownSubnet {
                    subnet: subnet.clone(),
                });
            };
            let count = world.nat_gateways.created;
            let id = world.draw.id("nat-", Branch::NatGateway, count);
            let interface = world.draw.id("eni-", Branch::NetworkInterface, count);
            Ok(vec![Fact::Created {
                gateway: NatGatewayId::new(&id),
                account: caller.account(),
                region: caller.region.clone(),
                vpc: place.vpc.clone(),
                subnet: subnet.clone(),
                allocation: allocation.clone(),
                interface: NetworkInterfaceId::new(&interface),
                private_address: private_address(place.cidr, count),
                token: token.clone(),
                settles_at,
            }])
        }
        Command::Delete(id) => {
            let unknown = || AddressRefusal::UnknownNatGateway {
                gateway: id.clone(),
            };
            let gateway = world
                .nat_gateways
                .of_caller(caller, id)
                .ok_or_else(unknown)?;
            match gateway.lifecycle {
                Lifecycle::Available | Lifecycle::Failed(_) | Lifecycle::Pending => {
                    Ok(vec![Fact::Deleting {
                        gateway: id.clone(),
                        settles_at,
                    }])
                }
                // Deleting twice is deleting once.
                Lifecycle::Deleting => Ok(Vec::new()),
                Lifecycle::Deleted { .. } => Err(unknown()),
            }
        }
    }
}

/// A client token that was used before: nothing new, if all else is the same.
fn same_again(
    world: &World,
    id: &NatGatewayId,
    subnet: &SubnetId,
    allocation: &AllocationId,
) -> Result<Vec<Fact>, AddressRefusal> {
    let same = world
        .nat_gateways
        .by_id
        .get(id)
        .is_some_and(|there| there.subnet == *subnet && there.allocation == *allocation);
    if same {
        Ok(Vec::new())
    } else {
        Err(AddressRefusal::TokenUsed)
    }
}

/// A private address from the end of the subnet, where the instances of a world
/// file do not stand.
fn private_address(cidr: Prefix, count: u64) -> Ipv4Addr {
    let room = cidr.address_count();
    let back = 2 + u128::from(count) % room.saturating_sub(8).max(1);
    match cidr.nth(room.saturating_sub(back)) {
        Some(IpAddr::V4(address)) => address,
        Some(IpAddr::V6(_)) | None => Ipv4Addr::UNSPECIFIED,
    }
}
