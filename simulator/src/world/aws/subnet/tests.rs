//! Where a subnet may be made, and when it may go.

use super::*;
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::{PUBLIC, VPC, refused};

#[test]
fn a_subnet_is_a_part_of_its_vpc() {
    #[track_caller]
    fn check(cidr: &str, expected: Option<&str>) {
        let made = Scene::bare().make_subnet(&VpcId::new(VPC), cidr);
        match expected {
            Some(expected) => refused(made, expected),
            None => assert!(made.is_ok(), "{cidr}"),
        }
    }
    check("10.0.8.0/21", None);
    check("10.0.2.0/28", None);
    check("10.0.2.0/29", Some("Range"));
    check("10.0.0.0/15", Some("Range"));
    check("10.1.0.0/24", Some("Range"));
    check("10.0.0.0/24", Some("Conflict"));
    check("10.0.0.128/25", Some("Conflict"));
    check("10.0.0.0/16", Some("Conflict"));
}

#[test]
fn a_subnet_is_in_a_zone_of_its_region() {
    let mut scene = Scene::bare();
    let create = |cidr: &str, zone: Option<&str>| Command::Create {
        vpc: VpcId::new(VPC),
        cidr: prefix(cidr),
        zone: zone.map(|zone| zone.parse().unwrap()),
        tags: TagSet::new(),
    };
    scene
        .subnet(create("10.0.2.0/24", Some("us-east-1-nyc-2a")))
        .unwrap();
    for zone in ["us-west-2a", "us-east-1", "us-west-2-lax-1a"] {
        refused(
            scene.subnet(create("10.0.3.0/24", Some(zone))),
            "UnknownZone",
        );
    }
    let facts = scene.subnet(create("10.0.3.0/24", None)).unwrap();
    let Some(crate::world::Fact::Subnet(Fact::Created { zone, home, .. })) = facts.first() else {
        panic!("{facts:?}");
    };
    assert!(zone.is_of(&home.region));
}

/// AWS keeps the first four addresses and the last.
#[test]
fn five_addresses_are_kept() {
    let subnet = Subnet {
        vpc: VpcId::new(VPC),
        cidr: prefix("10.0.0.16/28"),
        zone: "us-east-1a".parse().unwrap(),
    };
    let kept = (16..32).filter(|last| subnet.keeps(Ipv4Addr::new(10, 0, 0, *last)));
    assert_eq!(kept.collect::<Vec<u8>>(), [16, 17, 18, 19, 31]);
    assert_eq!(subnet.room(), 11);
}

#[test]
fn a_subnet_goes_when_nothing_stands_in_it() {
    let mut scene = Scene::bare();
    refused(
        scene.subnet(Command::Delete(SubnetId::new(PUBLIC))),
        "InUse",
    );
    let empty = scene.make_subnet(&VpcId::new(VPC), "10.0.2.0/24").unwrap();
    let table = scene.make_route_table(&VpcId::new(VPC)).unwrap();
    let associate = crate::world::aws::route_table::Command::Associate {
        table: table.clone(),
        subnet: empty.clone(),
    };
    scene.route_table(associate).unwrap();
    scene.subnet(Command::Delete(empty.clone())).unwrap();
    refused(scene.subnet(Command::Delete(empty)), "UnknownSubnet");
    // Its tie to the table went with it.
    let delete = crate::world::aws::route_table::Command::Delete(table);
    assert!(scene.route_table(delete).is_ok());
}

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = crate::world::Command::Subnet(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// Every row has tags that nothing can have.
#[test]
#[rustfmt::skip]
fn refusals_of_create_stand_in_their_order() {
    let elsewhere = Some("us-west-2a");
    for (expected, vpc, cidr, zone) in [
        ("Vpc::UnknownVpc",     "vpc-0", "10.0.0.0/15", elsewhere),
        ("Subnet::Range",       VPC,     "10.0.0.0/15", elsewhere),
        ("Subnet::Conflict",    VPC,     "10.0.0.0/16", elsewhere),
        ("Subnet::UnknownZone", VPC,     "10.0.2.0/24", elsewhere),
        ("Tag::BadKey",         VPC,     "10.0.2.0/24", None),
    ] {
        let (vpc, cidr) = (VpcId::new(vpc), prefix(cidr));
        let zone = zone.map(|zone| zone.parse().unwrap());
        check(&Scene::bare(), Command::Create { vpc, cidr, zone, tags: bad_tags() }, expected);
    }
}

#[test]
fn refusals_of_delete_stand_in_their_order() {
    let scene = Scene::bare();
    for (expected, scene) in [
        ("Subnet::UnknownSubnet", &scene.of_stranger()),
        ("Subnet::InUse", &scene),
    ] {
        check(scene, Command::Delete(SubnetId::new(PUBLIC)), expected);
    }
}
