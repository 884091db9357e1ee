//! What a load balancer's timer brings: it is ready, or it lets go of its
//! addresses and is gone.

use super::{Fact, Lifecycle, LoadBalancerArn};
use crate::world::aws::network_interface;
use crate::world::{Fact as WorldFact, World};

/// What a balancer's timer brings.
pub(in crate::world) fn wake(world: &World, arn: &LoadBalancerArn) -> Vec<WorldFact> {
    let Some(balancer) = world.load_balancers.load_balancer(arn) else {
        return Vec::new();
    };
    let load_balancer = arn.clone();
    match balancer.lifecycle {
        Lifecycle::Provisioning => vec![WorldFact::LoadBalancer(Fact::Activated { load_balancer })],
        // Nothing is to come for one that is ready.
        Lifecycle::Active => Vec::new(),
        Lifecycle::Deleting => {
            let feet = balancer.nodes.iter().map(|node| &node.interface);
            let left = feet.flat_map(|interface| network_interface::ended(world, interface));
            left.chain([WorldFact::LoadBalancer(Fact::Deleted { load_balancer })])
                .collect()
        }
    }
}
