//! What an instance's timer brings: it is up, it is gone, it is no longer
//! listed.

use jiff::Timestamp;

use super::{Fact, Lifecycle};
use crate::world::aws::ids::{InstanceId, NetworkInterfaceId};
use crate::world::aws::network_interface::{self, Role};
use crate::world::{Fact as WorldFact, World, later};

/// What an instance's timer brings.
pub(in crate::world) fn wake(world: &World, now: Timestamp, id: &InstanceId) -> Vec<WorldFact> {
    let Some(found) = world.instances.get(id) else {
        return Vec::new();
    };
    let instance = id.clone();
    match &found.lifecycle {
        Lifecycle::Pending { .. } => vec![WorldFact::Instance(Fact::Running { instance })],
        Lifecycle::ShuttingDown { interface } => {
            let listed_until = later(now, world.policy.ended_resource_listing);
            let mut facts = vec![WorldFact::Instance(Fact::Terminated {
                instance,
                listed_until,
            })];
            facts.extend(left(world, interface));
            facts
        }
        Lifecycle::Running { .. } | Lifecycle::Terminated { .. } => {
            vec![WorldFact::Instance(Fact::Forgotten { instance })]
        }
    }
}

/// What becomes of a terminated instance's interface: made for it, it goes with
/// its public address freed; made before it, it stays with its address.
fn left(world: &World, id: &NetworkInterfaceId) -> Vec<WorldFact> {
    let found = world.network_interfaces.get(id);
    let stays = found.is_some_and(|found| match found.role {
        Role::Instance { ends_with_it, .. } => !ends_with_it,
        Role::Spare | Role::NatGateway(_) | Role::LoadBalancer(_) => true,
    });
    if stays {
        return vec![WorldFact::NetworkInterface(
            network_interface::Fact::Became {
                interface: id.clone(),
                role: Role::Spare,
            },
        )];
    }
    network_interface::ended(world, id)
}
