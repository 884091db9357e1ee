use super::*;
use crate::world::Command;
use crate::world::aws::address::{self, Place, Wish};
use crate::world::aws::ids::SubnetId;
use crate::world::aws::nat_gateway::{self, Connectivity};
use crate::world::tests::scene::Scene;
use crate::world::tests::site::{PRIVATE, PUBLIC, request};

fn told(scene: &Scene, address: Ipv4Addr) -> String {
    let answer = format!("{:?}", answer(&scene.world, address));
    let name = answer.trim_start_matches("Silence(");
    name.split('(')
        .next()
        .unwrap()
        .trim_end_matches(')')
        .to_owned()
}

/// One address on one thing after the other.
#[test]
fn who_answers_depends_on_what_it_is_on() {
    let mut scene = Scene::bare();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    let address = scene
        .world
        .addresses()
        .allocated(&allocation)
        .unwrap()
        .address;
    let free = Ipv4Addr::new(198, 18, 1, 7);
    assert_eq!(told(&scene, free), "NotAllocated");
    assert_eq!(told(&scene, address), "NotAssociated");
    let put = |scene: &mut Scene, place: Place| {
        let allocation = allocation.clone();
        let command = address::Command::Associate {
            allocation,
            place,
            private_address: None,
            allow_reassociation: true,
        };
        scene.address(command).unwrap();
    };
    let outside = scene.run(request(PUBLIC, 1, 1)).unwrap().remove(0);
    let inside = scene.run(request(PRIVATE, 1, 1)).unwrap().remove(0);
    scene.settle();
    put(&mut scene, Place::Instance(inside));
    assert_eq!(told(&scene, address), "NotPublic");
    put(&mut scene, Place::Instance(outside.clone()));
    assert_eq!(told(&scene, address), "Instance");
    scene.terminate(&[outside]).unwrap();
    assert_eq!(told(&scene, address), "NotRunning");
    scene.settle();
    assert_eq!(told(&scene, address), "NotAssociated");
    let spare = scene.make_interface(PUBLIC, None).unwrap();
    put(&mut scene, Place::Interface(spare));
    assert_eq!(told(&scene, address), "NotAttached");
}

#[test]
fn nothing_comes_in_through_a_nat_gateway() {
    let mut scene = Scene::bare();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    let address = scene
        .world
        .addresses()
        .allocated(&allocation)
        .unwrap()
        .address;
    let create = nat_gateway::Command::Create {
        subnet: SubnetId::new(PUBLIC),
        connectivity: Connectivity::Public(allocation),
        private_address: None,
        tags: Default::default(),
        token: None,
    };
    let caller = scene.caller();
    scene.perform(&Command::NatGateway(caller, create)).unwrap();
    scene.settle();
    assert_eq!(told(&scene, address), "OutboundOnly");
}
