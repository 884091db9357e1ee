//! The rules of the calls on internet gateways, in the order in which they are
//! checked.

use super::{Command, Fact, InternetGateway, Refusal};
use crate::world::aws::account::Caller;
use crate::world::aws::ids::{InternetGatewayId, NetworkInterfaceId, VpcId};
use crate::world::aws::load_balancer::{LoadBalancerArn, Scheme};
use crate::world::aws::network_interface::{NetworkInterface, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::tag::{self, TagSet};
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = caller.home();
    let fact = match command {
        Command::Create { tags } => return create(world, &home, tags),
        Command::Attach { gateway, vpc } => attach(world, &home, gateway, vpc)?,
        Command::Detach { gateway, vpc } => detach(world, &home, gateway, vpc)?,
        Command::Delete(gateway) => {
            if find(world, &home, gateway)?.vpc.is_some() {
                let gateway = gateway.clone();
                return Err(Refusal::InUse { gateway }.into());
            }
            Fact::Deleted {
                gateway: gateway.clone(),
            }
        }
    };
    Ok(vec![WorldFact::InternetGateway(fact)])
}

fn create(world: &World, home: &Home, tags: &TagSet) -> Result<Vec<WorldFact>, WorldRefusal> {
    tag::check(tags)?;
    let (id, fact) = created(world, home.clone());
    let tagged = tag::on_creation(home, id, tags);
    let created = WorldFact::InternetGateway(fact);
    Ok(std::iter::once(created).chain(tagged).collect())
}

/// The fact that a gateway was made, and its id.
pub(in crate::world) fn created(world: &World, home: Home) -> (InternetGatewayId, Fact) {
    let count = world.internet_gateways.created;
    let id = world.draw.id("igw-", Branch::InternetGateway, count);
    let gateway = InternetGatewayId::new(&id);
    (gateway.clone(), Fact::Created { gateway, home })
}

fn find<'a>(
    world: &'a World,
    home: &Home,
    gateway: &InternetGatewayId,
) -> Result<&'a InternetGateway, Refusal> {
    let found = world.internet_gateways.at(home, gateway);
    found.ok_or_else(|| Refusal::UnknownInternetGateway {
        gateway: gateway.clone(),
    })
}

fn attach(
    world: &World,
    home: &Home,
    id: &InternetGatewayId,
    vpc: &VpcId,
) -> Result<Fact, WorldRefusal> {
    let gateway = find(world, home, id)?;
    world.vpcs.find(home, vpc)?;
    if let Some(vpc) = gateway.vpc.clone() {
        let gateway = id.clone();
        return Err(Refusal::AlreadyAttached { gateway, vpc }.into());
    }
    let (gateway, vpc) = (id.clone(), vpc.clone());
    match world.internet_gateways.of_vpc(&vpc) {
        Some(_) => Err(Refusal::VpcHasGateway { vpc }.into()),
        None => Ok(Fact::Attached { gateway, vpc }),
    }
}

fn detach(
    world: &World,
    home: &Home,
    id: &InternetGatewayId,
    vpc: &VpcId,
) -> Result<Fact, WorldRefusal> {
    let gateway = find(world, home, id)?;
    world.vpcs.find(home, vpc)?;
    if gateway.vpc.as_ref() != Some(vpc) {
        let (gateway, vpc) = (id.clone(), vpc.clone());
        return Err(Refusal::NotAttached { gateway, vpc }.into());
    }
    let mut inside = world.network_interfaces.of(home).filter(|(_, interface)| {
        let subnet = world.subnets.get(&interface.subnet);
        subnet.is_some_and(|subnet| subnet.vpc == *vpc)
    });
    let (gateway, vpc) = (id.clone(), vpc.clone());
    if inside.any(|(id, interface)| is_mapped(world, id, interface)) {
        return Err(Refusal::MappedAddresses { vpc }.into());
    }
    Ok(Fact::Detached { gateway, vpc })
}

/// Whether an interface is reached from the internet: under an Elastic IP
/// address, or under one that Amazon gives to a load balancer.
fn is_mapped(world: &World, id: &NetworkInterfaceId, interface: &NetworkInterface) -> bool {
    let faces_internet = |arn: &LoadBalancerArn| {
        let balancer = world.load_balancers.load_balancer(arn);
        balancer.is_some_and(|it| it.scheme == Scheme::InternetFacing)
    };
    match &interface.role {
        Role::LoadBalancer(arn) if faces_internet(arn) => true,
        Role::Spare | Role::Instance { .. } | Role::NatGateway(_) | Role::LoadBalancer(_) => {
            world.addresses.of_interface(id).is_some()
        }
    }
}
