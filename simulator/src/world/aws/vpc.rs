//! VPCs: a customer's virtual networks, and the IPv6 blocks they take from the
//! pools of ranges brought to AWS.
//!
//! Sources: EC2 API Reference, CreateVpc, DeleteVpc, AssociateVpcCidrBlock,
//! DisassociateVpcCidrBlock. Not here: Amazon's own IPv6 blocks, a second IPv4
//! block, the default VPC, DHCP options, security groups.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{VpcCidrAssociationId, VpcId};
use super::owned::{Home, Owned};
use super::pool::{PoolId, Pools};
use super::tag::TagSet;
use crate::world::timers::{Timer, Timers};

mod block;
mod decide;
mod refusal;

pub(in crate::world) use block::wake;
pub use block::{Block, BlockState};
pub(in crate::world) use decide::{created, decide};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

/// A call on VPCs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateVpc.
    Create {
        /// Its private addresses.
        cidr: Prefix,
        /// The IPv6 block it is to have.
        block: Option<BlockWish>,
        /// What it is tagged with.
        tags: TagSet,
    },
    /// DeleteVpc.
    Delete(VpcId),
    /// AssociateVpcCidrBlock.
    Associate {
        /// The VPC.
        vpc: VpcId,
        /// The block it is to have.
        block: BlockWish,
    },
    /// DisassociateVpcCidrBlock.
    Disassociate(VpcCidrAssociationId),
}

/// Which IPv6 block a VPC asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockWish {
    /// The pool it is to come from.
    pub pool: PoolId,
    /// This block; without one, any free /56.
    pub cidr: Option<Prefix>,
}

/// What happened to a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was made.
    Created {
        /// The VPC.
        vpc: VpcId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// Its private addresses.
        cidr: Prefix,
        /// The tie to them.
        association: VpcCidrAssociationId,
    },
    /// It is gone.
    Deleted {
        /// The VPC.
        vpc: VpcId,
    },
    /// It is getting an IPv6 block.
    Associating {
        /// The VPC.
        vpc: VpcId,
        /// The tie.
        association: VpcCidrAssociationId,
        /// The block.
        cidr: Prefix,
        /// Where it comes from.
        pool: PoolId,
        /// When it has it.
        settles_at: Timestamp,
    },
    /// It has the block.
    Associated {
        /// The VPC.
        vpc: VpcId,
        /// The tie.
        association: VpcCidrAssociationId,
    },
    /// It is losing the block.
    Disassociating {
        /// The VPC.
        vpc: VpcId,
        /// The tie.
        association: VpcCidrAssociationId,
        /// When it has lost it.
        settles_at: Timestamp,
    },
    /// The block is back in its pool.
    Disassociated {
        /// The VPC.
        vpc: VpcId,
        /// The tie.
        association: VpcCidrAssociationId,
        /// How long the tie stays listed.
        listed_until: Timestamp,
    },
    /// The tie is no longer listed.
    Forgotten {
        /// The VPC.
        vpc: VpcId,
        /// The tie.
        association: VpcCidrAssociationId,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created { vpc, cidr, .. } => write!(f, "{vpc} is made with {cidr}"),
            Self::Deleted { vpc } => write!(f, "{vpc} is deleted"),
            Self::Associating {
                vpc, cidr, pool, ..
            } => write!(f, "{vpc} is getting {cidr} from {pool}"),
            Self::Associated { vpc, association } => {
                write!(f, "{vpc} has the block of {association}")
            }
            Self::Disassociating {
                vpc, association, ..
            } => write!(f, "{vpc} is losing the block of {association}"),
            Self::Disassociated {
                vpc, association, ..
            } => write!(f, "{vpc} has lost the block of {association}"),
            Self::Forgotten { association, .. } => write!(f, "{association} is no longer listed"),
        }
    }
}

/// A virtual network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Its private addresses.
    pub cidr: Prefix,
    /// The tie to them.
    pub association: VpcCidrAssociationId,
    /// Its IPv6 blocks, those it has lost lately included.
    pub blocks: BTreeMap<VpcCidrAssociationId, Block>,
}

/// Every VPC of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vpcs {
    by_id: Owned<VpcId, Vpc>,
    /// How many were ever made, and how many blocks tied to one: positions of
    /// draws.
    created: u64,
    associated: u64,
}

impl Vpcs {
    /// Where there are any.
    pub fn homes(&self) -> impl Iterator<Item = &Home> {
        self.by_id.homes()
    }

    /// The VPCs at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&VpcId, &Vpc)> {
        self.by_id.of(home)
    }

    /// One VPC at a home.
    pub fn at(&self, home: &Home, vpc: &VpcId) -> Option<&Vpc> {
        self.by_id.at(home, vpc)
    }

    /// One VPC, whoever's it is.
    pub fn get(&self, vpc: &VpcId) -> Option<&Vpc> {
        self.by_id.get(vpc)
    }

    /// One VPC at a home, or the refusal that it is not there.
    pub fn find(&self, home: &Home, vpc: &VpcId) -> Result<&Vpc, Refusal> {
        self.by_id
            .at(home, vpc)
            .ok_or_else(|| Refusal::UnknownVpc { vpc: vpc.clone() })
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact, pools: &mut Pools, timers: &mut Timers) {
        match fact {
            Fact::Created {
                vpc,
                home,
                cidr,
                association,
            } => {
                self.created += 1;
                let made = Vpc {
                    cidr: *cidr,
                    association: association.clone(),
                    blocks: BTreeMap::new(),
                };
                self.by_id.insert(home.clone(), vpc.clone(), made);
            }
            Fact::Deleted { vpc } => self.remove(vpc, pools, timers),
            Fact::Associating {
                vpc,
                association,
                cidr,
                pool,
                settles_at,
            } => {
                self.associated += 1;
                timers.set(Timer::SettleVpcBlock(association.clone()), *settles_at);
                pools.take_block(pool, *cidr, vpc);
                if let Some(vpc) = self.by_id.get_mut(vpc) {
                    let block = Block {
                        cidr: *cidr,
                        pool: pool.clone(),
                        state: BlockState::Associating,
                    };
                    vpc.blocks.insert(association.clone(), block);
                }
            }
            Fact::Associated { vpc, association } => {
                timers.clear(&Timer::SettleVpcBlock(association.clone()));
                self.enter(vpc, association, BlockState::Associated);
            }
            Fact::Disassociating {
                vpc,
                association,
                settles_at,
            } => {
                timers.set(Timer::SettleVpcBlock(association.clone()), *settles_at);
                self.enter(vpc, association, BlockState::Disassociating);
            }
            Fact::Disassociated {
                vpc,
                association,
                listed_until,
            } => {
                timers.set(Timer::SettleVpcBlock(association.clone()), *listed_until);
                if let Some(block) = self.enter(vpc, association, BlockState::Disassociated) {
                    pools.give_back_block(&block.pool, block.cidr);
                }
            }
            Fact::Forgotten { vpc, association } => {
                timers.clear(&Timer::SettleVpcBlock(association.clone()));
                if let Some(vpc) = self.by_id.get_mut(vpc) {
                    vpc.blocks.remove(association);
                }
            }
        }
    }

    fn remove(&mut self, vpc: &VpcId, pools: &mut Pools, timers: &mut Timers) {
        let gone = self.by_id.remove(vpc);
        for (association, block) in gone.into_iter().flat_map(|gone| gone.blocks) {
            timers.clear(&Timer::SettleVpcBlock(association));
            if block.is_held() {
                pools.give_back_block(&block.pool, block.cidr);
            }
        }
    }

    fn enter(
        &mut self,
        vpc: &VpcId,
        association: &VpcCidrAssociationId,
        state: BlockState,
    ) -> Option<&Block> {
        let block = self.by_id.get_mut(vpc)?.blocks.get_mut(association)?;
        block.state = state;
        Some(block)
    }
}
