//! The rules of the calls on network interfaces, in the order in which they are
//! checked, and how private addresses are given.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use super::{Command, Fact, Refusal, Role};
use crate::world::aws::account::Caller;
use crate::world::aws::address;
use crate::world::aws::client_token::ClientToken;
use crate::world::aws::ids::{NetworkInterfaceId, SubnetId};
use crate::world::aws::owned::Home;
use crate::world::aws::subnet::Subnet;
use crate::world::aws::tag;
use crate::world::draw::Branch;
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World};

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let home = &caller.home();
    match command {
        Command::Create { .. } => create(world, home, command),
        Command::Delete(interface) => delete(world, home, interface),
    }
}

fn create(world: &World, home: &Home, command: &Command) -> Result<Vec<WorldFact>, WorldRefusal> {
    let Command::Create {
        subnet,
        private_address,
        description,
        token,
        tags,
    } = command
    else {
        return Ok(Vec::new());
    };
    let asked = (subnet, private_address, description, tags);
    let token = token.as_deref().map(|it| ClientToken::new(it, &asked));
    let used = token.as_ref().map(ClientToken::as_str);
    if let Some((_, present)) = used.and_then(|it| world.network_interfaces.of_token(home, it)) {
        return if present.token == token {
            Ok(Vec::new())
        } else {
            Err(Refusal::TokenUsed.into())
        };
    }
    let place = world.subnets.find(home, subnet)?;
    let private_address = Places::of(world, subnet, place).give(*private_address)?;
    tag::check(tags)?;
    let interface = next_id(world, 0);
    let tagged = tag::on_creation(home, &interface, tags);
    let created = WorldFact::NetworkInterface(Fact::Created {
        interface,
        home: home.clone(),
        subnet: subnet.clone(),
        private_address,
        description: description.clone().unwrap_or_default(),
        role: Role::Spare,
        token,
    });
    Ok(std::iter::once(created).chain(tagged).collect())
}

fn delete(
    world: &World,
    home: &Home,
    id: &NetworkInterfaceId,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let found = world.network_interfaces.find(home, id)?;
    let interface = id.clone();
    match found.role {
        Role::NatGateway(_) | Role::LoadBalancer(_) => Err(Refusal::Managed { interface }.into()),
        Role::Instance { .. } => Err(Refusal::InUse { interface }.into()),
        Role::Spare => Ok(ended(world, id)),
    }
}

/// What follows when an interface goes: its public address comes off it.
pub(in crate::world::aws) fn ended(world: &World, id: &NetworkInterfaceId) -> Vec<WorldFact> {
    let freed = address::freed(world, id).map(WorldFact::Address);
    let interface = id.clone();
    let deleted = WorldFact::NetworkInterface(Fact::Deleted { interface });
    freed.into_iter().chain([deleted]).collect()
}

/// The id of the interface that is made after `more` others.
pub(in crate::world::aws) fn next_id(world: &World, more: u64) -> NetworkInterfaceId {
    let count = world.network_interfaces.created + more;
    NetworkInterfaceId::new(&world.draw.id("eni-", Branch::NetworkInterface, count))
}

/// The private addresses of a subnet that are free, while some are given away.
pub(in crate::world::aws) struct Places<'a> {
    world: &'a World,
    id: &'a SubnetId,
    subnet: &'a Subnet,
    given: BTreeSet<Ipv4Addr>,
}

impl<'a> Places<'a> {
    /// The free addresses of a subnet.
    pub(in crate::world::aws) fn of(
        world: &'a World,
        id: &'a SubnetId,
        subnet: &'a Subnet,
    ) -> Self {
        Self {
            world,
            id,
            subnet,
            given: BTreeSet::new(),
        }
    }

    /// How many there are.
    pub(in crate::world::aws) fn free(&self) -> u64 {
        let taken = self.world.network_interfaces.count_in(self.id) + self.given.len() as u64;
        self.subnet.room().saturating_sub(taken)
    }

    /// Gives away the address that is wished for, or any.
    pub(in crate::world::aws) fn give(
        &mut self,
        wish: Option<Ipv4Addr>,
    ) -> Result<Ipv4Addr, Refusal> {
        let address = match wish {
            Some(address) => self.named(address)?,
            None => self.any().ok_or_else(|| Refusal::SubnetFull {
                subnet: self.id.clone(),
            })?,
        };
        self.given.insert(address);
        Ok(address)
    }

    fn named(&self, address: Ipv4Addr) -> Result<Ipv4Addr, Refusal> {
        if !self.subnet.cidr.contains(IpAddr::V4(address)) {
            Err(Refusal::OutsideSubnet { address })
        } else if self.subnet.keeps(address) {
            Err(Refusal::KeptAddress { address })
        } else if self.is_taken(address) {
            Err(Refusal::AddressInUse { address })
        } else {
            Ok(address)
        }
    }

    /// Any free one, as the seed has it.
    fn any(&self) -> Option<Ipv4Addr> {
        if self.free() == 0 {
            return None;
        }
        let total = u64::try_from(self.subnet.cidr.address_count()).unwrap_or(u64::MAX);
        let position = self.world.network_interfaces.created + self.given.len() as u64;
        let start = self
            .world
            .draw
            .below(Branch::PrivateAddress, position, total);
        (0..total)
            .filter_map(|step| self.subnet.cidr.nth(u128::from((start + step) % total)))
            .filter_map(|address| match address {
                IpAddr::V4(address) => Some(address),
                IpAddr::V6(_) => None,
            })
            .find(|address| !self.subnet.keeps(*address) && !self.is_taken(*address))
    }

    fn is_taken(&self, address: Ipv4Addr) -> bool {
        self.given.contains(&address) || self.world.network_interfaces.is_taken(self.id, address)
    }
}
