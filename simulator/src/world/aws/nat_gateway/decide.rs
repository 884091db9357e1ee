//! The rules of the calls on NAT gateways.

use std::net::Ipv4Addr;

use byoip_vocabulary::error_code::ErrorCode;
use jiff::Timestamp;

use super::{
    Command, Connectivity, Fact, Failure, Lifecycle, NatGateway, NatGatewayId, Refusal, Standing,
};
use crate::world::aws::account::Caller;
use crate::world::aws::address::{self, AllocationId, Use};
use crate::world::aws::client_token::ClientToken;
use crate::world::aws::ids::SubnetId;
use crate::world::aws::network_interface::{self, Places, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::route_table;
use crate::world::aws::subnet::Subnet;
use crate::world::aws::tag;
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World, later};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = &caller.home();
    match command {
        Command::Create {
            subnet,
            connectivity,
            private_address,
            token,
            tags,
        } => {
            tag::check(tags)?;
            let asked = (subnet, connectivity, private_address, tags);
            let token = token.as_deref().map(|it| ClientToken::new(it, &asked));
            let used = token.as_ref().map(ClientToken::as_str);
            if let Some(id) = used.and_then(|it| world.nat_gateways.of_token(home, it)) {
                return same_again(world.nat_gateways.get(id), token.as_ref());
            }
            let place = world.subnets.find(home, subnet)?;
            let count = world.nat_gateways.created;
            let gateway = NatGatewayId::new(&world.draw.id("nat-", Branch::NatGateway, count));
            let mut places = Places::of(world, subnet, place);
            // An address that cannot be had is refused at once; a subnet or an
            // Elastic IP that cannot be used fails the gateway later.
            let private_address = match private_address {
                Some(wish) => Some(places.give(Some(*wish))?),
                None => places.give(None).ok(),
            };
            let failure = failure(world, home, subnet, place, connectivity, private_address);
            let standing = private_address
                .filter(|_| failure.is_none())
                .map(|private_address| Standing {
                    interface: network_interface::next_id(world, 0),
                    private_address,
                });
            let held = standing
                .as_ref()
                .map(|standing| hold(world, home, &gateway, subnet, connectivity, standing));
            let tagged = tag::on_creation(home, &gateway, tags);
            let created = WorldFact::NatGateway(Fact::Created {
                gateway,
                home: home.clone(),
                vpc: place.vpc.clone(),
                subnet: subnet.clone(),
                connectivity: connectivity.clone(),
                standing,
                token,
                failure,
                settles_at: settles_at(world, now),
            });
            let held = held.into_iter().flatten();
            Ok(std::iter::once(created).chain(held).chain(tagged).collect())
        }
        Command::Delete(id) => delete(world, now, home, id),
    }
}

/// A client token that was used before: nothing new, if all else is the same.
fn same_again(
    present: Option<&NatGateway>,
    token: Option<&ClientToken>,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    if present.is_some_and(|present| present.token.as_ref() == token) {
        Ok(Vec::new())
    } else {
        Err(Refusal::TokenUsed.into())
    }
}

/// What a gateway takes at once, not when it is ready: an interface, and the
/// public address onto it.
fn hold(
    world: &World,
    home: &Home,
    gateway: &NatGatewayId,
    subnet: &SubnetId,
    connectivity: &Connectivity,
    standing: &Standing,
) -> Vec<WorldFact> {
    let mut facts = vec![WorldFact::NetworkInterface(
        network_interface::Fact::Created {
            interface: standing.interface.clone(),
            home: home.clone(),
            subnet: subnet.clone(),
            private_address: standing.private_address,
            description: format!("Interface for NAT Gateway {gateway}"),
            role: Role::NatGateway(gateway.clone()),
            token: None,
        },
    )];
    if let Connectivity::Public(allocation) = connectivity
        && let Some(address) = world.addresses.allocated(allocation)
    {
        facts.push(WorldFact::Address(address::associated(
            world,
            allocation,
            address.address,
            Use::NatGateway(gateway.clone()),
            &standing.interface,
            standing.private_address,
        )));
    }
    facts
}

fn delete(
    world: &World,
    now: Timestamp,
    home: &Home,
    id: &NatGatewayId,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let unknown = || Refusal::UnknownNatGateway {
        gateway: id.clone(),
    };
    let gateway = world.nat_gateways.at(home, id).ok_or_else(unknown)?;
    match gateway.lifecycle {
        Lifecycle::Available | Lifecycle::Failed(_) | Lifecycle::Pending { .. } => {
            Ok(vec![WorldFact::NatGateway(Fact::Deleting {
                gateway: id.clone(),
                settles_at: settles_at(world, now),
            })])
        }
        // Deleting twice is deleting once.
        Lifecycle::Deleting => Ok(Vec::new()),
        Lifecycle::Deleted { .. } => Err(unknown().into()),
    }
}

fn settles_at(world: &World, now: Timestamp) -> Timestamp {
    let duration = world.draw.duration(
        Branch::NatGateway,
        world.nat_gateways.created,
        world.policy.nat_gateway_duration,
    );
    later(now, duration)
}

/// What keeps a gateway from being made, in the model's codes and words.
fn failure(
    world: &World,
    home: &Home,
    id: &SubnetId,
    subnet: &Subnet,
    connectivity: &Connectivity,
    private_address: Option<Ipv4Addr>,
) -> Option<Failure> {
    if let Connectivity::Public(allocation) = connectivity {
        let failure = public_failure(world, home, id, subnet, allocation);
        if failure.is_some() {
            return failure;
        }
    }
    private_address.is_none().then(|| Failure {
        code: ErrorCode::InsufficientFreeAddressesInSubnet,
        message: "Subnet has insufficient free addresses to create this NAT gateway".to_owned(),
    })
}

fn public_failure(
    world: &World,
    home: &Home,
    id: &SubnetId,
    subnet: &Subnet,
    allocation: &AllocationId,
) -> Option<Failure> {
    let (code, message) = match world.addresses.at(home, allocation) {
        None => (
            ErrorCode::InvalidAllocationIdNotFound,
            format!(
                "Elastic IP address {allocation} could not be associated with this NAT gateway"
            ),
        ),
        // An address is announced from its own border group only; the failure
        // codes have no other for it.
        Some(address) if address.border_group != subnet.zone.border_group() => (
            ErrorCode::InvalidAllocationIdNotFound,
            format!(
                "Elastic IP address {allocation} could not be associated with this NAT gateway"
            ),
        ),
        Some(address) if address.association.is_some() => (
            ErrorCode::ResourceAlreadyAssociated,
            format!("Elastic IP address {allocation} is already associated"),
        ),
        Some(_) if world.internet_gateways.of_vpc(&subnet.vpc).is_none() => (
            ErrorCode::GatewayNotAttached,
            format!("Network {} has no Internet gateway attached", subnet.vpc),
        ),
        Some(_)
            if !world.policy.private_subnet_nat_gateway && !route_table::is_public(world, id) =>
        {
            (
                ErrorCode::GatewayNotAttached,
                format!("Network {} has no Internet gateway attached", subnet.vpc),
            )
        }
        Some(_) => return None,
    };
    Some(Failure { code, message })
}
