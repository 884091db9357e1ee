//! What a NAT gateway's timer brings: it is ready or has failed, it is gone, it
//! is no longer listed.

use jiff::Timestamp;

use super::{Fact, Lifecycle, NatGatewayId};
use crate::world::aws::network_interface;
use crate::world::{Fact as WorldFact, World, later};

/// What a gateway's timer brings: its own fact, and what becomes of its
/// interface and its address.
pub(in crate::world) fn wake(world: &World, now: Timestamp, id: &NatGatewayId) -> Vec<WorldFact> {
    let Some(found) = world.nat_gateways.by_id.get(id) else {
        return Vec::new();
    };
    let gateway = id.clone();
    let listed_until = later(now, world.policy.ended_resource_listing);
    let own = match &found.lifecycle {
        Lifecycle::Pending { failure } => match failure.clone() {
            Some(failure) => Fact::Failed {
                gateway,
                failure,
                listed_until,
            },
            None => Fact::Available { gateway },
        },
        Lifecycle::Deleting => {
            let deleted = Fact::Deleted {
                gateway,
                listed_until,
            };
            let left = found.standing.as_ref();
            let left = left.map(|standing| network_interface::ended(world, &standing.interface));
            let deleted = WorldFact::NatGateway(deleted);
            return std::iter::once(deleted)
                .chain(left.into_iter().flatten())
                .collect();
        }
        Lifecycle::Failed(_) | Lifecycle::Deleted { .. } | Lifecycle::Available => {
            Fact::Forgotten { gateway }
        }
    };
    vec![WorldFact::NatGateway(own)]
}
