//! A balancer's life, what it does to its addresses, and its names. The order of
//! refusals is in `precedence`.

use jiff::SignedDuration;

use super::*;
use crate::world::aws::address::{self, Place, Wish as AddressWish};
use crate::world::aws::internet_gateway;
use crate::world::aws::network_interface::Role;
use crate::world::aws::tag;
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::refused;
use crate::world::{Command as WorldCommand, Fact as WorldFact, Genesis, Refusal as WorldRefusal};

mod precedence;

const PUBLIC: &str = "subnet-0a1b2c3d4e5f60001";
/// In the same zone as the public one.
const BESIDE: &str = "subnet-0a1b2c3d4e5f60002";
/// In another zone.
const ELSEWHERE: &str = "subnet-0a1b2c3d4e5f60003";
/// In another network, without an internet gateway.
const CLOSED: &str = "subnet-0a1b2c3d4e5f60004";

/// In a Local Zone, which announces its own addresses.
const LOCAL: &str = "subnet-0a1b2c3d4e5f60005";

/// The default world, a subnet in a second zone and a network that nobody
/// reaches.
fn genesis() -> Genesis {
    let mut genesis = Scene::genesis();
    let mut closed = genesis.vpcs[0].clone();
    closed.id = VpcId::new("vpc-0b1e2c3d4f5a60719");
    closed.internet_gateway = false;
    closed.cidr = prefix("10.1.0.0/16");
    let mut subnet = closed.subnets.remove(0);
    subnet.instances.clear();
    subnet.zone = "us-east-1b".parse().unwrap();
    subnet.id = SubnetId::new(ELSEWHERE);
    subnet.cidr = prefix("10.0.2.0/24");
    genesis.vpcs[0].subnets.push(subnet.clone());
    let mut local = subnet.clone();
    local.id = SubnetId::new(LOCAL);
    local.zone = "us-east-1-bos-1a".parse().unwrap();
    local.cidr = prefix("10.0.3.0/24");
    genesis.vpcs[0].subnets.push(local);
    subnet.id = SubnetId::new(CLOSED);
    subnet.cidr = prefix("10.1.0.0/24");
    subnet.public = false;
    closed.subnets = vec![subnet];
    genesis.vpcs.push(closed);
    genesis
}

fn scene() -> Scene {
    Scene::begin(genesis())
}

/// A network load balancer for the internet, in subnets with or without an
/// address.
fn wish(mappings: &[(&str, Option<&AllocationId>)]) -> Wish {
    Wish {
        name: "edge".to_owned(),
        kind: Kind::Network,
        scheme: Scheme::InternetFacing,
        mappings: mapped(mappings),
        tags: TagSet::new(),
    }
}

fn mapped(mappings: &[(&str, Option<&AllocationId>)]) -> Vec<Mapping> {
    mappings
        .iter()
        .map(|(subnet, allocation)| Mapping {
            subnet: SubnetId::new(subnet),
            allocation: allocation.cloned(),
        })
        .collect()
}

fn ask(scene: &mut Scene, command: Command) -> Result<Vec<WorldFact>, WorldRefusal> {
    scene.perform(&WorldCommand::LoadBalancer(scene.caller(), command))
}

fn create(scene: &mut Scene, wish: Wish) -> Result<LoadBalancerArn, WorldRefusal> {
    let facts = ask(scene, Command::Create(wish))?;
    match facts.first() {
        Some(WorldFact::LoadBalancer(fact)) => Ok(fact.load_balancer().clone()),
        other => panic!("{other:?}"),
    }
}

/// The state of the one listed balancer.
fn state(scene: &Scene) -> Option<Lifecycle> {
    let home = scene.caller().home();
    let mut own = scene.world.load_balancers().of(&home);
    let only = own.next().map(|(_, it)| it.lifecycle);
    assert!(own.next().is_none());
    only
}

#[test]
fn a_balancer_holds_its_addresses_until_after_its_end() {
    let mut scene = scene();
    let one = scene.allocate(AddressWish::Amazons).unwrap();
    let other = scene.allocate(AddressWish::Amazons).unwrap();
    let arn = create(
        &mut scene,
        wish(&[(PUBLIC, Some(&one)), (ELSEWHERE, Some(&other))]),
    )
    .unwrap();
    assert_eq!(state(&scene), Some(Lifecycle::Provisioning));
    let mut ties = Vec::new();
    for allocation in [&one, &other] {
        let address = scene.world.addresses().allocated(allocation).unwrap();
        let tie = address.association.clone().unwrap();
        let interface = scene.world.network_interfaces().get(&tie.interface);
        assert_eq!(interface.unwrap().role, Role::LoadBalancer(arn.clone()));
        assert!(matches!(
            scene.address(address::Command::Disassociate(tie.id.clone())),
            Err(WorldRefusal::Address(
                address::Refusal::HeldByLoadBalancer { .. }
            ))
        ));
        assert!(matches!(
            scene.release(allocation),
            Err(WorldRefusal::Address(address::Refusal::AddressInUse { .. }))
        ));
        ties.push((tie.id, tie.interface));
    }
    assert_ne!(ties[0].0, ties[1].0, "each tie has an id of its own");
    assert_ne!(
        ties[0].1, ties[1].1,
        "each node has an interface of its own"
    );
    // Nobody else gets anything onto its interface.
    let third = scene.allocate(AddressWish::Amazons).unwrap();
    let onto = address::Command::Associate {
        allocation: third,
        place: Place::Interface(ties[0].1.clone()),
        private_address: None,
        allow_reassociation: true,
    };
    assert!(matches!(
        scene.address(onto),
        Err(WorldRefusal::Address(
            address::Refusal::ServiceOwnedInterface { .. }
        ))
    ));
    scene.pass(SignedDuration::from_mins(2));
    assert_eq!(state(&scene), Some(Lifecycle::Active));

    ask(&mut scene, Command::Delete(arn.clone())).unwrap();
    assert_eq!(state(&scene), None, "no longer listed at once");
    assert!(scene.release(&one).is_err());
    scene.pass(SignedDuration::from_secs(59));
    assert!(scene.release(&one).is_err());
    scene.pass(SignedDuration::from_secs(1));
    assert!(scene.release(&one).is_ok());
    assert!(scene.release(&other).is_ok());
    assert_eq!(
        ask(&mut scene, Command::Delete(arn)),
        Ok(Vec::new()),
        "deleting what is not there is done already"
    );
}

/// What Amazon gives a balancer for the internet is a public address too.
#[test]
fn a_balancer_for_the_internet_holds_the_gateway() {
    for (scheme, expected) in [(Scheme::InternetFacing, false), (Scheme::Internal, true)] {
        let mut scene = scene();
        let mut wish = wish(&[(PUBLIC, None)]);
        wish.scheme = scheme;
        create(&mut scene, wish).unwrap();
        let home = scene.caller().home();
        let mut balancers = scene.world.load_balancers().of(&home);
        let vpc = balancers.next().unwrap().1.vpc.clone();
        drop(balancers);
        let gateway = scene.world.internet_gateways().of_vpc(&vpc).cloned();
        let detach = internet_gateway::Command::Detach {
            gateway: gateway.unwrap(),
            vpc,
        };
        let detached = scene.internet_gateway(detach);
        assert_eq!(detached.is_ok(), expected, "{detached:?}");
    }
}

#[test]
fn deleted_while_it_is_made_it_still_goes() {
    let mut scene = scene();
    let address = scene.allocate(AddressWish::Amazons).unwrap();
    let arn = create(&mut scene, wish(&[(PUBLIC, Some(&address))])).unwrap();
    ask(&mut scene, Command::Delete(arn)).unwrap();
    scene.settle();
    assert!(scene.release(&address).is_ok());
    let told = scene.told();
    assert!(!told.iter().any(|line| line.ends_with("is active")));
}

#[test]
fn a_name_has_its_letters() {
    for name in ["", "-a", "a-", "a_b", "internal-a", &"a".repeat(33)] {
        let mut asked = wish(&[(PUBLIC, None)]);
        asked.name = name.to_owned();
        refused(create(&mut scene(), asked), "BadName");
    }
}

#[test]
fn a_name_asks_once() {
    let mut scene = scene();
    let asked = wish(&[(PUBLIC, None)]);
    let arn = create(&mut scene, asked.clone()).unwrap();
    assert_eq!(ask(&mut scene, Command::Create(asked.clone())), Ok(vec![]));
    // Once it is deleted, its name is free.
    ask(&mut scene, Command::Delete(arn.clone())).unwrap();
    assert_ne!(create(&mut scene, asked), Ok(arn));
}

/// The forms of names that the User Guides show.
#[test]
fn names() {
    #[track_caller]
    fn check(kind: Kind, scheme: Scheme, arn: &str, dns_name: (&str, &str)) {
        let mut scene = scene();
        let mut asked = wish(&[(PUBLIC, None), (ELSEWHERE, None)]);
        asked.kind = kind;
        asked.scheme = scheme;
        let made = create(&mut scene, asked).unwrap();
        let hex = made.as_str().strip_prefix(arn).unwrap();
        assert!(hex.len() == 16 && hex.bytes().all(|it| it.is_ascii_hexdigit()));
        let balancer = scene.world.load_balancers().load_balancer(&made).unwrap();
        let (start, end) = dns_name;
        assert!(balancer.dns_name.starts_with(start), "{balancer:?}");
        assert!(balancer.dns_name.ends_with(end), "{balancer:?}");
    }
    let of = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer";
    let elb = ".elb.us-east-1.amazonaws.com";
    let (net, app) = (format!("{of}/net/edge/"), format!("{of}/app/edge/"));
    check(Kind::Network, Scheme::InternetFacing, &net, ("edge-", elb));
    check(Kind::Network, Scheme::Internal, &net, ("edge-", elb));
    let elb = ".us-east-1.elb.amazonaws.com";
    check(
        Kind::Application,
        Scheme::InternetFacing,
        &app,
        ("edge-", elb),
    );
    check(
        Kind::Application,
        Scheme::Internal,
        &app,
        ("internal-edge-", elb),
    );
}

#[test]
fn tags_come_and_go_with_the_balancer() {
    let mut scene = scene();
    let mut asked = wish(&[(PUBLIC, None)]);
    asked.tags = TagSet::from([("a".to_owned(), "1".to_owned())]);
    let arn = create(&mut scene, asked).unwrap();
    let tags = |scene: &Scene| scene.world.tags().of(arn.as_str()).clone();
    let more = Command::Tag {
        resources: vec![arn.clone()],
        tags: TagSet::from([("b".to_owned(), "2".to_owned())]),
    };
    ask(&mut scene, more.clone()).unwrap();
    assert_eq!(tags(&scene).len(), 2);
    let less = Command::Untag {
        resources: vec![arn.clone()],
        keys: vec!["a".to_owned(), "never".to_owned()],
    };
    ask(&mut scene, less).unwrap();
    assert!(tags(&scene).keys().eq(["b"]));
    // EC2's calls on tags do not know it.
    let by_ec2 = tag::Command::Create {
        resources: vec![arn.to_string()],
        tags: TagSet::new(),
    };
    let by_ec2 = scene.perform(&WorldCommand::Tag(scene.caller(), by_ec2));
    assert!(matches!(by_ec2, Err(WorldRefusal::Tag(_))));
    ask(&mut scene, Command::Delete(arn.clone())).unwrap();
    scene.settle();
    assert!(tags(&scene).is_empty());
    let gone = WorldRefusal::LoadBalancer(Refusal::UnknownLoadBalancer);
    assert_eq!(ask(&mut scene, more), Err(gone));
}
