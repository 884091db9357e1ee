//! What holds of a network after every step.

use std::collections::{BTreeMap, BTreeSet};

use crate::world::World;
use crate::world::aws::ids::{InstanceId, SubnetId, VpcId};
use crate::world::aws::nat_gateway::Lifecycle;
use crate::world::aws::network_interface::Role;
use crate::world::aws::owned::Home;
use crate::world::aws::pool::PoolId;

/// Holds all of it.
pub(super) fn hold(world: &World, home: &Home, pool: &PoolId) {
    subnets_fit(world, home);
    interfaces_stand(world, home);
    users_have_their_interfaces(world, home);
    addresses_hang(world, home);
    tables_are_tied(world, home);
    blocks_are_counted(world, home, pool);
    tags_are_on_something(world, home);
    assert!(world.next_due().is_none_or(|due| due > world.now()));
}

/// Each in its VPC, none over another.
fn subnets_fit(world: &World, home: &Home) {
    let mut of_vpc: BTreeMap<&VpcId, Vec<_>> = BTreeMap::new();
    for (id, subnet) in world.subnets().of(home) {
        let vpc = world.vpcs().at(home, &subnet.vpc).expect("a VPC around it");
        assert!(vpc.cidr.covers(subnet.cidr), "{id} is outside its VPC");
        let others = of_vpc.entry(&subnet.vpc).or_default();
        assert!(others.iter().all(|other| !subnet.cidr.overlaps(*other)));
        others.push(subnet.cidr);
    }
}

/// Each in one subnet with an address of its own there.
fn interfaces_stand(world: &World, home: &Home) {
    let mut places = BTreeSet::new();
    let mut count: BTreeMap<&SubnetId, u64> = BTreeMap::new();
    for (id, interface) in world.network_interfaces().of(home) {
        let address = interface.private_address;
        let subnet = world.subnets().at(home, &interface.subnet);
        let subnet = subnet.expect("a subnet around it");
        assert!(subnet.cidr.contains(address.into()), "{id} is outside");
        assert!(!subnet.keeps(address), "{id} has an address that AWS keeps");
        assert!(
            places.insert((&interface.subnet, address)),
            "{address} twice"
        );
        *count.entry(&interface.subnet).or_default() += 1;
        match &interface.role {
            Role::Spare => {}
            Role::Instance { instance, .. } => {
                let instance = world.instances().at(home, instance).expect("its instance");
                assert_eq!(instance.lifecycle.interface(), Some(id));
            }
            Role::NatGateway(gateway) => {
                let gateway = world.nat_gateways().at(home, gateway).expect("its gateway");
                assert_eq!(gateway.standing.as_ref().map(|it| &it.interface), Some(id));
            }
            Role::LoadBalancer(arn) => panic!("nobody made {arn}"),
        }
    }
    for (id, subnet) in world.subnets().of(home) {
        let taken = world.network_interfaces().count_in(id);
        assert_eq!(taken, count.get(id).copied().unwrap_or_default());
        assert!(taken <= subnet.room(), "{id} is overfull");
    }
}

/// What runs has an interface that says so.
fn users_have_their_interfaces(world: &World, home: &Home) {
    for (id, instance) in world.instances().of(home) {
        if let Some(interface) = instance.lifecycle.interface() {
            let interface = world.network_interfaces().at(home, interface);
            assert_eq!(interface.expect("its interface").instance(), Some(id));
        }
    }
    for (id, gateway) in world.nat_gateways().of(home) {
        let Some(standing) = &gateway.standing else {
            continue;
        };
        let interface = world.network_interfaces().at(home, &standing.interface);
        match gateway.lifecycle {
            Lifecycle::Pending { .. } | Lifecycle::Available | Lifecycle::Deleting => {
                let role = &interface.expect("its interface").role;
                assert_eq!(*role, Role::NatGateway(id.clone()));
            }
            Lifecycle::Failed(_) | Lifecycle::Deleted { .. } => assert!(interface.is_none()),
        }
    }
}

/// An address is on one interface at most, and the interface is there.
fn addresses_hang(world: &World, home: &Home) {
    let mut interfaces = BTreeSet::new();
    for (id, address) in world.addresses().of(home) {
        let Some(tie) = &address.association else {
            continue;
        };
        assert!(interfaces.insert(&tie.interface), "two on one interface");
        let interface = world.network_interfaces().at(home, &tie.interface);
        let interface = interface.expect("the interface of an address");
        assert_eq!(interface.private_address, tie.private_address);
        let back = world.addresses().of_interface(&tie.interface);
        assert_eq!(back.map(|(found, _)| found), Some(id));
    }
}

/// One main table a VPC, one table a subnet, all of one VPC; gateways attached
/// to VPCs that are there.
fn tables_are_tied(world: &World, home: &Home) {
    let mut main = BTreeSet::new();
    let mut tied = BTreeSet::new();
    for (id, table) in world.route_tables().of(home) {
        assert!(
            world.vpcs().at(home, &table.vpc).is_some(),
            "{id} is nowhere"
        );
        assert!(!table.is_main() || main.insert(&table.vpc), "two main ones");
        for (subnet, association) in &table.subnets {
            let place = world.subnets().at(home, subnet).expect("the subnet tied");
            assert_eq!(place.vpc, table.vpc);
            assert!(tied.insert(subnet), "{subnet} has two tables");
            assert_eq!(world.route_tables().tie_of(subnet), Some((id, association)));
        }
    }
    assert_eq!(main.len(), world.vpcs().of(home).count());
    for (id, gateway) in world.internet_gateways().of(home) {
        if let Some(vpc) = &gateway.vpc {
            assert!(world.vpcs().at(home, vpc).is_some());
            assert_eq!(world.internet_gateways().of_vpc(vpc), Some(id));
        }
    }
}

/// The blocks out of the pool are those that VPCs have, and share nothing.
fn blocks_are_counted(world: &World, home: &Home, pool: &PoolId) {
    let pool = world.pools().pool(pool).expect("the pool");
    let held: BTreeMap<_, _> = world
        .vpcs()
        .of(home)
        .flat_map(|(id, vpc)| vpc.blocks.values().map(move |block| (id, block)))
        .filter(|(_, block)| block.is_held())
        .map(|(id, block)| (block.cidr, id))
        .collect();
    assert_eq!(held, pool.blocks().collect());
    assert_eq!(pool.is_unused(), held.is_empty());
    let blocks: Vec<_> = held.keys().collect();
    for pair in blocks.windows(2) {
        assert!(!pair[0].overlaps(*pair[1]), "{pair:?}");
        assert!(pool.prefix().covers(*pair[0]));
    }
}

fn tags_are_on_something(world: &World, home: &Home) {
    for (id, _) in world.tags().at(home) {
        let instance = InstanceId::new(id);
        assert!(world.instances().at(home, &instance).is_some(), "{id}");
    }
}
