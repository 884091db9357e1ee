//! What a NAT gateway's timer brings: it is ready or has failed, it is gone, it
//! is no longer listed.

use jiff::{SignedDuration, Timestamp};

use super::{Fact, Lifecycle, NatGatewayId};
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
    match &gateway.lifecycle {
        Lifecycle::Pending { failure } => match failure.clone() {
            Some(failure) => (
                Some(Fact::Failed {
                    gateway: id,
                    failure,
                    listed_until,
                }),
                None,
            ),
            None => (Some(Fact::Available { gateway: id }), None),
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
