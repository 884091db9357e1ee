//! Anybody asks for anything, in any order, with any jumps of the clock: the
//! named invariants hold after every step.

use std::collections::BTreeSet;

use byoip_vocabulary::asn::Asn;
use jiff::SignedDuration;
use proptest::prelude::*;

use super::scene::Scene;
use super::site::PUBLIC;
use crate::world::World;
use crate::world::aws::address::{self, AllocationId, Place, Wish};
use crate::world::aws::ids::{InstanceId, SubnetId};
use crate::world::aws::load_balancer::{self, Mapping};
use crate::world::aws::nat_gateway::{self, Connectivity};
use crate::world::aws::range::Origin;
use crate::world::{Command, Fact, Genesis, Refusal};

mod faults;
mod network;

/// One step of a storm; numbers pick among what there is.
#[derive(Clone, Debug)]
enum Step {
    Provision(usize),
    Advertise(usize),
    AdvertiseOwn(usize),
    AssociateAsn(usize),
    DisassociateAsn(usize),
    Withdraw(usize),
    Deprovision(usize),
    Allocate(usize),
    AllocateAmazons,
    Associate(usize, bool),
    Disassociate(usize),
    Release(usize),
    CreateNatGateway(usize),
    DeleteNatGateway(usize),
    CreateLoadBalancer(usize),
    DeleteLoadBalancer(usize),
    Pass(i64),
}

/// The holder's own AS, for which a scene has ROAs.
const OWN: Asn = Asn::new(64500);
const CIDRS: [&str; 3] = ["198.18.0.0/24", "198.18.1.0/24", "198.18.0.0/23"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..60)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..CIDRS.len()).prop_map(Step::Provision),
        3 => (0..CIDRS.len()).prop_map(Step::Advertise),
        2 => (0..CIDRS.len()).prop_map(Step::AdvertiseOwn),
        2 => (0..CIDRS.len()).prop_map(Step::AssociateAsn),
        1 => (0..CIDRS.len()).prop_map(Step::DisassociateAsn),
        1 => (0..CIDRS.len()).prop_map(Step::Withdraw),
        1 => (0..CIDRS.len()).prop_map(Step::Deprovision),
        5 => (0..CIDRS.len()).prop_map(Step::Allocate),
        1 => Just(Step::AllocateAmazons),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(n, again)| Step::Associate(n, again)),
        1 => any::<usize>().prop_map(Step::Disassociate),
        2 => any::<usize>().prop_map(Step::Release),
        2 => any::<usize>().prop_map(Step::CreateNatGateway),
        1 => any::<usize>().prop_map(Step::DeleteNatGateway),
        2 => any::<usize>().prop_map(Step::CreateLoadBalancer),
        1 => any::<usize>().prop_map(Step::DeleteLoadBalancer),
        4 => prop::sample::select(vec![1_i64, 60, 3_600, 7_200, 86_400]).prop_map(Step::Pass),
    ]
}

/// What a step's call came to; none where there was nothing to call about.
type Asked = Option<Result<Vec<Fact>, Refusal>>;

/// One of all there are, by a number of whatever size.
fn pick<T>(all: impl Iterator<Item = T>, number: usize) -> Option<T> {
    let mut all: Vec<T> = all.collect();
    let number = number.checked_rem(all.len())?;
    Some(all.swap_remove(number))
}

fn allocation(scene: &Scene, number: usize) -> Option<AllocationId> {
    let home = scene.caller().home();
    let all = scene.world.addresses().of(&home);
    pick(all.map(|(id, _)| id.clone()), number)
}

fn take(scene: &mut Scene, step: &Step) {
    let before = scene.world.clone();
    let asked = match step {
        Step::Provision(n) => Some(scene.provision(CIDRS[*n])),
        Step::Advertise(n) => Some(scene.advertise(CIDRS[*n])),
        Step::AdvertiseOwn(n) => Some(scene.advertise_from(CIDRS[*n], Origin::Own(OWN))),
        Step::AssociateAsn(n) => Some(scene.associate(CIDRS[*n], OWN.number())),
        Step::DisassociateAsn(n) => Some(scene.disassociate(CIDRS[*n], OWN.number())),
        Step::Withdraw(n) => Some(scene.withdraw(CIDRS[*n])),
        Step::Deprovision(n) => Some(scene.deprovision(CIDRS[*n])),
        Step::Allocate(n) => allocate(scene, *n),
        Step::AllocateAmazons => Some(scene.allocate(Wish::Amazons).map(|_| Vec::new())),
        Step::Associate(n, again) => associate(scene, *n, *again),
        Step::Disassociate(n) => disassociate(scene, *n),
        Step::Release(n) => allocation(scene, *n).map(|id| scene.release(&id)),
        Step::CreateNatGateway(n) => create_nat_gateway(scene, *n),
        Step::DeleteNatGateway(n) => delete_nat_gateway(scene, *n),
        Step::CreateLoadBalancer(n) => Some(create_load_balancer(scene, *n)),
        Step::DeleteLoadBalancer(n) => delete_load_balancer(scene, *n),
        Step::Pass(seconds) => {
            scene.pass(SignedDuration::from_secs(*seconds));
            None
        }
    };
    if let Some(Err(_)) = asked {
        assert_eq!(before, scene.world, "a refused call changes nothing");
    }
}

fn allocate(scene: &mut Scene, number: usize) -> Asked {
    let home = scene.caller().home();
    let pools = scene.world.pools().ipv4_of(&home);
    let pool = pick(pools.map(|(id, _)| id.clone()), number)?;
    Some(scene.allocate(Wish::FromPool(pool)).map(|_| Vec::new()))
}

fn associate(scene: &mut Scene, number: usize, again: bool) -> Asked {
    let allocation = allocation(scene, number)?;
    let instance = ["i-0123456789abcde01", "i-0123456789abcde02"][number % 2];
    Some(scene.address(address::Command::Associate {
        allocation,
        place: Place::Instance(InstanceId::new(instance)),
        private_address: None,
        allow_reassociation: again,
    }))
}

fn disassociate(scene: &mut Scene, number: usize) -> Asked {
    let allocation = allocation(scene, number)?;
    let address = scene.world.addresses().allocated(&allocation)?;
    let association = address.association.as_ref()?.id.clone();
    Some(scene.address(address::Command::Disassociate(association)))
}

fn create_nat_gateway(scene: &mut Scene, number: usize) -> Asked {
    let create = nat_gateway::Command::Create {
        subnet: SubnetId::new(PUBLIC),
        connectivity: Connectivity::Public(allocation(scene, number)?),
        private_address: None,
        token: None,
        tags: Default::default(),
    };
    Some(scene.perform(&Command::NatGateway(scene.caller(), create)))
}

fn delete_nat_gateway(scene: &mut Scene, number: usize) -> Asked {
    let home = scene.caller().home();
    let gateways = scene.world.nat_gateways().of(&home);
    let gateway = pick(gateways.map(|(id, _)| id.clone()), number)?;
    let delete = nat_gateway::Command::Delete(gateway);
    Some(scene.perform(&Command::NatGateway(scene.caller(), delete)))
}

fn create_load_balancer(scene: &mut Scene, number: usize) -> Result<Vec<Fact>, Refusal> {
    let mapping = Mapping {
        subnet: SubnetId::new(PUBLIC),
        allocation: allocation(scene, number),
    };
    let create = load_balancer::Command::Create(load_balancer::Wish {
        name: format!("n{}", number % 4),
        kind: load_balancer::Kind::Network,
        scheme: load_balancer::Scheme::InternetFacing,
        mappings: vec![mapping],
        tags: Default::default(),
    });
    scene.perform(&Command::LoadBalancer(scene.caller(), create))
}

fn delete_load_balancer(scene: &mut Scene, number: usize) -> Asked {
    let home = scene.caller().home();
    let balancers = scene.world.load_balancers().of(&home);
    let balancer = pick(balancers.map(|(arn, _)| arn.clone()), number)?;
    let delete = load_balancer::Command::Delete(balancer);
    Some(scene.perform(&Command::LoadBalancer(scene.caller(), delete)))
}

fn invariants(world: &World, genesis: &Genesis) {
    let scene = Scene::bare();
    let home = scene.caller().home();
    // No address is out twice, and each is in the pool it says.
    let mut seen = BTreeSet::new();
    let mut interfaces = BTreeSet::new();
    for (id, address) in world.addresses().of(&home) {
        assert!(
            seen.insert(address.address),
            "{} is out twice",
            address.address
        );
        if let Some(pool) = &address.pool {
            let pool = world.pools().pool(pool).expect("an address has its pool");
            assert!(pool.is_out(address.address), "{id} is not counted");
            assert!(
                pool.prefix().contains(address.address.into()),
                "{id} is outside"
            );
        }
        if let Some(association) = &address.association {
            assert!(
                interfaces.insert(&association.interface),
                "two addresses on one interface"
            );
        }
    }
    // What is out of the pools is what is allocated from them.
    let out: u64 = world
        .pools()
        .ipv4_of(&home)
        .map(|(_, pool)| pool.total() - pool.available())
        .sum();
    let own = world.addresses().of(&home);
    assert_eq!(
        out,
        own.filter(|(_, address)| address.pool.is_some()).count() as u64
    );
    // No two live ranges share an address, and none is over the quota.
    let live: Vec<_> = world
        .ranges()
        .all()
        .filter(|(_, range)| range.pool().is_some())
        .map(|(key, _)| key.cidr)
        .collect();
    for (n, one) in live.iter().enumerate() {
        assert!(
            live[..n].iter().all(|other| !one.overlaps(*other)),
            "{one} overlaps"
        );
    }
    assert!(live.len() <= genesis.policy.range_quota as usize);
    // What is announced from an AS of the holder's own is associated with it.
    for (key, range) in world.ranges().all() {
        let own = range.origin().filter(|origin| !key.is_amazons(*origin));
        let mut asns = world.byoasns().of_range(key);
        assert!(own.is_none_or(|own| asns.any(|(asn, _)| asn == own)));
    }
    // What an AS number is associated with is there.
    for (association, _) in world.byoasns().associations() {
        let range = world.ranges().range(&association.range);
        assert!(range.is_some_and(|range| range.pool().is_some()));
    }
    // Nothing is overdue.
    assert!(world.next_due().is_none_or(|due| due > world.now()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn storms_break_nothing(steps in steps()) {
        let mut scene = Scene::ready();
        let genesis = Scene::genesis();
        scene.bring(OWN.number());
        for step in &steps {
            take(&mut scene, step);
            invariants(&scene.world, &genesis);
        }
        let mut replayed = World::replay(genesis, scene.world.log().after(0));
        replayed.wake(scene.world.now());
        prop_assert_eq!(replayed, scene.world);
    }
}

#[test]
fn deprovisioned_means_nothing_is_left() {
    let mut scene = Scene::ready();
    scene.provision("198.18.1.0/24").unwrap();
    scene.settle();
    scene.allocate_from("198.18.1.0/24").unwrap();
    scene.deprovision("198.18.1.0/24").unwrap();
    scene.settle();
    let state = scene.range_of("198.18.1.0/24").state();
    assert_eq!(state.as_str(), "failed-deprovision");
    let id = allocation(&scene, 0).unwrap();
    scene.release(&id).unwrap();
    scene.deprovision("198.18.1.0/24").unwrap();
    scene.settle();
    assert_eq!(
        scene.range_of("198.18.1.0/24").state().as_str(),
        "deprovisioned"
    );
    assert!(allocation(&scene, 0).is_none());
    let told = scene.told();
    assert!(
        told.iter()
            .any(|line| line.contains("1 of its addresses is still allocated"))
    );
    let last = scene
        .world
        .log()
        .after(0)
        .last()
        .map(|entry| entry.fact.clone());
    assert!(matches!(last, Some(Fact::Pool(_))));
}
