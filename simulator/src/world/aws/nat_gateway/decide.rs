//! The rules of the calls on NAT gateways.

use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::error_code::ErrorCode;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::{Command, Fact, Failure, Lifecycle, NatGatewayId, Refusal};
use crate::world::aws::account::Caller;
use crate::world::aws::address::{self, AllocationId, Use};
use crate::world::aws::network::{self, NetworkInterfaceId, Subnet, SubnetId, Vpc};
use crate::world::aws::tag;
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World, later};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
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
            tags,
        } => {
            tag::check(tags)?;
            if let Some(token) = token
                && let Some(id) = world.nat_gateways.of_token(&caller.home(), token)
            {
                return same_again(world, id, subnet, allocation);
            }
            let found = world
                .networks
                .subnet(caller.account(), &caller.region, subnet);
            let Some((place, vpc)) = found else {
                return Err(network::Refusal::UnknownSubnet {
                    subnet: subnet.clone(),
                }
                .into());
            };
            let count = world.nat_gateways.created;
            let id = world.draw.id("nat-", Branch::NatGateway, count);
            let interface = world.draw.id("eni-", Branch::NetworkInterface, count);
            let failure = failure(world, caller, place, vpc, allocation);
            let private_address = private_address(place.cidr, count);
            let gateway = NatGatewayId::new(&id);
            let interface = NetworkInterfaceId::new(&interface);
            // The address is taken at once, not when the gateway is ready.
            let held = match (&failure, world.addresses.allocated(allocation)) {
                (None, Some(address)) => Some(WorldFact::Address(address::associated(
                    world,
                    allocation,
                    address.address,
                    Use::NatGateway(gateway.clone()),
                    &interface,
                    private_address,
                ))),
                (Some(_), _) | (None, None) => None,
            };
            let created = WorldFact::NatGateway(Fact::Created {
                gateway,
                home: caller.home(),
                vpc: place.vpc.clone(),
                subnet: subnet.clone(),
                allocation: allocation.clone(),
                interface,
                private_address,
                token: token.clone(),
                failure,
                settles_at,
            });
            let tagged = tag::on_creation(&caller.home(), &id, tags);
            Ok(std::iter::once(created).chain(held).chain(tagged).collect())
        }
        Command::Delete(id) => {
            let unknown = || Refusal::UnknownNatGateway {
                gateway: id.clone(),
            };
            let gateway = world
                .nat_gateways
                .at(&caller.home(), id)
                .ok_or_else(unknown)?;
            match gateway.lifecycle {
                Lifecycle::Available | Lifecycle::Failed(_) | Lifecycle::Pending { .. } => {
                    Ok(vec![WorldFact::NatGateway(Fact::Deleting {
                        gateway: id.clone(),
                        settles_at,
                    })])
                }
                // Deleting twice is deleting once.
                Lifecycle::Deleting => Ok(Vec::new()),
                Lifecycle::Deleted { .. } => Err(unknown().into()),
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
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let same = world
        .nat_gateways
        .by_id
        .get(id)
        .is_some_and(|there| there.subnet == *subnet && there.allocation == *allocation);
    if same {
        Ok(Vec::new())
    } else {
        Err(Refusal::TokenUsed.into())
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

/// What keeps a gateway from being made, in the model's codes and words.
fn failure(
    world: &World,
    caller: &Caller,
    subnet: &Subnet,
    vpc: &Vpc,
    allocation: &AllocationId,
) -> Option<Failure> {
    let own = world.addresses.at(&caller.home(), allocation);
    let (code, message) = match own {
        None => (
            ErrorCode::InvalidAllocationIdNotFound,
            format!(
                "Elastic IP address {} could not be associated with this NAT gateway",
                allocation
            ),
        ),
        Some(address) if address.association.is_some() => (
            ErrorCode::ResourceAlreadyAssociated,
            format!("Elastic IP address {} is already associated", allocation),
        ),
        Some(_) if !vpc.internet_gateway => (
            ErrorCode::GatewayNotAttached,
            format!("Network {} has no Internet gateway attached", subnet.vpc),
        ),
        Some(_) => return None,
    };
    Some(Failure { code, message })
}
