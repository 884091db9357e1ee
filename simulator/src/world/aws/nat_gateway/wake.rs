//! What a NAT gateway's timer brings: it is ready or has failed, it is gone, it
//! is no longer listed.

use byoip_vocabulary::error_code::ErrorCode;
use jiff::{SignedDuration, Timestamp};

use super::{Fact, Failure, Lifecycle, NatGateway, NatGatewayId};
use crate::world::aws::address::{self, Use};
use crate::world::{World, later};

/// How long a deleted or failed gateway stays listed (VPC User Guide, NAT
/// gateways: about an hour).
const LISTED_AFTER_END: SignedDuration = SignedDuration::from_hours(1);

/// What a gateway's timer brings: its own fact, and what becomes of its address.
pub(in crate::world) fn wake(
    world: &World,
    now: Timestamp,
    id: &NatGatewayId,
) -> (Option<Fact>, Option<address::Fact>) {
    let Some(gateway) = world.nat_gateways.by_id.get(id) else {
        return (None, None);
    };
    let id = id.clone();
    let listed_until = later(now, LISTED_AFTER_END);
    match gateway.lifecycle {
        Lifecycle::Pending => match failure(world, gateway) {
            Some(failure) => (
                Some(Fact::Failed {
                    gateway: id,
                    failure,
                    listed_until,
                }),
                None,
            ),
            None => {
                let address = world.addresses.allocated(&gateway.allocation);
                let associated = address.map(|address| {
                    address::associated(
                        world,
                        &gateway.allocation,
                        address.address,
                        Use::NatGateway(id.clone()),
                        &gateway.interface,
                        gateway.private_address,
                    )
                });
                (Some(Fact::Available { gateway: id }), associated)
            }
        },
        Lifecycle::Deleting => {
            let held = world.addresses.allocated(&gateway.allocation);
            let freed = held.and_then(|address| {
                let association = address.association.as_ref()?;
                (association.serves == Use::NatGateway(id.clone())).then(|| {
                    address::disassociated(&gateway.allocation, address.address, association)
                })
            });
            let deleted = Fact::Deleted {
                gateway: id,
                listed_until,
            };
            (Some(deleted), freed)
        }
        Lifecycle::Failed(_) | Lifecycle::Deleted { .. } | Lifecycle::Available => {
            (Some(Fact::Forgotten { gateway: id }), None)
        }
    }
}

/// What keeps a gateway from being made, in the model's codes and words.
fn failure(world: &World, gateway: &NatGateway) -> Option<Failure> {
    let vpc = world
        .networks
        .subnet(gateway.account, &gateway.region, &gateway.subnet)
        .map(|(_, vpc)| vpc);
    let own = world
        .addresses
        .allocated(&gateway.allocation)
        .filter(|address| address.account == gateway.account && address.region == gateway.region);
    let (code, message) = match own {
        None => (
            ErrorCode::InvalidAllocationIdNotFound,
            format!(
                "Elastic IP address {} could not be associated with this NAT gateway",
                gateway.allocation
            ),
        ),
        Some(address) if address.association.is_some() => (
            ErrorCode::ResourceAlreadyAssociated,
            format!(
                "Elastic IP address {} is already associated",
                gateway.allocation
            ),
        ),
        Some(_) if vpc.is_some_and(|vpc| !vpc.internet_gateway) => (
            ErrorCode::GatewayNotAttached,
            format!("Network {} has no Internet gateway attached", gateway.vpc),
        ),
        Some(_) => return None,
    };
    Some(Failure { code, message })
}
