//! The order of refusals, call by call.

use super::*;
use crate::world::Command as WorldCommand;
use crate::world::aws::ids::{SubnetId, VpcId};
use crate::world::aws::nat_gateway::{self, Connectivity};
use crate::world::aws::{network_interface, subnet};
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::prefix;
use crate::world::tests::site::{PUBLIC, VPC, request};

/// A border group of the Region that is not the Region's own.
const BOSTON: &str = "us-east-1-bos-1";

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = WorldCommand::Address(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// Every row asks for a border group that the address is not announced from.
#[test]
#[rustfmt::skip]
fn refusals_of_allocate_stand_in_their_order() {
    let open = provisioned();
    let pool = || open.range_of(CIDR).pool().unwrap().clone();
    let nowhere = || PoolId::new("ipv4pool-ec2-0");
    let wrong = || PoolId::new("ipv6pool-ec2-0");
    let (outside, inside) = ([198, 18, 0, 7].into(), [198, 18, 1, 7].into());
    // Everything is out, of the pool and of the quota; then it is given back.
    let mut full = open.clone();
    for _ in 0..256 {
        full.allocate_from(CIDR).unwrap();
    }
    for _ in 0..5 {
        full.allocate(Wish::Amazons).unwrap();
    }
    let own = |scene: &Scene| {
        let home = scene.caller().home();
        let mut addresses = scene.world.addresses().of(&home);
        let (id, address) = addresses.find(|(_, it)| it.pool.is_none()).unwrap();
        (id.clone(), address.address)
    };
    let (allocation, amazons) = own(&full);
    let mut given = full.clone();
    let (border_group, release) = (None, allocation);
    let release = Command::Release { allocation: release, border_group };
    given.address(release).unwrap();
    let mut again = given.clone();
    again.allocate(Wish::Amazons).unwrap();
    let mut closed = full.clone();
    closed.deprovision(CIDR).unwrap();
    let (good, bad) = (TagSet::new, bad_tags);
    for (expected, scene, tags, wish) in [
        ("Tag::BadKey",                 &closed, bad(),  Wish::FromPool(nowhere())),
        ("Address::UnknownPool",        &closed, good(), Wish::FromPool(nowhere())),
        ("Address::PoolClosed",         &closed, good(), Wish::FromPool(pool())),
        ("Address::PoolExhausted",      &full,   good(), Wish::FromPool(pool())),
        ("Address::NotInGroup",         &open,   good(), Wish::FromPool(pool())),

        ("Tag::BadKey",                 &closed, bad(),  Wish::FromPool(wrong())),
        ("Address::WrongPool",          &closed, good(), Wish::FromPool(wrong())),
        ("Address::WrongPool",          &closed, good(), Wish::NamedFromPool(outside, wrong())),

        ("Tag::BadKey",                 &closed, bad(),  Wish::Named(outside)),
        ("Address::AddressNotInPool",   &closed, good(), Wish::Named(outside)),
        ("Address::PoolClosed",         &closed, good(), Wish::Named(inside)),
        ("Address::AddressTaken",       &full,   good(), Wish::Named(inside)),
        ("Address::NotInGroup",         &open,   good(), Wish::Named(inside)),

        ("Tag::BadKey",                 &closed, bad(),  Wish::NamedFromPool(outside, nowhere())),
        ("Address::UnknownPool",        &closed, good(), Wish::NamedFromPool(outside, nowhere())),
        ("Address::PoolClosed",         &closed, good(), Wish::NamedFromPool(outside, pool())),
        ("Address::AddressNotInPool",   &full,   good(), Wish::NamedFromPool(outside, pool())),
        ("Address::AddressTaken",       &full,   good(), Wish::NamedFromPool(inside, pool())),
        ("Address::NotInGroup",         &open,   good(), Wish::NamedFromPool(inside, pool())),

        ("Tag::BadKey",                 &full,   bad(),  Wish::Amazons),
        ("Address::AddressQuotaReached",&full,   good(), Wish::Amazons),
        ("Address::NotInGroup",         &open,   good(), Wish::Amazons),

        ("Tag::BadKey",                 &full,   bad(),  Wish::NamedOfAmazons(amazons)),
        ("Address::AddressTaken",       &full,   good(), Wish::NamedOfAmazons(amazons)),
        ("Address::AddressNotInPool",   &full,   good(), Wish::NamedOfAmazons(outside)),
        ("Address::AddressQuotaReached",&again,  good(), Wish::NamedOfAmazons(amazons)),
        ("Address::AddressQuotaReached",&again,  good(), Wish::Named(amazons)),
        ("Address::NotInGroup",         &given,  good(), Wish::NamedOfAmazons(amazons)),
    ] {
        let border_group = Some("us-west-2".parse().unwrap());
        check(scene, Command::Allocate { wish, border_group, tags }, expected);
    }
}

/// An address of Amazon's, announced from a border group.
fn allocate_in(scene: &mut Scene, group: &str) -> AllocationId {
    let allocate = Command::Allocate {
        wish: Wish::Amazons,
        border_group: Some(group.parse().unwrap()),
        tags: TagSet::new(),
    };
    match scene.address(allocate).unwrap().first() {
        Some(crate::world::Fact::Address(Fact::Allocated { allocation, .. })) => allocation.clone(),
        other => panic!("{other:?}"),
    }
}

/// A NAT gateway that holds an address, or none; its interface.
fn nat_gateway(
    scene: &mut Scene,
    subnet: &SubnetId,
    connectivity: Connectivity,
) -> NetworkInterfaceId {
    let create = nat_gateway::Command::Create {
        subnet: subnet.clone(),
        connectivity,
        private_address: None,
        token: None,
        tags: TagSet::new(),
    };
    let create = WorldCommand::NatGateway(scene.caller(), create);
    let made = scene.perform(&create).unwrap();
    let interface = made.iter().find_map(|fact| match fact {
        crate::world::Fact::NetworkInterface(network_interface::Fact::Created {
            interface,
            ..
        }) => Some(interface.clone()),
        _ => None,
    });
    interface.unwrap()
}

fn held_by_nat_gateway(scene: &mut Scene, group: &str, subnet: &SubnetId) -> AllocationId {
    let allocation = allocate_in(scene, group);
    let holder = Connectivity::Public(allocation.clone());
    nat_gateway(scene, subnet, holder);
    allocation
}

/// No row allows the address to be taken away from where it is.
#[test]
#[rustfmt::skip]
fn refusals_of_associate_stand_in_their_order() {
    let scene = &mut Scene::bare();
    let boston = scene.subnet(subnet::Command::Create {
        vpc: VpcId::new(VPC),
        cidr: prefix("10.0.9.0/24"),
        zone: Some("us-east-1-bos-1a".parse().unwrap()),
        tags: TagSet::new(),
    });
    let boston = match boston.unwrap().remove(0) {
        crate::world::Fact::Subnet(subnet::Fact::Created { subnet, .. }) => subnet,
        other => panic!("{other:?}"),
    };
    let far = held_by_nat_gateway(scene, BOSTON, &boston);
    let held = held_by_nat_gateway(scene, "us-east-1", &SubnetId::new(PUBLIC));
    let used = scene.allocate(Wish::Amazons).unwrap();
    associate(scene, &used, MAIL, false).unwrap();
    // A network without a gateway, and in it one interface of each kind.
    let vpc = scene.make_vpc("10.9.0.0/16").unwrap();
    let closed = scene.make_subnet(&vpc, "10.9.0.0/24").unwrap();
    let spare = Place::Interface(scene.make_interface(closed.as_str(), None).unwrap());
    let pending = Place::Instance(scene.run(request(closed.as_str(), 1, 1)).unwrap().remove(0));
    let managed = Place::Interface(nat_gateway(scene, &closed, Connectivity::Private));

    let nobody = AllocationId::new("eipalloc-0");
    let no_instance = Place::Instance(InstanceId::new("i-0"));
    let no_interface = Place::Interface(NetworkInterfaceId::new("eni-0"));
    let web = Place::Instance(InstanceId::new(WEB));
    let wrong = Some([10, 0, 0, 99].into());
    for (expected, allocation, place, private_address) in [
        ("Address::UnknownAllocation",                &nobody, &no_instance,  wrong),
        ("Instance::UnknownInstances",                &far,    &no_instance,  wrong),
        ("NetworkInterface::UnknownNetworkInterface", &far,    &no_interface, wrong),
        ("Instance::WrongState",                      &far,    &pending,      wrong),
        ("Address::ServiceOwnedInterface",            &far,    &managed,      wrong),
        ("Address::NoInternetGateway",                &far,    &spare,        wrong),
        ("Address::OtherGroup",                       &far,    &web,          wrong),
        ("Address::UnknownPrivateAddress",            &held,   &web,          wrong),
        ("Address::HeldByNatGateway",                 &held,   &web,          None),
        ("Address::AlreadyAssociated",                &used,   &web,          None),
    ] {
        let (allocation, place) = (allocation.clone(), place.clone());
        let allow_reassociation = false;
        check(scene, Command::Associate { allocation, place, private_address, allow_reassociation }, expected);
    }
}

/// A stranger is told nothing of what is wrong with what is not his.
#[test]
fn refusals_of_disassociate_stand_in_their_order() {
    let mut scene = Scene::bare();
    let held = held_by_nat_gateway(&mut scene, "us-east-1", &SubnetId::new(PUBLIC));
    let address = scene.world.addresses().allocated(&held).unwrap();
    let tie = address.association.clone().unwrap().id;
    for (expected, scene) in [
        ("Address::UnknownAssociation", &scene.of_stranger()),
        ("Address::HeldByNatGateway", &scene),
    ] {
        check(scene, Command::Disassociate(tie.clone()), expected);
    }
}

#[test]
#[rustfmt::skip]
fn refusals_of_release_stand_in_their_order() {
    let mut idle = Scene::bare();
    let allocation = idle.allocate(Wish::Amazons).unwrap();
    let name = Some("mail.example.com".parse().unwrap());
    idle.address(Command::SetDomainName { allocation: allocation.clone(), name }).unwrap();
    let mut used = idle.clone();
    associate(&mut used, &allocation, WEB, false).unwrap();
    for (expected, scene, group) in [
        ("Address::NotYours",                   &used.of_stranger(), BOSTON),
        ("Address::AddressInUse",               &used,               BOSTON),
        ("Address::AddressNotInPool",           &idle,               BOSTON),
        ("Address::Locked",                     &idle,               "us-east-1"),
    ] {
        let border_group = Some(group.parse().unwrap());
        check(scene, Command::Release { allocation: allocation.clone(), border_group }, expected);
    }
}

#[test]
fn refusals_of_reverse_records_and_transfers_stand_in_their_order() {
    let mut genesis = Scene::genesis();
    let policy = &mut genesis.policy;
    policy.set("reverse_dns_for_byoip", "false").unwrap();
    let mut scene = Scene::begin(genesis);
    scene.prepare();
    scene.provision(CIDR).unwrap();
    scene.settle();
    let brought = scene.allocate_from(CIDR).unwrap();
    for (scene, of_name, of_transfer) in [
        (
            &scene.of_stranger(),
            "Address::UnknownAllocation",
            "Address::UnknownAllocation",
        ),
        (
            &scene,
            "Address::PointerElsewhere",
            "Address::NotTransferable",
        ),
    ] {
        let (allocation, name) = (brought.clone(), None);
        check(scene, Command::SetDomainName { allocation, name }, of_name);
        check(scene, Command::Transfer(brought.clone()), of_transfer);
    }
}
