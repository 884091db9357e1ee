//! What happens to a range.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AuthorizationContext, Left, RangeKey};
use crate::world::aws::pool::PoolId;
use crate::world::aws::review::{Evidence, Verdict};
use crate::world::aws::tag::TagSet;

/// What happened to a range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was handed in for review.
    Submitted {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// The proof.
        context: AuthorizationContext,
        /// Free text.
        description: Option<String>,
        /// Whether the internet is to see it.
        advertisable: bool,
        /// From where it is to be announced.
        border_group: BorderGroup,
        /// What its pool is to be tagged with.
        tags: TagSet,
        /// When the review ends.
        review_at: Timestamp,
    },
    /// The review could not be done and is put off.
    ReviewPutOff {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// The registry that does not answer.
        registry: Registry,
        /// When the review is tried again.
        review_at: Timestamp,
    },
    /// The review goes on for longer.
    ReviewHeldUp {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// When it ends now.
        review_at: Timestamp,
    },
    /// The review ended.
    Reviewed {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// What AWS saw.
        evidence: Box<Evidence>,
    },
    /// It was accepted.
    Provisioned {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// Its pool.
        pool: PoolId,
    },
    /// It was turned down.
    ProvisionFailed {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// Why.
        verdict: Verdict,
        /// How long it stays listed.
        listed_until: Timestamp,
    },
    /// It is to be announced, later.
    AdvertisingStarted {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// The AS that will.
        origin: Asn,
        /// When it is.
        settles_at: Timestamp,
    },
    /// Amazon announces it.
    Advertised {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// The AS that does.
        origin: Asn,
    },
    /// Amazon announces it from another AS than before.
    OriginChanged {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// The AS that does now.
        origin: Asn,
    },
    /// It is to be withdrawn, later.
    WithdrawalStarted {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// When it is.
        settles_at: Timestamp,
    },
    /// Amazon announces it no longer.
    Withdrawn {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
    },
    /// Its giving back began.
    DeprovisionStarted {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// When that ends.
        settles_at: Timestamp,
    },
    /// It could not be given back.
    DeprovisionFailed {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// What stands in the way.
        #[serde(flatten)]
        left: Left,
    },
    /// It was given back.
    Deprovisioned {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// How long it stays listed.
        listed_until: Timestamp,
    },
    /// It is no longer listed.
    Forgotten {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
    },
}

impl Fact {
    /// The range it happened to.
    pub const fn range(&self) -> &RangeKey {
        match self {
            Self::Submitted { range, .. }
            | Self::ReviewPutOff { range, .. }
            | Self::ReviewHeldUp { range, .. }
            | Self::Reviewed { range, .. }
            | Self::Provisioned { range, .. }
            | Self::ProvisionFailed { range, .. }
            | Self::Advertised { range, .. }
            | Self::AdvertisingStarted { range, .. }
            | Self::OriginChanged { range, .. }
            | Self::WithdrawalStarted { range, .. }
            | Self::Withdrawn { range }
            | Self::Forgotten { range }
            | Self::DeprovisionStarted { range, .. }
            | Self::DeprovisionFailed { range, .. }
            | Self::Deprovisioned { range, .. } => range,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cidr = self.range().cidr;
        match self {
            Self::Submitted {
                review_at, range, ..
            } => write!(
                f,
                "{cidr} is handed in for {} in {}, reviewed at {review_at}",
                range.account, range.region
            ),
            Self::ReviewPutOff {
                registry,
                review_at,
                ..
            } => write!(
                f,
                "{cidr} waits for its review until {review_at}, as {registry} does not answer"
            ),
            Self::ReviewHeldUp { review_at, .. } => {
                write!(f, "{cidr} stays under review until {review_at}")
            }
            Self::Reviewed { evidence, .. } => write!(f, "{cidr} is reviewed: {evidence}"),
            Self::Provisioned { pool, .. } => write!(f, "{cidr} is provisioned into {pool}"),
            Self::ProvisionFailed { verdict, .. } => write!(f, "{cidr} is turned down: {verdict}"),
            Self::Advertised { origin, .. } => write!(f, "{cidr} is advertised from {origin}"),
            Self::OriginChanged { origin, .. } => {
                write!(f, "{cidr} is advertised from {origin} instead")
            }
            Self::AdvertisingStarted {
                origin, settles_at, ..
            } => write!(f, "{cidr} will be advertised from {origin} at {settles_at}"),
            Self::WithdrawalStarted { settles_at, .. } => {
                write!(f, "{cidr} will be withdrawn at {settles_at}")
            }
            Self::Withdrawn { .. } => write!(f, "{cidr} is withdrawn"),
            Self::DeprovisionStarted { settles_at, .. } => {
                write!(f, "{cidr} is being deprovisioned, until {settles_at}")
            }
            Self::DeprovisionFailed { left, .. } => {
                write!(f, "{cidr} cannot be deprovisioned: {left}")
            }
            Self::Deprovisioned { .. } => write!(f, "{cidr} is deprovisioned"),
            Self::Forgotten { .. } => write!(f, "{cidr} is no longer listed"),
        }
    }
}
