//! A range's life: one enum, what only one state has inside it.
//!
//! Source: EC2 API Reference, `ByoipCidr`; EC2 User Guide, BYOIP. Announcing and
//! withdrawing take time in one network border group only.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::world::aws::pool::PoolId;
use crate::world::aws::review::Verdict;

/// A range's life, named as AWS names its states. What only one state has
/// stands inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Under review.
    PendingProvision,
    /// The review found something wrong.
    FailedProvision {
        /// What AWS says of it.
        verdict: Verdict,
    },
    /// Accepted, not announced.
    Provisioned {
        /// Where its addresses come from.
        pool: PoolId,
    },
    /// Accepted, never to be announced.
    ProvisionedNotPubliclyAdvertisable {
        /// Where its blocks come from.
        pool: PoolId,
    },
    /// Announced by Amazon.
    Advertised {
        /// Where its addresses come from.
        pool: PoolId,
        /// The AS that announces it.
        origin: Asn,
        /// Since when one of the holder's own last did, if any.
        own_origin_since: Option<Timestamp>,
    },
    /// To be announced, where that takes a while.
    PendingAdvertising {
        /// Where its addresses come from.
        pool: PoolId,
        /// The AS that will announce it.
        origin: Asn,
    },
    /// To be withdrawn, where that takes a while; still announced.
    PendingWithdrawal {
        /// Where its addresses come from.
        pool: PoolId,
        /// The AS that still announces it.
        origin: Asn,
    },
    /// Being given back.
    PendingDeprovision {
        /// What is left of it; nothing where it was never provisioned.
        pool: Option<PoolId>,
    },
    /// Could not be given back.
    FailedDeprovision {
        /// Where its addresses came from.
        pool: PoolId,
        /// What stood in the way.
        left: Left,
    },
    /// Given back.
    Deprovisioned,
}

/// What keeps a range from being given back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// How many of its addresses are still out.
    pub out: u64,
    /// How many of its IPv6 blocks VPCs still have.
    pub blocks: u64,
    /// The AS numbers that it is still associated with.
    pub asns: Vec<Asn>,
}

impl Left {
    /// Whether nothing does.
    pub const fn is_empty(&self) -> bool {
        self.out == 0 && self.blocks == 0 && self.asns.is_empty()
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.out {
            0 => {}
            1 => f.write_str("1 of its addresses is still allocated")?,
            out => write!(f, "{out} of its addresses are still allocated")?,
        }
        match self.blocks {
            0 => {}
            1 => f.write_str("1 of its blocks is still associated with a VPC")?,
            blocks => write!(f, "{blocks} of its blocks are still associated with VPCs")?,
        }
        for (n, asn) in self.asns.iter().enumerate() {
            let is_first = n == 0 && self.out == 0 && self.blocks == 0;
            let before = if is_first { "" } else { "; " };
            write!(f, "{before}{asn} is still associated with it")?;
        }
        Ok(())
    }
}

impl Lifecycle {
    /// The state as the API names it.
    pub const fn state(&self) -> ByoipCidrState {
        match self {
            Self::PendingProvision => ByoipCidrState::PendingProvision,
            Self::FailedProvision { .. } => ByoipCidrState::FailedProvision,
            Self::Provisioned { .. } => ByoipCidrState::Provisioned,
            Self::ProvisionedNotPubliclyAdvertisable { .. } => {
                ByoipCidrState::ProvisionedNotPubliclyAdvertisable
            }
            Self::PendingAdvertising { .. } => ByoipCidrState::PendingAdvertising,
            Self::Advertised { .. } => ByoipCidrState::Advertised,
            Self::PendingWithdrawal { .. } => ByoipCidrState::PendingWithdrawal,
            Self::PendingDeprovision { .. } => ByoipCidrState::PendingDeprovision,
            Self::FailedDeprovision { .. } => ByoipCidrState::FailedDeprovision,
            Self::Deprovisioned => ByoipCidrState::Deprovisioned,
        }
    }

    /// The pool, while there is one.
    pub const fn pool(&self) -> Option<&PoolId> {
        match self {
            Self::Provisioned { pool }
            | Self::ProvisionedNotPubliclyAdvertisable { pool }
            | Self::PendingAdvertising { pool, .. }
            | Self::Advertised { pool, .. }
            | Self::PendingWithdrawal { pool, .. }
            | Self::FailedDeprovision { pool, .. } => Some(pool),
            Self::PendingDeprovision { pool } => pool.as_ref(),
            Self::PendingProvision | Self::FailedProvision { .. } | Self::Deprovisioned => None,
        }
    }

    /// The AS that announces it, or is about to, or still does.
    pub const fn origin(&self) -> Option<Asn> {
        match self {
            Self::PendingAdvertising { origin, .. }
            | Self::Advertised { origin, .. }
            | Self::PendingWithdrawal { origin, .. } => Some(*origin),
            Self::PendingProvision
            | Self::FailedProvision { .. }
            | Self::Provisioned { .. }
            | Self::ProvisionedNotPubliclyAdvertisable { .. }
            | Self::PendingDeprovision { .. }
            | Self::FailedDeprovision { .. }
            | Self::Deprovisioned => None,
        }
    }

    /// Whether it occupies its addresses: nobody may bring them again, and it
    /// counts against the quota.
    pub const fn is_live(&self) -> bool {
        match self {
            Self::FailedProvision { .. } | Self::Deprovisioned => false,
            // What never was provisioned holds nothing while it is cleared away.
            Self::PendingDeprovision { pool } => pool.is_some(),
            Self::PendingProvision
            | Self::Provisioned { .. }
            | Self::ProvisionedNotPubliclyAdvertisable { .. }
            | Self::PendingAdvertising { .. }
            | Self::Advertised { .. }
            | Self::PendingWithdrawal { .. }
            | Self::FailedDeprovision { .. } => true,
        }
    }
}
