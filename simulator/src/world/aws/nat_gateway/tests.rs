//! A gateway's life, and each way in which it fails.

use jiff::SignedDuration;

use super::*;
use crate::world::aws::address::{self, Place, Wish};
use crate::world::aws::ids::InstanceId;
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::Scene;
use crate::world::tests::site::{PRIVATE, PUBLIC, VPC};
use crate::world::{Command as WorldCommand, Fact as WorldFact, Refusal};

fn create(
    scene: &mut Scene,
    allocation: &AllocationId,
    token: Option<&str>,
) -> Result<Vec<WorldFact>, Refusal> {
    scene.perform(&WorldCommand::NatGateway(
        scene.caller(),
        Command::Create {
            subnet: SubnetId::new(PUBLIC),
            connectivity: Connectivity::Public(allocation.clone()),
            private_address: None,
            tags: Default::default(),
            token: token.map(str::to_owned),
        },
    ))
}

fn delete(scene: &mut Scene, id: &NatGatewayId) -> Result<Vec<WorldFact>, Refusal> {
    let delete = Command::Delete(id.clone());
    scene.perform(&WorldCommand::NatGateway(scene.caller(), delete))
}

/// The one gateway's id and state.
fn only(scene: &Scene) -> Option<(NatGatewayId, &'static str)> {
    let home = scene.caller().home();
    let gateways = scene.world.nat_gateways();
    let mut own = gateways.of(&home);
    let only = own
        .next()
        .map(|(id, it)| (id.clone(), it.lifecycle.as_str()));
    assert!(own.next().is_none());
    only
}

#[test]
fn a_gateway_lives_and_goes() {
    let mut scene = Scene::bare();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    create(&mut scene, &allocation, None).unwrap();
    let (id, state) = only(&scene).unwrap();
    assert_eq!(state, "pending");
    // It holds its address from the beginning.
    assert!(matches!(
        scene.release(&allocation),
        Err(Refusal::Address(address::Refusal::AddressInUse { .. }))
    ));
    scene.pass(SignedDuration::from_mins(2));
    assert_eq!(only(&scene).unwrap().1, "available");
    // Its address is neither to be released nor to be taken away.
    let address = scene.world.addresses().allocated(&allocation).unwrap();
    let association = address.association.clone().unwrap().id;
    assert!(matches!(
        scene.release(&allocation),
        Err(Refusal::Address(address::Refusal::AddressInUse { .. }))
    ));
    assert!(matches!(
        scene.address(address::Command::Disassociate(association)),
        Err(Refusal::Address(address::Refusal::HeldByNatGateway { .. }))
    ));
    delete(&mut scene, &id).unwrap();
    assert_eq!(only(&scene).unwrap().1, "deleting");
    assert_eq!(
        delete(&mut scene, &id),
        Ok(Vec::new()),
        "deleting twice is deleting once"
    );
    scene.pass(SignedDuration::from_mins(2));
    assert_eq!(only(&scene).unwrap().1, "deleted");
    assert!(scene.release(&allocation).is_ok());
    assert!(matches!(
        delete(&mut scene, &id),
        Err(Refusal::NatGateway(
            super::Refusal::UnknownNatGateway { .. }
        ))
    ));
    scene.pass(SignedDuration::from_hours(1));
    assert_eq!(only(&scene), None, "no longer listed");
}

#[test]
fn failures_have_the_models_codes() {
    #[track_caller]
    fn check(scene: &mut Scene, allocation: &AllocationId, code: &str, message: &str) {
        create(scene, allocation, None).unwrap();
        scene.pass(SignedDuration::from_mins(2));
        let (id, state) = only(scene).unwrap();
        assert_eq!(state, "failed");
        let gateway = scene
            .world
            .nat_gateways()
            .at(&scene.caller().home(), &id)
            .unwrap();
        let Lifecycle::Failed(failure) = &gateway.lifecycle else {
            panic!("{gateway:?}");
        };
        assert_eq!(
            (failure.code.as_str(), failure.message.as_str()),
            (code, message)
        );
    }
    let unknown = AllocationId::new("eipalloc-0");
    check(
        &mut Scene::bare(),
        &unknown,
        "InvalidAllocationID.NotFound",
        "Elastic IP address eipalloc-0 could not be associated with this NAT gateway",
    );
    let mut scene = Scene::bare();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    scene
        .address(address::Command::Associate {
            allocation: allocation.clone(),
            place: Place::Instance(InstanceId::new("i-0123456789abcde01")),
            private_address: None,
            allow_reassociation: true,
        })
        .unwrap();
    // Announced from Boston, so it serves nothing in the Region itself.
    let wish = address::Command::Allocate {
        wish: Wish::Amazons,
        border_group: Some("us-east-1-bos-1".parse().unwrap()),
        tags: TagSet::new(),
    };
    let mut far = Scene::bare();
    far.address(wish).unwrap();
    let home = far.caller().home();
    let (boston, _) = far.world.addresses().of(&home).next().unwrap();
    let boston = boston.clone();
    let message =
        format!("Elastic IP address {boston} could not be associated with this NAT gateway");
    check(&mut far, &boston, "InvalidAllocationID.NotFound", &message);
    let message = format!("Elastic IP address {allocation} is already associated");
    check(
        &mut scene,
        &allocation,
        "Resource.AlreadyAssociated",
        &message,
    );
    let mut genesis = Scene::genesis();
    genesis.vpcs[0].internet_gateway = false;
    genesis.vpcs[0].subnets[0].public = false;
    let mut scene = Scene::begin(genesis);
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    check(
        &mut scene,
        &allocation,
        "Gateway.NotAttached",
        "Network vpc-0b1e2c3d4f5a60718 has no Internet gateway attached",
    );
}

#[test]
fn a_client_token_asks_once() {
    let mut scene = Scene::bare();
    let one = scene.allocate(Wish::Amazons).unwrap();
    let other = scene.allocate(Wish::Amazons).unwrap();
    assert_eq!(create(&mut scene, &one, Some("t")).unwrap().len(), 3);
    assert_eq!(create(&mut scene, &one, Some("t")), Ok(Vec::new()));
    let mismatch = Refusal::NatGateway(super::Refusal::TokenUsed);
    assert_eq!(create(&mut scene, &other, Some("t")), Err(mismatch.clone()));
    let tagged = Command::Create {
        subnet: SubnetId::new(PUBLIC),
        connectivity: Connectivity::Public(one),
        private_address: None,
        token: Some("t".to_owned()),
        tags: [("a".to_owned(), "b".to_owned())].into(),
    };
    let tagged = WorldCommand::NatGateway(scene.caller(), tagged);
    assert_eq!(scene.perform(&tagged), Err(mismatch));
    assert!(only(&scene).is_some());
}

#[test]
fn a_full_subnet_fails_the_gateway() {
    let mut scene = Scene::bare();
    let vpc = VpcId::new(VPC);
    let subnet = scene.make_subnet(&vpc, "10.0.2.0/28").unwrap();
    for _ in 0..11 {
        scene.make_interface(subnet.as_str(), None).unwrap();
    }
    let create = Command::Create {
        subnet,
        connectivity: Connectivity::Private,
        private_address: None,
        token: None,
        tags: Default::default(),
    };
    scene
        .perform(&WorldCommand::NatGateway(scene.caller(), create))
        .unwrap();
    scene.pass(SignedDuration::from_mins(2));
    let (id, _) = only(&scene).unwrap();
    let gateway = scene.world.nat_gateways().get(&id).unwrap();
    let Lifecycle::Failed(failure) = &gateway.lifecycle else {
        panic!("{gateway:?}");
    };
    assert_eq!(failure.code, ErrorCode::InsufficientFreeAddressesInSubnet);
}

/// Whether AWS takes a public gateway in a private subnet is a setting.
#[test]
fn a_private_subnet_does_or_does_not() {
    for (setting, expected) in [("true", "available"), ("false", "failed")] {
        let mut genesis = Scene::genesis();
        genesis
            .policy
            .set("private_subnet_nat_gateway", setting)
            .unwrap();
        let mut scene = Scene::begin(genesis);
        let allocation = scene.allocate(Wish::Amazons).unwrap();
        let create = Command::Create {
            subnet: SubnetId::new(PRIVATE),
            connectivity: Connectivity::Public(allocation.clone()),
            private_address: None,
            token: None,
            tags: Default::default(),
        };
        scene
            .perform(&WorldCommand::NatGateway(scene.caller(), create))
            .unwrap();
        scene.pass(SignedDuration::from_mins(2));
        assert_eq!(only(&scene).unwrap().1, expected);
        assert_eq!(scene.release(&allocation).is_ok(), expected == "failed");
    }
}

/// Every row has a private address that no subnet of the world has.
#[test]
#[rustfmt::skip]
fn refusals_of_create_stand_in_their_order() {
    let mut scene = Scene::bare();
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    create(&mut scene, &allocation, Some("used")).unwrap();
    let used = Some("used".to_owned());
    for (expected, tags, token, subnet) in [
        ("Tag::BadKey",                     bad_tags(),         used.clone(), "subnet-0"),
        ("NatGateway::TokenUsed",           Default::default(), used,         "subnet-0"),
        ("Subnet::UnknownSubnet",           Default::default(), None,         "subnet-0"),
        ("NetworkInterface::OutsideSubnet", Default::default(), None,         PUBLIC),
    ] {
        let create = Command::Create {
            subnet: SubnetId::new(subnet),
            connectivity: Connectivity::Public(AllocationId::new("eipalloc-0")),
            private_address: Some([192, 0, 2, 1].into()),
            token,
            tags,
        };
        precedence::check(&scene, &WorldCommand::NatGateway(scene.caller(), create), expected);
    }
}

/// What fails a gateway later has an order too. Every row's subnet is full.
#[test]
#[rustfmt::skip]
fn failures_stand_in_their_order() {
    let mut scene = Scene::bare();
    let full = |scene: &mut Scene, vpc: &VpcId, cidr: &str| {
        let subnet = scene.make_subnet(vpc, cidr).unwrap();
        for _ in 0..11 {
            scene.make_interface(subnet.as_str(), None).unwrap();
        }
        subnet
    };
    let open = full(&mut scene, &VpcId::new(VPC), "10.0.2.0/28");
    let other = scene.make_vpc("10.9.0.0/16").unwrap();
    let closed = full(&mut scene, &other, "10.9.0.0/28");
    let free = scene.allocate(Wish::Amazons).unwrap();
    let used = scene.allocate(Wish::Amazons).unwrap();
    create(&mut scene, &used, None).unwrap();
    let nobody = AllocationId::new("eipalloc-0");
    for (expected, subnet, allocation) in [
        (ErrorCode::InvalidAllocationIdNotFound,       &closed, &nobody),
        (ErrorCode::ResourceAlreadyAssociated,         &closed, &used),
        (ErrorCode::GatewayNotAttached,                &closed, &free),
        (ErrorCode::InsufficientFreeAddressesInSubnet, &open,   &free),
    ] {
        let create = Command::Create {
            subnet: subnet.clone(),
            connectivity: Connectivity::Public(allocation.clone()),
            private_address: None,
            token: None,
            tags: Default::default(),
        };
        let create = WorldCommand::NatGateway(scene.caller(), create);
        match scene.clone().perform(&create).unwrap().first() {
            Some(WorldFact::NatGateway(Fact::Created { failure: Some(failure), .. })) => assert_eq!(failure.code, expected),
            other => panic!("{other:?}"),
        }
    }
}
