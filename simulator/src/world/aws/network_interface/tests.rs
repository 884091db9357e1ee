//! Private addresses, and which interfaces may go.

use super::*;
use crate::world::aws::address::{self, Place, Wish};
use crate::world::aws::ids::VpcId;
use crate::world::aws::nat_gateway::{self, Connectivity};
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::Scene;
use crate::world::tests::site::{PUBLIC, VPC, WEB, refused};

#[test]
fn a_private_address_is_the_subnets_and_free() {
    let mut scene = Scene::bare();
    for (address, expected) in [
        ([10, 0, 1, 9], "OutsideSubnet"),
        ([10, 0, 0, 0], "KeptAddress"),
        ([10, 0, 0, 3], "KeptAddress"),
        ([10, 0, 0, 255], "KeptAddress"),
        ([10, 0, 0, 10], "AddressInUse"),
    ] {
        refused(scene.make_interface(PUBLIC, Some(address)), expected);
    }
    let one = scene.make_interface(PUBLIC, Some([10, 0, 0, 4])).unwrap();
    refused(
        scene.make_interface(PUBLIC, Some([10, 0, 0, 4])),
        "AddressInUse",
    );
    scene.network_interface(Command::Delete(one)).unwrap();
    assert!(scene.make_interface(PUBLIC, Some([10, 0, 0, 4])).is_ok());
    refused(scene.make_interface("subnet-0", None), "UnknownSubnet");
}

#[test]
fn a_subnet_has_so_many_private_addresses() {
    let mut scene = Scene::bare();
    let subnet = scene.make_subnet(&VpcId::new(VPC), "10.0.2.0/28").unwrap();
    for _ in 0..11 {
        scene.make_interface(subnet.as_str(), None).unwrap();
    }
    refused(scene.make_interface(subnet.as_str(), None), "SubnetFull");
    assert_eq!(scene.world.network_interfaces().count_in(&subnet), 11);
}

#[test]
fn an_interface_goes_when_nothing_has_it() {
    let mut scene = Scene::bare();
    let instance = scene.world.instances().get(&InstanceId::new(WEB)).unwrap();
    let of_web = instance.lifecycle.interface().unwrap().clone();
    refused(scene.network_interface(Command::Delete(of_web)), "InUse");
    let nobody = NetworkInterfaceId::new("eni-0");
    refused(
        scene.network_interface(Command::Delete(nobody)),
        "UnknownNetworkInterface",
    );
    let create = nat_gateway::Command::Create {
        subnet: SubnetId::new(PUBLIC),
        connectivity: Connectivity::Private,
        private_address: Some([10, 0, 0, 4].into()),
        token: None,
        tags: TagSet::new(),
    };
    let facts = scene.perform(&crate::world::Command::NatGateway(scene.caller(), create));
    let managed = facts.unwrap().iter().find_map(|fact| match fact {
        crate::world::Fact::NetworkInterface(Fact::Created { interface, .. }) => {
            Some(interface.clone())
        }
        _ => None,
    });
    refused(
        scene.network_interface(Command::Delete(managed.unwrap())),
        "Managed",
    );
    // An address comes off an interface that goes.
    let spare = scene.make_interface(PUBLIC, None).unwrap();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    scene
        .address(address::Command::Associate {
            allocation: allocation.clone(),
            place: Place::Interface(spare.clone()),
            private_address: None,
            allow_reassociation: true,
        })
        .unwrap();
    scene.network_interface(Command::Delete(spare)).unwrap();
    assert!(scene.release(&allocation).is_ok());
}

#[test]
fn a_client_token_asks_once() {
    let mut scene = Scene::bare();
    let create = |subnet: &str| Command::Create {
        subnet: SubnetId::new(subnet),
        private_address: None,
        description: None,
        token: Some("t".to_owned()),
        tags: TagSet::new(),
    };
    assert_eq!(scene.network_interface(create(PUBLIC)).unwrap().len(), 1);
    assert_eq!(scene.network_interface(create(PUBLIC)), Ok(Vec::new()));
    refused(scene.network_interface(create("subnet-0")), "TokenUsed");
    let changed = |change: fn(&mut Option<Ipv4Addr>, &mut Option<String>, &mut TagSet)| {
        let mut command = create(PUBLIC);
        if let Command::Create {
            private_address,
            description,
            tags,
            ..
        } = &mut command
        {
            change(private_address, description, tags);
        }
        command
    };
    for other in [
        changed(|address, _, _| *address = Some([10, 0, 0, 71].into())),
        changed(|_, description, _| *description = Some("other".to_owned())),
        changed(|_, _, tags| {
            tags.insert("a".to_owned(), "b".to_owned());
        }),
    ] {
        refused(scene.network_interface(other), "TokenUsed");
    }
}

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = crate::world::Command::NetworkInterface(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// Every row has tags that nothing can have.
#[test]
#[rustfmt::skip]
fn refusals_of_create_stand_in_their_order() {
    let mut scene = Scene::bare();
    let create = |token: Option<&str>, subnet: &str, private_address: Option<[u8; 4]>, tags| Command::Create {
        subnet: SubnetId::new(subnet),
        private_address: private_address.map(Into::into),
        description: None,
        token: token.map(str::to_owned),
        tags,
    };
    scene.network_interface(create(Some("used"), PUBLIC, None, TagSet::new())).unwrap();
    let full = scene.make_subnet(&VpcId::new(VPC), "10.0.2.0/28").unwrap();
    for _ in 0..11 {
        scene.make_interface(full.as_str(), None).unwrap();
    }
    let full = full.as_str();
    for (expected, token, subnet, private_address) in [
        ("NetworkInterface::TokenUsed",     Some("used"), "subnet-0", Some([10, 0, 9, 9])),
        ("Subnet::UnknownSubnet",           None,         "subnet-0", Some([10, 0, 9, 9])),
        ("NetworkInterface::OutsideSubnet", None,         full,       Some([10, 0, 9, 9])),
        ("NetworkInterface::KeptAddress",   None,         full,       Some([10, 0, 2, 0])),
        ("NetworkInterface::AddressInUse",  None,         full,       Some([10, 0, 2, 5])),
        ("NetworkInterface::SubnetFull",    None,         full,       None),
        ("Tag::BadKey",                     None,         PUBLIC,     None),
    ] {
        check(&scene, create(token, subnet, private_address, bad_tags()), expected);
    }
}

#[test]
fn refusals_of_delete_stand_in_their_order() {
    let scene = Scene::bare();
    let web = NetworkInterfaceId::new("eni-0123456789abcde01");
    for (expected, scene) in [
        (
            "NetworkInterface::UnknownNetworkInterface",
            &scene.of_stranger(),
        ),
        ("NetworkInterface::InUse", &scene),
    ] {
        check(scene, Command::Delete(web.clone()), expected);
    }
}
