//! A gateway is attached to one VPC, and stays while public addresses need it.

use super::*;
use crate::world::aws::address::{self, Place, Wish};
use crate::world::aws::ids::InstanceId;
use crate::world::tests::precedence;
use crate::world::tests::scene::Scene;
use crate::world::tests::site::{VPC, WEB, refused};

fn attach(gateway: &InternetGatewayId, vpc: &VpcId) -> Command {
    Command::Attach {
        gateway: gateway.clone(),
        vpc: vpc.clone(),
    }
}

fn detach(gateway: &InternetGatewayId, vpc: &VpcId) -> Command {
    Command::Detach {
        gateway: gateway.clone(),
        vpc: vpc.clone(),
    }
}

#[test]
fn one_gateway_a_vpc_and_one_vpc_a_gateway() {
    let mut scene = Scene::bare();
    let one = scene.make_vpc("10.8.0.0/16").unwrap();
    let other = scene.make_vpc("10.9.0.0/16").unwrap();
    let gateway = scene.make_internet_gateway();
    let second = scene.make_internet_gateway();
    let nobody = InternetGatewayId::new("igw-0");
    refused(
        scene.internet_gateway(attach(&nobody, &one)),
        "UnknownInternetGateway",
    );
    let nowhere = VpcId::new("vpc-0");
    refused(
        scene.internet_gateway(attach(&gateway, &nowhere)),
        "UnknownVpc",
    );
    refused(
        scene.internet_gateway(detach(&gateway, &one)),
        "NotAttached",
    );
    scene.internet_gateway(attach(&gateway, &one)).unwrap();
    refused(
        scene.internet_gateway(attach(&gateway, &other)),
        "AlreadyAttached",
    );
    refused(
        scene.internet_gateway(attach(&second, &one)),
        "VpcHasGateway",
    );
    refused(
        scene.internet_gateway(detach(&gateway, &other)),
        "NotAttached",
    );
    let delete = Command::Delete(gateway.clone());
    refused(scene.internet_gateway(delete.clone()), "InUse");
    scene.internet_gateway(detach(&gateway, &one)).unwrap();
    scene.internet_gateway(delete.clone()).unwrap();
    refused(scene.internet_gateway(delete), "UnknownInternetGateway");
}

#[test]
fn a_mapped_address_holds_the_gateway() {
    let mut scene = Scene::bare();
    let vpc = VpcId::new(VPC);
    let gateway = scene.world.internet_gateways().of_vpc(&vpc).cloned();
    let gateway = gateway.unwrap();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    scene
        .address(address::Command::Associate {
            allocation: allocation.clone(),
            place: Place::Instance(InstanceId::new(WEB)),
            private_address: None,
            allow_reassociation: true,
        })
        .unwrap();
    refused(
        scene.internet_gateway(detach(&gateway, &vpc)),
        "MappedAddresses",
    );
    let address = scene.world.addresses().allocated(&allocation).unwrap();
    let tie = address.association.clone().unwrap().id;
    scene.address(address::Command::Disassociate(tie)).unwrap();
    scene.internet_gateway(detach(&gateway, &vpc)).unwrap();
}

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = crate::world::Command::InternetGateway(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

#[test]
#[rustfmt::skip]
fn refusals_stand_in_their_order() {
    let mut scene = Scene::bare();
    let vpc = VpcId::new(VPC);
    let attached = scene.world.internet_gateways().of_vpc(&vpc).cloned();
    let attached = &attached.unwrap();
    let spare = &scene.make_internet_gateway();
    let (nobody, nowhere) = (&InternetGatewayId::new("igw-0"), &VpcId::new("vpc-0"));
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    let place = Place::Instance(InstanceId::new(WEB));
    let onto = address::Command::Associate { allocation, place, private_address: None, allow_reassociation: true };
    scene.address(onto).unwrap();
    for (expected, scene, command) in [
        ("InternetGateway::UnknownInternetGateway", &scene, attach(nobody, nowhere)),
        ("Vpc::UnknownVpc",                         &scene, attach(attached, nowhere)),
        ("InternetGateway::AlreadyAttached",        &scene, attach(attached, &vpc)),
        ("InternetGateway::VpcHasGateway",          &scene, attach(spare, &vpc)),

        ("InternetGateway::UnknownInternetGateway", &scene, detach(nobody, nowhere)),
        ("Vpc::UnknownVpc",                         &scene, detach(spare, nowhere)),
        ("InternetGateway::NotAttached",            &scene, detach(spare, &vpc)),
        ("InternetGateway::MappedAddresses",        &scene, detach(attached, &vpc)),

        ("InternetGateway::UnknownInternetGateway", &scene.of_stranger(), Command::Delete(attached.clone())),
        ("InternetGateway::InUse",                  &scene, Command::Delete(attached.clone())),
    ] {
        check(scene, command, expected);
    }
}
