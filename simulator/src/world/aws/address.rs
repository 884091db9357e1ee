//! Elastic IP addresses: out of a pool, onto an interface, and back.
//!
//! Sources: EC2 API Reference, AllocateAddress, AssociateAddress,
//! DisassociateAddress, ReleaseAddress. Not here: transfer, reverse DNS and tags.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;
use serde::{Deserialize, Serialize};

use super::account::Caller;
use super::nat_gateway::NatGatewayId;
use super::network::{InstanceId, NetworkInterfaceId, resource_ids};
use super::pool::{PoolId, Pools};

mod decide;
mod refusal;

pub(in crate::world) use decide::decide;
pub(super) use decide::{associated, disassociated};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

resource_ids! {
    /// `eipalloc-…`.
    AllocationId;
    /// `eipassoc-…`.
    AssociationId;
}

/// Which address AllocateAddress asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Any address of Amazon's own: what one silently gets without naming a
    /// pool.
    Amazons,
    /// Any free address of this pool.
    FromPool(PoolId),
    /// This address, from whichever pool of the caller holds it.
    Named(Ipv4Addr),
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
    Allocate(Wish),
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
    Release(AllocationId),
}

/// What an address serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// An instance's interface.
    Instance(InstanceId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instance(id) => id.fmt(f),
            Self::NatGateway(id) => id.fmt(f),
        }
    }
}

/// An address's tie to an interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Association {
    /// Its id.
    pub id: AssociationId,
    /// What the address serves.
    pub serves: Use,
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
        /// Whose.
        account: AccountId,
        /// Where.
        region: Region,
        /// The address.
        address: Ipv4Addr,
        /// The pool it came from; none is Amazon's own.
        pool: Option<PoolId>,
    },
    /// It was tied to an interface.
    Associated {
        /// The allocation.
        allocation: AllocationId,
        /// The address.
        address: Ipv4Addr,
        /// The tie.
        association: Association,
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
                address,
                association,
                ..
            } => write!(f, "{address} serves {}", association.serves),
            Self::Disassociated { address, .. } => write!(f, "{address} serves nothing"),
            Self::Released { address, .. } => write!(f, "{address} is released"),
        }
    }
}

/// An allocated address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub region: Region,
    /// The address.
    pub address: Ipv4Addr,
    /// The pool it came from; none is Amazon's own.
    pub pool: Option<PoolId>,
    /// What it serves, if anything.
    pub association: Option<Association>,
}

/// Every allocated address of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    by_id: BTreeMap<AllocationId, Address>,
    /// How many were ever allocated and associated: positions of draws.
    allocated: u64,
    associated: u64,
}

impl Addresses {
    /// The addresses of an account in a Region, by allocation id.
    pub fn of<'a>(
        &'a self,
        account: AccountId,
        region: &Region,
    ) -> impl Iterator<Item = (&'a AllocationId, &'a Address)> {
        self.by_id
            .iter()
            .filter(move |(_, address)| address.account == account && address.region == *region)
    }

    /// One address of the caller.
    pub fn address(&self, caller: &Caller, id: &AllocationId) -> Option<&Address> {
        self.by_id.get(id).filter(|address| {
            address.account == caller.account() && address.region == caller.region
        })
    }

    /// The address of an allocation, whoever's it is.
    pub fn allocated(&self, id: &AllocationId) -> Option<&Address> {
        self.by_id.get(id)
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact, pools: &mut Pools) {
        match fact {
            Fact::Allocated {
                allocation,
                account,
                region,
                address,
                pool,
            } => {
                self.allocated += 1;
                if let Some(pool) = pool {
                    pools.take(pool, *address);
                }
                self.by_id.insert(
                    allocation.clone(),
                    Address {
                        account: *account,
                        region: region.clone(),
                        address: *address,
                        pool: pool.clone(),
                        association: None,
                    },
                );
            }
            Fact::Associated {
                allocation,
                association,
                ..
            } => {
                self.associated += 1;
                if let Some(address) = self.by_id.get_mut(allocation) {
                    address.association = Some(association.clone());
                }
            }
            Fact::Disassociated { allocation, .. } => {
                if let Some(address) = self.by_id.get_mut(allocation) {
                    address.association = None;
                }
            }
            Fact::Released { allocation, .. } => {
                if let Some(address) = self.by_id.remove(allocation)
                    && let Some(pool) = &address.pool
                {
                    pools.give_back(pool, address.address);
                }
            }
        }
    }
}
