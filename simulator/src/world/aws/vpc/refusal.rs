//! Why a call on VPCs is refused, in order of precedence.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;

use crate::world::aws::ids::{VpcCidrAssociationId, VpcId};
use crate::world::aws::pool::PoolId;

/// A refused call on VPCs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The block is larger or smaller than a VPC may be.
    Range {
        /// The block asked for.
        cidr: Prefix,
    },
    /// The VPC is not there.
    UnknownVpc {
        /// The VPC asked for.
        vpc: VpcId,
    },
    /// The tie to a block is not there.
    UnknownAssociation {
        /// The tie asked for.
        association: VpcCidrAssociationId,
    },
    /// The IPv6 pool is not there.
    UnknownPool {
        /// The pool asked for.
        pool: PoolId,
    },
    /// The state of the pool's range does not allow it.
    PoolClosed {
        /// The range.
        prefix: Prefix,
        /// The state it is in.
        state: ByoipCidrState,
    },
    /// No VPC takes an IPv6 block of that length.
    BlockLength {
        /// The block asked for.
        cidr: Prefix,
    },
    /// The block is not the pool's.
    BlockOutsidePool {
        /// The block asked for.
        cidr: Prefix,
        /// The pool.
        pool: PoolId,
    },
    /// A VPC has the block, or part of it.
    BlockTaken {
        /// The block asked for.
        cidr: Prefix,
        /// What of it is taken.
        other: Prefix,
    },
    /// The pool has no free block.
    PoolExhausted {
        /// The pool.
        pool: PoolId,
    },
    /// The VPC's IPv4 block cannot be taken from it.
    PrimaryBlock {
        /// The tie.
        association: VpcCidrAssociationId,
    },
    /// Something still stands in the VPC.
    InUse {
        /// The VPC.
        vpc: VpcId,
    },
}
