use super::*;
use crate::world::aws::address::{self, AllocationId, Place, Wish};
use crate::world::aws::ids::RouteTableId;
use crate::world::aws::nat_gateway::{Command as NatCommand, Connectivity};
use crate::world::aws::owned::Home;
use crate::world::aws::{entitlement, route_table as table};
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::{PRIVATE, PUBLIC, VPC, WEB};
use crate::world::{Command, Fact};

const MAIL: &str = "i-0123456789abcde02";

fn told(scene: &Scene, instance: &str, port: u16) -> String {
    match egress(&scene.world, &InstanceId::new(instance), port) {
        Ok(Egress { source, gateway }) => format!("{source} {}", gateway.is_some()),
        Err(why) => why.to_string(),
    }
}

fn address(scene: &Scene, allocation: &AllocationId) -> Ipv4Addr {
    let allocated = scene.world.addresses().allocated(allocation);
    allocated.unwrap().address
}

/// A NAT gateway in the public subnet, with an address.
pub(in crate::world) fn make_gateway(scene: &mut Scene, allocation: &AllocationId) -> NatGatewayId {
    let create = NatCommand::Create {
        subnet: SubnetId::new(PUBLIC),
        connectivity: Connectivity::Public(allocation.clone()),
        private_address: None,
        tags: Default::default(),
        token: None,
    };
    let command = Command::NatGateway(scene.caller(), create);
    let facts = scene.perform(&command).unwrap();
    let created = facts.iter().find_map(|fact| match fact {
        Fact::NatGateway(fact) => Some(fact.gateway().clone()),
        _ => None,
    });
    created.unwrap()
}

/// Has the private subnet's packets leave through a gateway.
pub(in crate::world) fn lead_out(scene: &mut Scene, gateway: &NatGatewayId) -> RouteTableId {
    let made = scene
        .make_route_table(&super::super::ids::VpcId::new(VPC))
        .unwrap();
    let subnet = SubnetId::new(PRIVATE);
    let associate = table::Command::Associate {
        table: made.clone(),
        subnet,
    };
    scene.route_table(associate).unwrap();
    scene
        .route(&made, "0.0.0.0/0", Target::NatGateway(gateway.clone()))
        .unwrap();
    made
}

#[test]
fn a_public_instance_leaves_with_its_own_address() {
    let mut scene = Scene::bare();
    assert_eq!(told(&scene, "i-0", 443), "there is no i-0");
    let without = "eni-0123456789abcde01 has no public address";
    assert_eq!(told(&scene, WEB, 443), without);
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    let place = Place::Instance(InstanceId::new(WEB));
    let command = address::Command::Associate {
        allocation: allocation.clone(),
        place,
        private_address: None,
        allow_reassociation: false,
    };
    scene.address(command).unwrap();
    let own = format!("{} false", address(&scene, &allocation));
    assert_eq!(told(&scene, WEB, 443), own);
    scene.terminate(&[InstanceId::new(WEB)]).unwrap();
    assert_eq!(told(&scene, WEB, 443), "i-0123456789abcde01 is not running");
}

/// A private one leaves with the gateway's, once that is ready and a route leads
/// to it; mail only when the account may.
#[test]
fn a_private_instance_leaves_through_a_gateway() {
    let mut scene = Scene::bare();
    let nowhere = format!("{PRIVATE} has no default route");
    assert_eq!(told(&scene, MAIL, 443), nowhere);
    let allocation = scene.allocate(Wish::Amazons).unwrap();
    let gateway = make_gateway(&mut scene, &allocation);
    let table = lead_out(&mut scene, &gateway);
    assert_eq!(
        told(&scene, MAIL, 443),
        format!("{gateway} lets nothing out")
    );
    scene.settle();
    let through = format!("{} true", address(&scene, &allocation));
    assert_eq!(told(&scene, MAIL, 443), through);
    assert_eq!(
        told(&scene, MAIL, 25),
        "port 25 is blocked for this account"
    );
    let home = Home {
        account: scene.account,
        region: scene.region.clone(),
    };
    let opened = Fact::Entitlement(entitlement::Fact::Port25Opened { home });
    let now = scene.world.now();
    scene.world.apply(now, &opened);
    assert_eq!(told(&scene, MAIL, 25), through);
    let delete = NatCommand::Delete(gateway.clone());
    let command = Command::NatGateway(scene.caller(), delete);
    scene.perform(&command).unwrap();
    let hole = format!("the default route to {gateway} is a black hole");
    assert_eq!(told(&scene, MAIL, 443), hole);
    let unroute = table::Command::DeleteRoute {
        table,
        destination: prefix("0.0.0.0/0"),
    };
    scene.route_table(unroute).unwrap();
    assert_eq!(told(&scene, MAIL, 443), nowhere);
}
