//! Anybody builds and takes down anything in any order: what stands, stands on
//! something.

use jiff::SignedDuration;
use proptest::prelude::*;

use crate::world::aws::address::{self, AllocationId, Place as AddressPlace};
use crate::world::aws::ids::*;
use crate::world::aws::instance::{self, Place};
use crate::world::aws::nat_gateway::{self, Connectivity};
use crate::world::aws::network_interface::{self, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::pool::PoolId;
use crate::world::aws::route_table::{self, Target};
use crate::world::aws::tag::TagSet;
use crate::world::aws::{internet_gateway, subnet, vpc};
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::request;
use crate::world::{Command, World};

mod invariants;

/// What is asked for; the numbers of a step pick among what there is.
#[derive(Clone, Copy, Debug)]
enum Wish {
    CreateVpc,
    DeleteVpc,
    TakeBlock,
    GiveBlock,
    CreateSubnet,
    DeleteSubnet,
    CreateGateway,
    AttachGateway,
    DetachGateway,
    DeleteGateway,
    CreateTable,
    DeleteTable,
    RouteOut,
    RouteThroughNat,
    Unroute,
    AssociateTable,
    DisassociateTable,
    CreateInterface,
    DeleteInterface,
    Run,
    RunOnInterface,
    Terminate,
    CreateNatGateway,
    DeleteNatGateway,
    Allocate,
    AssociateAddress,
    Release,
    Pass,
}

const WISHES: &[Wish] = &[
    Wish::CreateVpc,
    Wish::DeleteVpc,
    Wish::TakeBlock,
    Wish::TakeBlock,
    Wish::GiveBlock,
    Wish::CreateSubnet,
    Wish::CreateSubnet,
    Wish::DeleteSubnet,
    Wish::CreateGateway,
    Wish::AttachGateway,
    Wish::DetachGateway,
    Wish::DeleteGateway,
    Wish::CreateTable,
    Wish::DeleteTable,
    Wish::RouteOut,
    Wish::RouteThroughNat,
    Wish::Unroute,
    Wish::AssociateTable,
    Wish::DisassociateTable,
    Wish::CreateInterface,
    Wish::CreateInterface,
    Wish::DeleteInterface,
    Wish::Run,
    Wish::RunOnInterface,
    Wish::RunOnInterface,
    Wish::Terminate,
    Wish::CreateNatGateway,
    Wish::DeleteNatGateway,
    Wish::Allocate,
    Wish::AssociateAddress,
    Wish::AssociateAddress,
    Wish::Release,
    Wish::Pass,
    Wish::Pass,
    Wish::Pass,
];

type Step = (Wish, usize, usize);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (prop::sample::select(WISHES), any::<usize>(), any::<usize>());
    prop::collection::vec(step, 1..80)
}

fn pick<T: Clone>(all: impl Iterator<Item = T>, number: usize) -> Option<T> {
    let all: Vec<T> = all.collect();
    all.get(number.checked_rem(all.len())?).cloned()
}

fn vpc_id(world: &World, home: &Home, n: usize) -> Option<VpcId> {
    pick(world.vpcs().of(home).map(|(id, _)| id.clone()), n)
}

fn subnet_id(world: &World, home: &Home, n: usize) -> Option<SubnetId> {
    pick(world.subnets().of(home).map(|(id, _)| id.clone()), n)
}

fn gateway_id(world: &World, home: &Home, n: usize) -> Option<InternetGatewayId> {
    let gateways = world.internet_gateways().of(home);
    pick(gateways.map(|(id, _)| id.clone()), n)
}

fn table_id(world: &World, home: &Home, n: usize) -> Option<RouteTableId> {
    pick(world.route_tables().of(home).map(|(id, _)| id.clone()), n)
}

fn interface_id(world: &World, home: &Home, n: usize) -> Option<NetworkInterfaceId> {
    let interfaces = world.network_interfaces().of(home);
    pick(interfaces.map(|(id, _)| id.clone()), n)
}

fn nat_id(world: &World, home: &Home, n: usize) -> Option<NatGatewayId> {
    pick(world.nat_gateways().of(home).map(|(id, _)| id.clone()), n)
}

fn allocation(world: &World, home: &Home, n: usize) -> Option<AllocationId> {
    pick(world.addresses().of(home).map(|(id, _)| id.clone()), n)
}

/// The command of a step, where there is what it needs.
fn command(scene: &Scene, pool: &PoolId, step: Step) -> Option<Command> {
    place(scene, pool, step)
        .or_else(|| route(scene, step))
        .or_else(|| usage(scene, step))
        .or_else(|| public(scene, step))
}

/// On VPCs, subnets and internet gateways.
fn place(scene: &Scene, pool: &PoolId, (wish, n, m): Step) -> Option<Command> {
    let (world, caller, home) = (&scene.world, scene.caller(), scene.caller().home());
    let tags = TagSet::new();
    let on_vpc = |command| Some(Command::Vpc(caller.clone(), command));
    let on_subnet = |command| Some(Command::Subnet(caller.clone(), command));
    let on_gateway = |command| Some(Command::InternetGateway(caller.clone(), command));
    match wish {
        Wish::CreateVpc => on_vpc(vpc::Command::Create {
            cidr: prefix("10.0.0.0/24"),
            block: None,
            tags,
        }),
        Wish::DeleteVpc => on_vpc(vpc::Command::Delete(vpc_id(world, &home, n)?)),
        Wish::TakeBlock => {
            let named = [
                "2001:db8:0:100::/56",
                "2001:db8:0:100::/60",
                "2001:db8::/48",
            ];
            let cidr = named.get(m % 5).map(|text| prefix(text));
            let (vpc, pool) = (vpc_id(world, &home, n)?, pool.clone());
            let block = vpc::BlockWish { pool, cidr };
            on_vpc(vpc::Command::Associate { vpc, block })
        }
        Wish::GiveBlock => {
            let blocks = world
                .vpcs()
                .of(&home)
                .flat_map(|(_, vpc)| vpc.blocks.keys());
            on_vpc(vpc::Command::Disassociate(pick(blocks.cloned(), n)?))
        }
        Wish::CreateSubnet => on_subnet(subnet::Command::Create {
            vpc: vpc_id(world, &home, n)?,
            cidr: prefix(&format!("10.0.0.{}/28", (m % 16) * 16)),
            zone: None,
            tags,
        }),
        Wish::DeleteSubnet => on_subnet(subnet::Command::Delete(subnet_id(world, &home, n)?)),
        Wish::CreateGateway => on_gateway(internet_gateway::Command::Create { tags }),
        Wish::AttachGateway => on_gateway(internet_gateway::Command::Attach {
            gateway: gateway_id(world, &home, n)?,
            vpc: vpc_id(world, &home, m)?,
        }),
        Wish::DetachGateway => {
            let gateway = gateway_id(world, &home, n)?;
            let vpc = world.internet_gateways().at(&home, &gateway)?.vpc.clone()?;
            on_gateway(internet_gateway::Command::Detach { gateway, vpc })
        }
        Wish::DeleteGateway => on_gateway(internet_gateway::Command::Delete(gateway_id(
            world, &home, n,
        )?)),
        _ => None,
    }
}

/// On route tables.
fn route(scene: &Scene, (wish, n, m): Step) -> Option<Command> {
    let (world, caller, home) = (&scene.world, scene.caller(), scene.caller().home());
    let tags = TagSet::new();
    let on_table = |command| Some(Command::RouteTable(caller.clone(), command));
    match wish {
        Wish::CreateTable => on_table(route_table::Command::Create {
            vpc: vpc_id(world, &home, n)?,
            token: None,
            tags,
        }),
        Wish::DeleteTable => on_table(route_table::Command::Delete(table_id(world, &home, n)?)),
        Wish::RouteOut => on_table(route_table::Command::CreateRoute {
            table: table_id(world, &home, n)?,
            destination: prefix("0.0.0.0/0"),
            target: Target::InternetGateway(gateway_id(world, &home, m)?),
        }),
        Wish::RouteThroughNat => on_table(route_table::Command::ReplaceRoute {
            table: table_id(world, &home, n)?,
            destination: prefix("0.0.0.0/0"),
            target: Target::NatGateway(nat_id(world, &home, m)?),
        }),
        Wish::Unroute => on_table(route_table::Command::DeleteRoute {
            table: table_id(world, &home, n)?,
            destination: prefix("0.0.0.0/0"),
        }),
        Wish::AssociateTable => on_table(route_table::Command::Associate {
            table: table_id(world, &home, n)?,
            subnet: subnet_id(world, &home, m)?,
        }),
        Wish::DisassociateTable => {
            let tables = world.route_tables().of(&home);
            let ties = tables.flat_map(|(_, table)| table.subnets.values().chain(&table.main));
            on_table(route_table::Command::Disassociate(pick(ties.cloned(), n)?))
        }
        _ => None,
    }
}

/// On what has an interface.
fn usage(scene: &Scene, (wish, n, m): Step) -> Option<Command> {
    let (world, caller, home) = (&scene.world, scene.caller(), scene.caller().home());
    let tags = TagSet::new();
    let on_interface = |command| Some(Command::NetworkInterface(caller.clone(), command));
    let on_instance = |command| Some(Command::Instance(caller.clone(), command));
    let on_nat = |command| Some(Command::NatGateway(caller.clone(), command));
    match wish {
        Wish::CreateInterface => {
            let id = subnet_id(world, &home, n)?;
            let place = u128::try_from(m % 18).ok()?;
            let address = world.subnets().get(&id)?.cidr.nth(place);
            on_interface(network_interface::Command::Create {
                subnet: id,
                private_address: address.and_then(|address| match address {
                    std::net::IpAddr::V4(address) => Some(address),
                    std::net::IpAddr::V6(_) => None,
                }),
                description: None,
                token: None,
                tags,
            })
        }
        Wish::DeleteInterface => on_interface(network_interface::Command::Delete(interface_id(
            world, &home, n,
        )?)),
        Wish::Run | Wish::RunOnInterface => {
            let most = u32::try_from(m % 4).ok()?;
            let mut request = request(subnet_id(world, &home, n)?.as_str(), 1, most);
            if matches!(wish, Wish::RunOnInterface) {
                let spare = world.network_interfaces().of(&home);
                let spare = spare.filter(|(_, it)| it.role == Role::Spare);
                request.place = Place::Interface {
                    interface: pick(spare.map(|(id, _)| id.clone()), n)?,
                    ends_with_it: m % 2 == 0,
                };
                request.at_most = 1;
            }
            on_instance(instance::Command::Run {
                request,
                token: None,
                tags: TagSet::from([("k".to_owned(), "v".to_owned())]),
                interface_tags: tags,
            })
        }
        Wish::Terminate => {
            let instances = world.instances().of(&home).map(|(id, _)| id.clone());
            on_instance(instance::Command::Terminate(vec![pick(instances, n)?]))
        }
        Wish::CreateNatGateway => on_nat(nat_gateway::Command::Create {
            subnet: subnet_id(world, &home, n)?,
            connectivity: match allocation(world, &home, m) {
                Some(allocation) if m % 3 > 0 => Connectivity::Public(allocation),
                Some(_) | None => Connectivity::Private,
            },
            private_address: None,
            token: None,
            tags,
        }),
        Wish::DeleteNatGateway => on_nat(nat_gateway::Command::Delete(nat_id(world, &home, n)?)),
        _ => None,
    }
}

/// On public addresses.
fn public(scene: &Scene, (wish, n, m): Step) -> Option<Command> {
    let (world, caller, home) = (&scene.world, scene.caller(), scene.caller().home());
    let tags = TagSet::new();
    let on_address = |command| Some(Command::Address(caller.clone(), command));
    match wish {
        Wish::Allocate => on_address(address::Command::Allocate {
            wish: address::Wish::Amazons,
            border_group: None,
            tags,
        }),
        Wish::AssociateAddress => on_address(address::Command::Associate {
            allocation: allocation(world, &home, n)?,
            place: AddressPlace::Interface(interface_id(world, &home, m)?),
            private_address: None,
            allow_reassociation: m % 2 == 0,
        }),
        Wish::Release => on_address(address::Command::Release {
            allocation: allocation(world, &home, n)?,
            border_group: None,
        }),
        _ => None,
    }
}

fn take(scene: &mut Scene, pool: &PoolId, step: Step) {
    if matches!(step.0, Wish::Pass) {
        scene.pass(SignedDuration::from_secs(
            [1, 15, 60, 600, 7_200][step.1 % 5],
        ));
    } else if let Some(command) = command(scene, pool, step) {
        let before = scene.world.clone();
        if scene.perform(&command).is_err() {
            assert_eq!(before, scene.world, "a refused call changes nothing");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_stands_on_something(steps in steps()) {
        let (mut scene, pool) = Scene::with_ipv6_pool();
        let home = scene.caller().home();
        for step in steps {
            take(&mut scene, &pool, step);
            invariants::hold(&scene.world, &home, &pool);
        }
        let mut replayed = World::replay(Scene::genesis(), scene.world.log().after(0));
        replayed.wake(scene.world.now());
        prop_assert_eq!(replayed, scene.world);
    }
}
