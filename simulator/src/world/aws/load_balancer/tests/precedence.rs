//! The order of refusals, call by call.

use super::*;
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::site::VPC;

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = WorldCommand::LoadBalancer(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// The quota of network load balancers is used up; one of them is called
/// `taken`, and it holds the address that is told.
fn used_up() -> (Scene, AllocationId) {
    let mut scene = scene();
    let allocation = scene.allocate(AddressWish::Amazons).unwrap();
    let mut taken = wish(&[(PUBLIC, Some(&allocation))]);
    taken.name = "taken".to_owned();
    create(&mut scene, taken).unwrap();
    for number in 1..50 {
        let mut other = wish(&[(PUBLIC, None)]);
        other.name = format!("n{number}");
        create(&mut scene, other).unwrap();
    }
    (scene, allocation)
}

/// The subnet of this block has too few addresses left.
fn narrow(scene: &mut Scene, cidr: &str) -> SubnetId {
    let subnet = scene.make_subnet(&VpcId::new(VPC), cidr).unwrap();
    for _ in 0..4 {
        scene.make_interface(subnet.as_str(), None).unwrap();
    }
    subnet
}

#[test]
#[rustfmt::skip]
fn refusals_of_create_stand_in_their_order() {
    use {Kind::{Application, Network}, Scheme::{Internal, InternetFacing as Facing}};
    let (mut scene, taken) = used_up();
    let free = scene.allocate(AddressWish::Amazons).unwrap();
    let narrow = narrow(&mut scene, "10.0.4.0/28");
    let unknown = AllocationId::new("eipalloc-0");
    let (narrow, free, taken, unknown) = (narrow.as_str(), Some(&free), Some(&taken), Some(&unknown));
    let (good, bad) = (TagSet::new, bad_tags);
    for (expected, name, tags, kind, scheme, mappings) in [
        ("BadName",               "-a",    bad(),  Network,     Facing,   &[][..]),
        ("BadTagKey",             "taken", bad(),  Network,     Facing,   &[]),
        ("NameTaken",             "taken", good(), Network,     Facing,   &[]),
        ("NoSubnet",              "edge",  good(), Application, Facing,   &[]),
        ("UnknownSubnet",         "edge",  good(), Application, Facing,   &[(PUBLIC, unknown), (CLOSED, None), ("subnet-0", None)]),
        ("SeveralVpcs",           "edge",  good(), Application, Facing,   &[(PUBLIC, unknown), (BESIDE, None), (CLOSED, None)]),
        ("SameZone",              "edge",  good(), Application, Facing,   &[(PUBLIC, unknown), (BESIDE, None)]),
        ("TooFewZones",           "edge",  good(), Application, Facing,   &[(CLOSED, unknown)]),
        ("NoInternetGateway",     "edge",  good(), Network,     Facing,   &[(CLOSED, unknown)]),
        ("SubnetFull",            "edge",  good(), Network,     Internal, &[(narrow, unknown)]),
        ("AddressForApplication", "edge",  good(), Application, Facing,   &[(PUBLIC, unknown), (ELSEWHERE, None)]),
        ("AddressForInternal",    "edge",  good(), Network,     Internal, &[(PUBLIC, unknown)]),
        ("UnknownAllocation",     "edge",  good(), Network,     Facing,   &[(PUBLIC, unknown), (ELSEWHERE, taken)]),
        ("AddressNotFree",        "edge",  good(), Network,     Facing,   &[(PUBLIC, taken), (LOCAL, free)]),
        ("AddressNotFree",        "edge",  good(), Network,     Facing,   &[(PUBLIC, free), (LOCAL, free)]),
        ("OtherBorderGroup",      "edge",  good(), Network,     Facing,   &[(LOCAL, free)]),
        ("QuotaReached",          "edge",  good(), Network,     Facing,   &[(PUBLIC, free)]),
    ] {
        let (name, mappings) = (name.to_owned(), mapped(mappings));
        let create = Command::Create(Wish { name, kind, scheme, mappings, tags });
        check(&scene, create, &format!("LoadBalancer::{expected}"));
    }
    // The other kind has a quota of its own.
    let mut application = wish(&[(PUBLIC, None), (ELSEWHERE, None)]);
    application.kind = Application;
    assert!(create(&mut scene, application).is_ok());
}

/// The shape of every name comes before what has it, and tags come last.
#[test]
#[rustfmt::skip]
fn refusals_of_tags_stand_in_their_order() {
    let mut scene = scene();
    let arn = create(&mut scene, wish(&[(PUBLIC, None)])).unwrap();
    let gone = LoadBalancerArn::new(&format!("{arn}0"));
    let (nonsense, arn) = (&LoadBalancerArn::new("edge"), &arn);
    for (expected, resources) in [
        ("LoadBalancer::BadArn",              [nonsense, &gone]),
        ("LoadBalancer::UnknownLoadBalancer", [arn, &gone]),
        ("LoadBalancer::BadTagKey",           [arn, arn]),
    ] {
        let resources = resources.map(Clone::clone).to_vec();
        check(&scene, Command::Tag { resources, tags: bad_tags() }, expected);
    }
}
