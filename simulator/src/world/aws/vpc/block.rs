//! An IPv6 block of a VPC: how long it takes to come and to go.

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::Fact;
use crate::world::aws::ids::{VpcCidrAssociationId, VpcId};
use crate::world::aws::owned::Home;
use crate::world::aws::pool::PoolId;
use crate::world::{World, later};

/// A block out of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The block.
    pub cidr: Prefix,
    /// Where it comes from.
    pub pool: PoolId,
    /// How far it is.
    pub state: BlockState,
}

impl Block {
    /// Whether the block is out of its pool.
    pub fn is_held(&self) -> bool {
        match self.state {
            BlockState::Associating | BlockState::Associated | BlockState::Disassociating => true,
            BlockState::Disassociated => false,
        }
    }
}

/// How far a block is on its way in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockState {
    /// On its way in.
    Associating,
    /// There.
    Associated,
    /// On its way out; still not free for others.
    Disassociating,
    /// Gone, listed for a while.
    Disassociated,
}

impl BlockState {
    /// The API's name of the state.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Associating => "associating",
            Self::Associated => "associated",
            Self::Disassociating => "disassociating",
            Self::Disassociated => "disassociated",
        }
    }
}

/// The VPC that has a tie, with its home and the block.
pub(super) fn of_association<'a>(
    world: &'a World,
    association: &VpcCidrAssociationId,
) -> Option<(&'a Home, &'a VpcId, &'a Block)> {
    world
        .vpcs
        .by_id
        .all()
        .find_map(|(home, id, vpc)| Some((home, id, vpc.blocks.get(association)?)))
}

/// What a block's timer brings: it is there, it is gone, it is no longer listed.
pub(in crate::world) fn wake(
    world: &World,
    now: Timestamp,
    association: &VpcCidrAssociationId,
) -> Option<Fact> {
    let (_, vpc, block) = of_association(world, association)?;
    let (vpc, association) = (vpc.clone(), association.clone());
    Some(match block.state {
        BlockState::Associating => Fact::Associated { vpc, association },
        BlockState::Disassociating => Fact::Disassociated {
            vpc,
            association,
            listed_until: later(now, world.policy.ended_resource_listing),
        },
        BlockState::Associated | BlockState::Disassociated => Fact::Forgotten { vpc, association },
    })
}
