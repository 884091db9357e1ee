//! Which routes there can be, what they lead to, and who is public by them.

use super::*;
use crate::world::aws::internet_gateway;
use crate::world::aws::nat_gateway;
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::{PRIVATE, PUBLIC, VPC, refused};

fn vpc() -> VpcId {
    VpcId::new(VPC)
}

fn out(scene: &Scene) -> Target {
    let gateway = scene.world.internet_gateways().of_vpc(&vpc());
    Target::InternetGateway(gateway.unwrap().clone())
}

fn is_public(scene: &Scene, subnet: &str) -> bool {
    super::is_public(&scene.world, &SubnetId::new(subnet))
}

fn associate(scene: &mut Scene, table: &RouteTableId, subnet: &str) {
    let associate = Command::Associate {
        table: table.clone(),
        subnet: SubnetId::new(subnet),
    };
    scene.route_table(associate).unwrap();
}

/// A subnet is public by the default route of its table, and by nothing else.
#[test]
fn a_subnet_is_public_by_its_default_route() {
    let mut scene = Scene::bare();
    assert!(is_public(&scene, PUBLIC));
    assert!(!is_public(&scene, PRIVATE));
    let table = scene.make_route_table(&vpc()).unwrap();
    associate(&mut scene, &table, PRIVATE);
    assert!(!is_public(&scene, PRIVATE), "no route yet");
    let target = out(&scene);
    scene
        .route(&table, "198.18.0.0/15", target.clone())
        .unwrap();
    assert!(!is_public(&scene, PRIVATE), "not the default route");
    scene.route(&table, "0.0.0.0/0", target.clone()).unwrap();
    assert!(is_public(&scene, PRIVATE));
    let Target::InternetGateway(gateway) = target else {
        panic!("{target:?}");
    };
    let detach = internet_gateway::Command::Detach {
        gateway,
        vpc: vpc(),
    };
    scene.internet_gateway(detach).unwrap();
    assert!(!is_public(&scene, PRIVATE), "the route is a black hole");
    assert!(!is_public(&scene, PUBLIC));
}

#[test]
fn routes_are_refused() {
    let mut scene = Scene::bare();
    let table = scene.make_route_table(&vpc()).unwrap();
    let (target, elsewhere) = (out(&scene), scene.make_internet_gateway());
    let nobody = Target::InternetGateway(InternetGatewayId::new("igw-0"));
    let no_nat = Target::NatGateway(NatGatewayId::new("nat-0"));
    let elsewhere = Target::InternetGateway(elsewhere);
    for (destination, target, expected) in [
        ("0.0.0.0/0", &nobody, "UnknownGateway"),
        ("0.0.0.0/0", &no_nat, "UnknownNatGateway"),
        ("0.0.0.0/0", &elsewhere, "ForeignGateway"),
        ("10.0.0.0/16", &target, "RouteExists"),
        ("10.0.0.0/24", &target, "InsideVpc"),
    ] {
        refused(scene.route(&table, destination, target.clone()), expected);
    }
    scene.route(&table, "0.0.0.0/0", target.clone()).unwrap();
    refused(
        scene.route(&table, "0.0.0.0/0", target.clone()),
        "RouteExists",
    );
    let unknown = RouteTableId::new("rtb-0");
    refused(
        scene.route(&unknown, "0.0.0.0/0", target.clone()),
        "UnknownRouteTable",
    );
    let delete = |destination: &str| Command::DeleteRoute {
        table: table.clone(),
        destination: prefix(destination),
    };
    refused(scene.route_table(delete("10.0.0.0/16")), "LocalRoute");
    refused(scene.route_table(delete("::/0")), "UnknownRoute");
    let replace = |destination: &str| Command::ReplaceRoute {
        table: table.clone(),
        destination: prefix(destination),
        target: target.clone(),
    };
    refused(scene.route_table(replace("::/0")), "UnknownRoute");
    scene.route_table(replace("0.0.0.0/0")).unwrap();
    scene.route_table(delete("0.0.0.0/0")).unwrap();
}

#[test]
fn a_subnet_has_one_table() {
    let mut scene = Scene::bare();
    let table = scene.make_route_table(&vpc()).unwrap();
    let other = scene.make_vpc("10.9.0.0/16").unwrap();
    let foreign = scene.make_subnet(&other, "10.9.0.0/24").unwrap();
    let associate_with = |subnet: SubnetId| Command::Associate {
        table: table.clone(),
        subnet,
    };
    refused(scene.route_table(associate_with(foreign)), "ForeignSubnet");
    // The public subnet of the default world has one of its own.
    let public = associate_with(SubnetId::new(PUBLIC));
    refused(scene.route_table(public), "AlreadyAssociated");
    associate(&mut scene, &table, PRIVATE);
    refused(scene.route_table(Command::Delete(table.clone())), "InUse");
    let home = scene.caller().home();
    let tables = scene.world.route_tables();
    let (_, tie) = tables.tie_of(&SubnetId::new(PRIVATE)).unwrap();
    let tie = tie.clone();
    let main = tables.of(&home).find_map(|(id, table)| {
        let main = table.main.clone().filter(|_| table.vpc == vpc());
        main.map(|tie| (id.clone(), tie))
    });
    let (main, main_tie) = main.unwrap();
    refused(scene.route_table(Command::Delete(main)), "InUse");
    refused(
        scene.route_table(Command::Disassociate(main_tie)),
        "MainAssociation",
    );
    scene
        .route_table(Command::Disassociate(tie.clone()))
        .unwrap();
    refused(
        scene.route_table(Command::Disassociate(tie)),
        "UnknownAssociation",
    );
    scene.route_table(Command::Delete(table)).unwrap();
}

#[test]
fn a_client_token_asks_once() {
    let mut scene = Scene::bare();
    let create = |vpc: VpcId| Command::Create {
        vpc,
        token: Some("t".to_owned()),
        tags: TagSet::new(),
    };
    assert_eq!(scene.route_table(create(vpc())).unwrap().len(), 1);
    assert_eq!(scene.route_table(create(vpc())), Ok(Vec::new()));
    let other = scene.make_vpc("10.9.0.0/16").unwrap();
    refused(scene.route_table(create(other)), "TokenUsed");
    let tagged = Command::Create {
        vpc: vpc(),
        token: Some("t".to_owned()),
        tags: [("a".to_owned(), "b".to_owned())].into(),
    };
    refused(scene.route_table(tagged), "TokenUsed");
}

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = crate::world::Command::RouteTable(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// Every row has tags that nothing can have.
#[test]
#[rustfmt::skip]
fn refusals_of_create_stand_in_their_order() {
    let mut scene = Scene::bare();
    let used = Some("used".to_owned());
    scene.route_table(Command::Create { vpc: vpc(), token: used.clone(), tags: TagSet::new() }).unwrap();
    for (expected, token, vpc) in [
        ("RouteTable::TokenUsed", used, "vpc-0"),
        ("Vpc::UnknownVpc",       None, "vpc-0"),
        ("Tag::BadKey",           None, VPC),
    ] {
        let vpc = VpcId::new(vpc);
        check(&scene, Command::Create { vpc, token, tags: bad_tags() }, expected);
    }
}

/// A NAT gateway of another VPC than the default world's.
fn foreign_nat_gateway(scene: &mut Scene) -> Target {
    let other = scene.make_vpc("10.9.0.0/16").unwrap();
    let subnet = scene.make_subnet(&other, "10.9.0.0/24").unwrap();
    Target::NatGateway(make_nat_gateway(scene, subnet))
}

/// One of the VPC itself, which is being deleted and still listed.
fn ending_nat_gateway(scene: &mut Scene) -> Target {
    let gateway = make_nat_gateway(scene, SubnetId::new(PRIVATE));
    let delete = nat_gateway::Command::Delete(gateway.clone());
    let delete = crate::world::Command::NatGateway(scene.caller(), delete);
    scene.perform(&delete).unwrap();
    Target::NatGateway(gateway)
}

fn make_nat_gateway(scene: &mut Scene, subnet: SubnetId) -> NatGatewayId {
    let create = nat_gateway::Command::Create {
        subnet,
        connectivity: nat_gateway::Connectivity::Private,
        private_address: None,
        token: None,
        tags: TagSet::new(),
    };
    let create = crate::world::Command::NatGateway(scene.caller(), create);
    match scene.perform(&create).unwrap().first() {
        Some(crate::world::Fact::NatGateway(nat_gateway::Fact::Created { gateway, .. })) => {
            gateway.clone()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
#[rustfmt::skip]
fn refusals_of_routes_stand_in_their_order() {
    let mut scene = Scene::bare();
    let table = &scene.make_route_table(&vpc()).unwrap();
    let nowhere = &RouteTableId::new("rtb-0");
    let own = &out(&scene);
    scene.route(table, "0.0.0.0/0", own.clone()).unwrap();
    scene.route(table, "::/0", own.clone()).unwrap();
    let no_gateway = &Target::InternetGateway(InternetGatewayId::new("igw-0"));
    let no_nat = &Target::NatGateway(NatGatewayId::new("nat-0"));
    let foreign = &Target::InternetGateway(scene.make_internet_gateway());
    let foreign_nat = &foreign_nat_gateway(&mut scene);
    let ending = &ending_nat_gateway(&mut scene);
    // The VPC's own route has the VPC's own block.
    let local = "10.0.0.0/16";
    let create = |table: &RouteTableId, destination: &str, target: &Target| {
        let (table, destination, target) = (table.clone(), prefix(destination), target.clone());
        Command::CreateRoute { table, destination, target }
    };
    let replace = |table: &RouteTableId, destination: &str, target: &Target| {
        let (table, destination, target) = (table.clone(), prefix(destination), target.clone());
        Command::ReplaceRoute { table, destination, target }
    };
    let delete = |table: &RouteTableId, destination: &str| {
        let (table, destination) = (table.clone(), prefix(destination));
        Command::DeleteRoute { table, destination }
    };
    for (expected, command) in [
        ("RouteTable::UnknownRouteTable", create(nowhere, local, no_gateway)),
        ("RouteTable::UnknownGateway",    create(table, local, no_gateway)),
        ("RouteTable::UnknownNatGateway", create(table, "::/0", no_nat)),
        ("RouteTable::UnknownNatGateway", create(table, "10.64.0.0/10", ending)),
        ("RouteTable::NoIpv6ThroughNat",  create(table, "::/0", foreign_nat)),
        ("RouteTable::ForeignGateway",    create(table, local, foreign)),
        ("RouteTable::RouteExists",       create(table, local, own)),
        ("RouteTable::InsideVpc",         create(table, "10.0.0.0/24", own)),

        ("RouteTable::UnknownRouteTable", replace(nowhere, local, no_gateway)),
        ("RouteTable::LocalRoute",        replace(table, local, no_gateway)),
        ("RouteTable::UnknownRoute",      replace(table, "10.0.0.0/24", no_gateway)),
        ("RouteTable::UnknownGateway",    replace(table, "0.0.0.0/0", no_gateway)),
        ("RouteTable::UnknownNatGateway", replace(table, "::/0", no_nat)),
        ("RouteTable::UnknownNatGateway", replace(table, "0.0.0.0/0", ending)),
        ("RouteTable::NoIpv6ThroughNat",  replace(table, "::/0", foreign_nat)),
        ("RouteTable::ForeignGateway",    replace(table, "0.0.0.0/0", foreign)),

        ("RouteTable::UnknownRouteTable", delete(nowhere, local)),
        ("RouteTable::LocalRoute",        delete(table, local)),
        ("RouteTable::UnknownRoute",      delete(table, "10.0.0.0/24")),
    ] {
        check(&scene, command, expected);
    }
}

#[test]
#[rustfmt::skip]
fn refusals_of_ties_and_of_delete_stand_in_their_order() {
    let mut scene = Scene::bare();
    let table = &scene.make_route_table(&vpc()).unwrap();
    // A subnet of another VPC, which has a table already.
    let other = scene.make_vpc("10.9.0.0/16").unwrap();
    let foreign = scene.make_subnet(&other, "10.9.0.0/24").unwrap();
    let others = scene.make_route_table(&other).unwrap();
    associate(&mut scene, &others, foreign.as_str());
    let home = scene.caller().home();
    let mut mains = scene.world.route_tables().of(&home).filter_map(|(id, table)| Some((id, table.main.clone()?)));
    let (main, tie) = mains.next().unwrap();
    let nowhere = &RouteTableId::new("rtb-0");
    let onto = |table: &RouteTableId, subnet: &str| {
        let (table, subnet) = (table.clone(), SubnetId::new(subnet));
        Command::Associate { table, subnet }
    };
    for (expected, scene, command) in [
        ("RouteTable::UnknownRouteTable", &scene, onto(nowhere, "subnet-0")),
        ("Subnet::UnknownSubnet",         &scene, onto(table, "subnet-0")),
        ("RouteTable::ForeignSubnet",     &scene, onto(table, foreign.as_str())),
        ("RouteTable::AlreadyAssociated", &scene, onto(table, PUBLIC)),

        ("RouteTable::UnknownAssociation", &scene.of_stranger(), Command::Disassociate(tie.clone())),
        ("RouteTable::MainAssociation",    &scene, Command::Disassociate(tie.clone())),

        ("RouteTable::UnknownRouteTable", &scene.of_stranger(), Command::Delete(main.clone())),
        ("RouteTable::InUse",             &scene, Command::Delete(main.clone())),
    ] {
        check(scene, command, expected);
    }
}
