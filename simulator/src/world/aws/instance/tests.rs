//! An instance's life, what it does to its interface and addresses, and each
//! refusal.

use jiff::SignedDuration;

use super::*;
use crate::world::aws::address::{self, Wish};
use crate::world::aws::ids::VpcId;
use crate::world::aws::network_interface::Role;
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::Scene;
use crate::world::tests::site::{PUBLIC, VPC, refused, request};
use crate::world::{Command as WorldCommand, Fact as WorldFact, Refusal as WorldRefusal};

fn state(scene: &Scene, instance: &InstanceId) -> Option<&'static str> {
    let instance = scene.world.instances().get(instance)?;
    Some(instance.lifecycle.told().as_str())
}

fn run_with(
    scene: &mut Scene,
    request: Request,
    token: &str,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let run = Command::Run {
        request,
        token: Some(token.to_owned()),
        tags: TagSet::new(),
        interface_tags: TagSet::new(),
    };
    scene.perform(&WorldCommand::Instance(scene.caller(), run))
}

fn associate(
    scene: &mut Scene,
    instance: &InstanceId,
) -> Result<address::AllocationId, WorldRefusal> {
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    scene.address(address::Command::Associate {
        allocation: allocation.clone(),
        place: address::Place::Instance(instance.clone()),
        private_address: None,
        allow_reassociation: true,
    })?;
    Ok(allocation)
}

#[test]
fn an_instance_lives_and_goes() {
    let mut scene = Scene::bare();
    let id = scene.run(request(PUBLIC, 1, 1)).unwrap().remove(0);
    assert_eq!(state(&scene, &id), Some("pending"));
    refused(associate(&mut scene, &id), "WrongState");
    scene.pass(SignedDuration::from_secs(29));
    assert_eq!(state(&scene, &id), Some("pending"));
    scene.pass(SignedDuration::from_secs(1));
    assert_eq!(state(&scene, &id), Some("running"));
    let allocation = associate(&mut scene, &id).unwrap();
    let taken = scene
        .world
        .network_interfaces()
        .count_in(&SubnetId::new(PUBLIC));
    scene.terminate(&[id.clone(), id.clone()]).unwrap();
    assert_eq!(state(&scene, &id), Some("shutting-down"));
    assert_eq!(scene.terminate(std::slice::from_ref(&id)), Ok(Vec::new()));
    assert!(scene.release(&allocation).is_err(), "still on it");
    scene.pass(SignedDuration::from_secs(60));
    assert_eq!(state(&scene, &id), Some("terminated"));
    assert!(scene.release(&allocation).is_ok());
    let left = scene
        .world
        .network_interfaces()
        .count_in(&SubnetId::new(PUBLIC));
    assert_eq!(left, taken - 1, "its interface went with it");
    scene.pass(SignedDuration::from_mins(59));
    assert_eq!(state(&scene, &id), Some("terminated"));
    scene.pass(SignedDuration::from_mins(1));
    assert_eq!(state(&scene, &id), None, "no longer listed");
    refused(scene.terminate(&[id]), "UnknownInstances");
}

/// An interface made before its instance outlives it, with its address.
#[test]
fn an_interface_of_before_stays() {
    let mut scene = Scene::bare();
    let interface = scene.make_interface(PUBLIC, Some([10, 0, 0, 4])).unwrap();
    let mut on = request(PUBLIC, 1, 1);
    on.place = Place::Interface {
        interface: interface.clone(),
        ends_with_it: false,
    };
    let id = scene.run(on.clone()).unwrap().remove(0);
    refused(scene.run(on), "InterfaceInUse");
    scene.pass(SignedDuration::from_secs(30));
    let allocation = associate(&mut scene, &id).unwrap();
    scene.terminate(&[id]).unwrap();
    scene.pass(SignedDuration::from_secs(60));
    let left = scene.world.network_interfaces().get(&interface).unwrap();
    assert_eq!(left.role, Role::Spare);
    let (on_it, _) = scene.world.addresses().of_interface(&interface).unwrap();
    assert_eq!(*on_it, allocation);
}

#[test]
fn as_many_are_launched_as_there_is_room() {
    let mut scene = Scene::bare();
    let subnet = scene.make_subnet(&VpcId::new(VPC), "10.0.2.0/28").unwrap();
    let subnet = subnet.as_str();
    refused(scene.run(request(subnet, 12, 12)), "SubnetFull");
    assert_eq!(scene.run(request(subnet, 1, 7)).unwrap().len(), 7);
    assert_eq!(scene.run(request(subnet, 2, 9)).unwrap().len(), 4);
    refused(scene.run(request(subnet, 1, 1)), "SubnetFull");
}

#[test]
fn launches_are_refused() {
    let mut scene = Scene::bare();
    refused(scene.run(request(PUBLIC, 0, 1)), "Count");
    refused(scene.run(request(PUBLIC, 2, 1)), "Count");
    refused(scene.run(request(PUBLIC, 1_001, 1_001)), "TooMany");
    refused(scene.run(request("subnet-0", 1, 1)), "UnknownSubnet");
    let mut named = request(PUBLIC, 1, 2);
    named.place = Place::Subnet {
        subnet: SubnetId::new(PUBLIC),
        private_address: Some([10, 0, 0, 4].into()),
    };
    refused(scene.run(named.clone()), "OnePlace");
    named.at_most = 1;
    let web = scene.run(named.clone()).unwrap();
    refused(scene.run(named.clone()), "AddressInUse");
    named.place = Place::Interface {
        interface: NetworkInterfaceId::new("eni-0"),
        ends_with_it: false,
    };
    refused(scene.run(named), "UnknownNetworkInterface");
    // One that is not there keeps the others.
    let nobody = InstanceId::new("i-0");
    refused(
        scene.terminate(&[web[0].clone(), nobody]),
        "UnknownInstances",
    );
    assert_eq!(state(&scene, &web[0]), Some("pending"));
}

#[test]
fn a_client_token_asks_once() {
    let mut scene = Scene::bare();
    let two = request(PUBLIC, 2, 2);
    let first = run_with(&mut scene, two.clone(), "t").unwrap();
    assert_eq!(first.len(), 4, "an interface and an instance each");
    assert_eq!(run_with(&mut scene, two.clone(), "t"), Ok(Vec::new()));
    refused(
        run_with(&mut scene, request(PUBLIC, 1, 2), "t"),
        "TokenUsed",
    );
    let launched: Vec<InstanceId> = first
        .iter()
        .filter_map(|fact| match fact {
            WorldFact::Instance(fact) => Some(fact.instance().clone()),
            _ => None,
        })
        .collect();
    scene.terminate(&launched).unwrap();
    scene.pass(SignedDuration::from_secs(60));
    refused(run_with(&mut scene, two.clone(), "t"), "TokenTerminated");
    // The token is forgotten with the last that it launched.
    scene.pass(SignedDuration::from_hours(1));
    assert_eq!(run_with(&mut scene, two, "t").unwrap().len(), 4);
}

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = WorldCommand::Instance(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// Each row is a token, how many at least and at most, where, and the tags of
/// the instances and of their interfaces.
#[test]
#[rustfmt::skip]
fn refusals_of_run_stand_in_their_order() {
    let mut scene = Scene::bare();
    run_with(&mut scene, request(PUBLIC, 1, 1), "used").unwrap();
    // What a token launched, and it is gone.
    let gone = run_with(&mut scene, request(PUBLIC, 2, 2), "gone").unwrap();
    let gone: Vec<InstanceId> = gone.iter().filter_map(|fact| match fact {
        WorldFact::Instance(fact) => Some(fact.instance().clone()),
        _ => None,
    }).collect();
    scene.terminate(&gone).unwrap();
    scene.pass(SignedDuration::from_secs(60));
    let full = scene.make_subnet(&VpcId::new(VPC), "10.0.2.0/28").unwrap();
    for _ in 0..11 {
        scene.make_interface(full.as_str(), None).unwrap();
    }
    let named = |subnet: &str| Place::Subnet { subnet: SubnetId::new(subnet), private_address: Some([10, 0, 0, 10].into()) };
    let on = |interface: &str| Place::Interface { interface: NetworkInterfaceId::new(interface), ends_with_it: false };
    let (nowhere, anywhere) = (named("subnet-0"), request(PUBLIC, 2, 2).place);
    let (good, bad) = (TagSet::new, bad_tags);
    let long = || TagSet::from([("a".to_owned(), "v".repeat(257))]);
    for (expected, token, at_least, at_most, place, tags, interface_tags) in [
        ("Instance::TokenUsed",                       "used", 1_002, 1_001, nowhere.clone(),        bad(),  long()),
        ("Instance::TokenTerminated",                 "gone", 2,     2,     anywhere,               bad(),  long()),
        ("Instance::Count",                           "",     1_002, 1_001, nowhere.clone(),        bad(),  long()),
        ("Instance::TooMany",                         "",     1_001, 1_001, nowhere.clone(),        bad(),  long()),
        ("Instance::OnePlace",                        "",     2,     2,     nowhere.clone(),        bad(),  long()),
        ("Tag::BadKey",                               "",     1,     1,     nowhere.clone(),        bad(),  long()),
        ("Tag::LongValue",                            "",     1,     1,     nowhere.clone(),        good(), long()),
        ("Subnet::UnknownSubnet",                     "",     1,     1,     nowhere,                good(), good()),
        ("NetworkInterface::SubnetFull",              "",     1,     1,     named(full.as_str()),   good(), good()),
        ("NetworkInterface::AddressInUse",            "",     1,     1,     named(PUBLIC),          good(), good()),

        ("Instance::OnePlace",                        "",     2,     2,     on("eni-0"),            bad(),  long()),
        ("Tag::BadKey",                               "",     1,     1,     on("eni-0"),            bad(),  long()),
        ("NetworkInterface::UnknownNetworkInterface", "",     1,     1,     on("eni-0"),            good(), good()),
        ("Instance::InterfaceInUse",                  "",     1,     1,     on("eni-0123456789abcde01"), good(), good()),
    ] {
        let token = (!token.is_empty()).then(|| token.to_owned());
        let request = Request { place, ..request(PUBLIC, at_least, at_most) };
        check(&scene, Command::Run { request, token, tags, interface_tags }, expected);
    }
}
