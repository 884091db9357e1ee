//! Elastic IP addresses: out of a pool, onto an interface, and back.
//!
//! Sources: EC2 API Reference, AllocateAddress, AssociateAddress,
//! DisassociateAddress, ReleaseAddress. Reverse records are in `pointer`,
//! tags in [`tag`](super::tag).

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

use byoip_vocabulary::border_group::BorderGroup;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{InstanceId, NatGatewayId, NetworkInterfaceId, resource_ids};
use super::load_balancer::LoadBalancerArn;
use super::owned::{Home, Owned};
use super::pool::{PoolId, Pools};
use super::tag::TagSet;
use crate::world::timers::{Timer, Timers};

mod decide;
mod pointer;
mod refusal;
mod tie;

pub(in crate::world) use decide::{amazons_block, decide};
pub(in crate::world) use pointer::wake;
pub use pointer::{DomainName, ParseDomainNameError, Pointer};
pub use refusal::Refusal;
pub(super) use tie::{associated, associated_after, freed};

#[cfg(test)]
mod tests;

resource_ids! {
    AllocationId = "eipalloc-";
    AssociationId = "eipassoc-";
}

/// Which address AllocateAddress asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Any address of Amazon's own: what one silently gets without naming a
    /// pool.
    Amazons,
    /// Any free address of this pool.
    FromPool(PoolId),
    /// This address, from whichever pool of the caller holds it, or one of
    /// Amazon's that the caller had.
    Named(Ipv4Addr),
    /// This address of Amazon's, which the caller had.
    NamedOfAmazons(Ipv4Addr),
    /// This address, from this pool.
    NamedFromPool(Ipv4Addr, PoolId),
}

/// Where AssociateAddress puts an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// On an instance's interface.
    Instance(InstanceId),
    /// On this interface.
    Interface(NetworkInterfaceId),
}

/// A call on addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// AllocateAddress.
    Allocate {
        /// Which address.
        wish: Wish,
        /// From where it is to be announced; without it, from the Region.
        border_group: Option<BorderGroup>,
        /// What it is tagged with.
        tags: TagSet,
    },
    /// AssociateAddress.
    Associate {
        /// The address.
        allocation: AllocationId,
        /// Where to.
        place: Place,
        /// Onto which of the interface's private addresses; without it the
        /// primary one.
        private_address: Option<Ipv4Addr>,
        /// Whether it may be taken away from where it is.
        allow_reassociation: bool,
    },
    /// DisassociateAddress.
    Disassociate(AssociationId),
    /// ReleaseAddress.
    Release {
        /// The address.
        allocation: AllocationId,
        /// Its border group, if that is said.
        border_group: Option<BorderGroup>,
    },
    /// DisassociateAddress or ReleaseAddress with the address instead of an id,
    /// as EC2-Classic had it: always refused.
    ByAddress {
        /// The address.
        address: Ipv4Addr,
        /// Whether it is to be released, not only disassociated.
        release: bool,
    },
    /// ModifyAddressAttribute with a name, ResetAddressAttribute without one.
    SetDomainName {
        /// The address.
        allocation: AllocationId,
        /// What its reverse record is to say.
        name: Option<DomainName>,
    },
    /// EnableAddressTransfer.
    Transfer(AllocationId),
}

/// What an address served when it was put there. What it serves now is its
/// interface's to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// An interface that belongs to nothing.
    Interface(NetworkInterfaceId),
    /// An instance.
    Instance(InstanceId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A load balancer.
    LoadBalancer(LoadBalancerArn),
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interface(id) => id.fmt(f),
            Self::Instance(id) => id.fmt(f),
            Self::NatGateway(id) => id.fmt(f),
            Self::LoadBalancer(arn) => arn.fmt(f),
        }
    }
}

/// An address's tie to an interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Association {
    /// Its id.
    pub id: AssociationId,
    /// The interface.
    pub interface: NetworkInterfaceId,
    /// The private address behind it.
    pub private_address: Ipv4Addr,
}

/// What happened to an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was allocated.
    Allocated {
        /// The allocation.
        allocation: AllocationId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// The address.
        address: Ipv4Addr,
        /// The pool it came from; none is Amazon's own.
        pool: Option<PoolId>,
        /// From where it is announced.
        border_group: BorderGroup,
    },
    /// It was tied to an interface.
    Associated {
        /// The allocation.
        allocation: AllocationId,
        /// The address.
        address: Ipv4Addr,
        /// The tie.
        association: Association,
        /// What the interface belongs to.
        serves: Use,
    },
    /// The tie was cut.
    Disassociated {
        /// The allocation.
        allocation: AllocationId,
        /// The address.
        address: Ipv4Addr,
        /// The tie.
        association: AssociationId,
    },
    /// Its reverse record is being changed.
    PointerRequested {
        /// The allocation.
        allocation: AllocationId,
        /// The address.
        address: Ipv4Addr,
        /// What it will say; nothing where it is taken away.
        name: Option<DomainName>,
        /// When it does.
        settles_at: Timestamp,
    },
    /// Its reverse record has changed.
    PointerSet {
        /// The allocation.
        allocation: AllocationId,
        /// The address.
        address: Ipv4Addr,
    },
    /// It went back to where it came from.
    Released {
        /// The allocation.
        allocation: AllocationId,
        /// The address.
        address: Ipv4Addr,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allocated {
                address,
                pool: Some(pool),
                ..
            } => write!(f, "{address} is allocated from {pool}"),
            Self::Allocated {
                address,
                pool: None,
                ..
            } => write!(f, "{address} is allocated from Amazon's own addresses"),
            Self::Associated {
                address, serves, ..
            } => write!(f, "{address} serves {serves}"),
            Self::Disassociated { address, .. } => write!(f, "{address} serves nothing"),
            Self::PointerRequested {
                address,
                name: Some(name),
                ..
            } => write!(f, "the reverse record of {address} will be {name}"),
            Self::PointerRequested {
                address,
                name: None,
                ..
            } => write!(f, "the reverse record of {address} will be taken away"),
            Self::PointerSet { address, .. } => {
                write!(f, "the reverse record of {address} has changed")
            }
            Self::Released { address, .. } => write!(f, "{address} is released"),
        }
    }
}

/// An allocated address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub address: Ipv4Addr,
    /// The pool it came from; none is Amazon's own.
    pub pool: Option<PoolId>,
    /// From where it is announced.
    pub border_group: BorderGroup,
    /// Its reverse record.
    pub pointer: Pointer,
    /// What it hangs on, if anything.
    pub association: Option<Association>,
}

/// Every allocated address of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    by_id: Owned<AllocationId, Address>,
    /// The same by other names, so that a look-up costs the same among a
    /// hundred thousand as among ten.
    by_address: BTreeMap<Ipv4Addr, AllocationId>,
    by_interface: BTreeMap<NetworkInterfaceId, AllocationId>,
    by_association: BTreeMap<AssociationId, AllocationId>,
    /// How many of each home are Amazon's own: they count against a quota.
    amazons: BTreeMap<Home, usize>,
    /// Amazon's that were given back and that nobody took since: whose each was,
    /// and from where it was announced.
    released: BTreeMap<Ipv4Addr, (Home, BorderGroup)>,
    /// How many were ever allocated and associated: positions of draws.
    allocated: u64,
    associated: u64,
}

impl Addresses {
    /// Where there are any.
    pub fn homes(&self) -> impl Iterator<Item = &Home> {
        self.by_id.homes()
    }

    /// The addresses at a home, by allocation id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&AllocationId, &Address)> {
        self.by_id.of(home)
    }

    /// One address at a home.
    pub fn at(&self, home: &Home, id: &AllocationId) -> Option<&Address> {
        self.by_id.at(home, id)
    }

    /// One address at a home, with its id as it stands here.
    pub fn key_at(&self, home: &Home, id: &AllocationId) -> Option<(&AllocationId, &Address)> {
        self.by_id.key_at(home, id)
    }

    /// The address of an allocation, whoever's it is.
    pub fn allocated(&self, id: &AllocationId) -> Option<&Address> {
        self.by_id.get(id)
    }

    /// Whose an allocation is, and where.
    pub fn home(&self, id: &AllocationId) -> Option<&Home> {
        self.by_id.home(id)
    }

    /// The allocation of an address, whoever's it is.
    pub fn of_address(&self, address: Ipv4Addr) -> Option<&AllocationId> {
        self.by_address.get(&address)
    }

    /// What is on an interface.
    pub fn of_interface(
        &self,
        interface: &NetworkInterfaceId,
    ) -> Option<(&AllocationId, &Address)> {
        let id = self.by_interface.get(interface)?;
        Some((id, self.by_id.get(id)?))
    }

    /// What an association ties.
    pub fn of_association(&self, id: &AssociationId) -> Option<&AllocationId> {
        self.by_association.get(id)
    }

    /// From where one of Amazon's addresses was announced, if it was last at this
    /// home and nobody has taken it since.
    pub(super) fn released_group(&self, home: &Home, address: Ipv4Addr) -> Option<&BorderGroup> {
        let (whose, group) = self.released.get(&address)?;
        (whose == home).then_some(group)
    }

    /// How many of Amazon's own addresses there are at a home.
    fn amazons(&self, home: &Home) -> usize {
        self.amazons.get(home).copied().unwrap_or_default()
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact, pools: &mut Pools, timers: &mut Timers) {
        match fact {
            Fact::Allocated {
                allocation,
                home,
                address,
                pool,
                border_group,
            } => {
                self.allocated += 1;
                match pool {
                    Some(pool) => pools.take(pool, *address),
                    None => {
                        self.released.remove(address);
                        *self.amazons.entry(home.clone()).or_default() += 1;
                    }
                }
                self.by_address.insert(*address, allocation.clone());
                let new = Address {
                    address: *address,
                    pool: pool.clone(),
                    border_group: border_group.clone(),
                    pointer: Pointer::default(),
                    association: None,
                };
                self.by_id.insert(home.clone(), allocation.clone(), new);
            }
            Fact::Associated {
                allocation,
                association,
                ..
            } => self.tie(allocation, association),
            Fact::Disassociated { allocation, .. } => self.untie(allocation),
            Fact::PointerRequested {
                allocation,
                name,
                settles_at,
                ..
            } => {
                timers.set(Timer::SettlePointer(allocation.clone()), *settles_at);
                if let Some(address) = self.by_id.get_mut(allocation) {
                    address.pointer.pending = Some(name.clone());
                }
            }
            Fact::PointerSet { allocation, .. } => {
                timers.clear(&Timer::SettlePointer(allocation.clone()));
                if let Some(address) = self.by_id.get_mut(allocation)
                    && let Some(name) = address.pointer.pending.take()
                {
                    address.pointer.name = name;
                }
            }
            Fact::Released { allocation, .. } => self.remove(allocation, pools),
        }
    }

    fn tie(&mut self, allocation: &AllocationId, association: &Association) {
        self.associated += 1;
        if let Some(address) = self.by_id.get_mut(allocation) {
            let (interface, id) = (association.interface.clone(), association.id.clone());
            self.by_interface.insert(interface, allocation.clone());
            self.by_association.insert(id, allocation.clone());
            address.association = Some(association.clone());
        }
    }

    fn untie(&mut self, allocation: &AllocationId) {
        let tie = self.by_id.get_mut(allocation);
        if let Some(tie) = tie.and_then(|address| address.association.take()) {
            self.by_interface.remove(&tie.interface);
            self.by_association.remove(&tie.id);
        }
    }

    fn remove(&mut self, allocation: &AllocationId, pools: &mut Pools) {
        let home = self.by_id.home(allocation).cloned();
        if let (Some(home), Some(address)) = (home, self.by_id.remove(allocation)) {
            self.by_address.remove(&address.address);
            match &address.pool {
                Some(pool) => pools.give_back(pool, address.address),
                None => {
                    self.count_down(&home);
                    self.released
                        .insert(address.address, (home, address.border_group));
                }
            }
        }
    }

    fn count_down(&mut self, home: &Home) {
        if let Some(count) = self.amazons.get_mut(home) {
            *count -= 1;
            if *count == 0 {
                self.amazons.remove(home);
            }
        }
    }
}
