use super::*;
use crate::world::Refusal;
use crate::world::aws::address;
use crate::world::aws::address::Wish;
use crate::world::tests::scene::{Scene, prefix};

const CIDR: &str = "198.18.1.0/24";

fn provisioned() -> (Scene, PoolId) {
    let mut scene = Scene::ready();
    scene.provision(CIDR).unwrap();
    scene.settle();
    let pool = scene.range_of(CIDR).pool().unwrap().clone();
    (scene, pool)
}

/// First and last included, each once, arbitrary in order, and then no more.
#[test]
fn a_slash_24_gives_256() {
    let (mut scene, id) = provisioned();
    let mut seen = Vec::new();
    for left in (0..256).rev() {
        let allocation = scene.allocate(Wish::FromPool(id.clone())).unwrap();
        seen.push(
            scene
                .world
                .addresses()
                .allocated(&allocation)
                .unwrap()
                .address,
        );
        assert_eq!(scene.world.pools().pool(&id).unwrap().available(), left);
    }
    assert_eq!(
        scene.allocate(Wish::FromPool(id.clone())),
        Err(Refusal::Address(address::Refusal::PoolExhausted {
            pool: id
        }))
    );
    assert!(!seen.is_sorted(), "not lowest first");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 256);
    assert_eq!(
        (seen[0], seen[255]),
        (Ipv4Addr::new(198, 18, 1, 0), Ipv4Addr::new(198, 18, 1, 255))
    );
}

#[test]
fn a_released_address_can_be_had_again() {
    let (mut scene, id) = provisioned();
    let address = Ipv4Addr::new(198, 18, 1, 7);
    let allocation = scene.allocate(Wish::Named(address)).unwrap();
    assert_eq!(scene.world.pools().pool(&id).unwrap().available(), 255);
    scene.release(&allocation).unwrap();
    assert_eq!(scene.world.pools().pool(&id).unwrap().available(), 256);
    assert_ne!(
        scene.allocate(Wish::Named(address)).unwrap(),
        allocation,
        "under another id"
    );
}

#[test]
fn pools_of_ipv6_have_their_own_name() {
    let (scene, id) = provisioned();
    assert!(id.as_str().starts_with("ipv4pool-ec2-"));
    let next = scene
        .world
        .pools()
        .next_id(scene.world.draw(), prefix("2001:db8::/48"));
    assert!(next.as_str().starts_with("ipv6pool-ec2-"));
}
