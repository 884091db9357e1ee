//! A range brought to AWS: its lifecycle, and the calls that move it.
//!
//! Sources: EC2 API Reference, ProvisionByoipCidr, AdvertiseByoipCidr,
//! WithdrawByoipCidr, DeprovisionByoipCidr; EC2 User Guide, BYOIP. What AWS
//! checks while a range is pending is in [`review`](super::review).

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::owned::Home;
use super::pool::PoolId;
use super::review::{Evidence, Verdict};
use super::tag::TagSet;
use crate::world::timers::{Timer, Timers};

mod decide;
mod refusal;
mod wake;

pub(in crate::world) use decide::decide;
pub use decide::is_available;
pub(super) use decide::quota;
pub use refusal::{RangeCall, Refusal};
pub(in crate::world) use wake::{end_deprovision, end_review};

#[cfg(test)]
mod tests;

/// A range of one account in one Region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RangeKey {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub region: Region,
    /// The addresses.
    pub cidr: Prefix,
}

impl RangeKey {
    /// Whose and where, without which.
    pub fn home(&self) -> Home {
        Home {
            account: self.account,
            region: self.region.clone(),
        }
    }
}

/// What the holder hands AWS as proof: `CidrAuthorizationContext`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationContext {
    /// The seven-part message, as sent.
    pub message: String,
    /// Its signature, as sent.
    pub signature: String,
}

/// A call on ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// ProvisionByoipCidr.
    Provision {
        /// The range.
        cidr: Prefix,
        /// The proof.
        context: Option<AuthorizationContext>,
        /// Free text.
        description: Option<String>,
        /// Whether the internet is to see it; only IPv6 may say no.
        advertisable: bool,
        /// What its pool is tagged with.
        tags: TagSet,
    },
    /// AdvertiseByoipCidr.
    Advertise {
        /// The range.
        cidr: Prefix,
        /// The origin asked for, as written; none and `AWS` are Amazon's.
        asn: Option<String>,
    },
    /// WithdrawByoipCidr.
    Withdraw {
        /// The range.
        cidr: Prefix,
    },
    /// DeprovisionByoipCidr.
    Deprovision {
        /// The range.
        cidr: Prefix,
    },
}

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
    },
    /// Being given back.
    PendingDeprovision {
        /// What is left of it.
        pool: PoolId,
    },
    /// Could not be given back.
    FailedDeprovision {
        /// Where its addresses came from.
        pool: PoolId,
        /// How many are still out.
        out: u64,
    },
    /// Given back.
    Deprovisioned,
}

/// A range on record with AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Free text.
    pub description: Option<String>,
    /// The proof.
    pub context: AuthorizationContext,
    /// Whether the internet is to see it.
    pub advertisable: bool,
    /// What its pool is to be tagged with.
    pub tags: TagSet,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
}

impl Range {
    /// The state as the API names it.
    pub const fn state(&self) -> ByoipCidrState {
        match self.lifecycle {
            Lifecycle::PendingProvision => ByoipCidrState::PendingProvision,
            Lifecycle::FailedProvision { .. } => ByoipCidrState::FailedProvision,
            Lifecycle::Provisioned { .. } => ByoipCidrState::Provisioned,
            Lifecycle::ProvisionedNotPubliclyAdvertisable { .. } => {
                ByoipCidrState::ProvisionedNotPubliclyAdvertisable
            }
            Lifecycle::Advertised { .. } => ByoipCidrState::Advertised,
            Lifecycle::PendingDeprovision { .. } => ByoipCidrState::PendingDeprovision,
            Lifecycle::FailedDeprovision { .. } => ByoipCidrState::FailedDeprovision,
            Lifecycle::Deprovisioned => ByoipCidrState::Deprovisioned,
        }
    }

    /// The pool, while there is one.
    pub const fn pool(&self) -> Option<&PoolId> {
        match &self.lifecycle {
            Lifecycle::Provisioned { pool }
            | Lifecycle::ProvisionedNotPubliclyAdvertisable { pool }
            | Lifecycle::Advertised { pool, .. }
            | Lifecycle::PendingDeprovision { pool }
            | Lifecycle::FailedDeprovision { pool, .. } => Some(pool),
            Lifecycle::PendingProvision
            | Lifecycle::FailedProvision { .. }
            | Lifecycle::Deprovisioned => None,
        }
    }

    /// Whether it occupies its addresses: nobody may bring them again, and it
    /// counts against the quota.
    pub(super) const fn is_live(&self) -> bool {
        match self.lifecycle {
            Lifecycle::FailedProvision { .. } | Lifecycle::Deprovisioned => false,
            Lifecycle::PendingProvision
            | Lifecycle::Provisioned { .. }
            | Lifecycle::ProvisionedNotPubliclyAdvertisable { .. }
            | Lifecycle::Advertised { .. }
            | Lifecycle::PendingDeprovision { .. }
            | Lifecycle::FailedDeprovision { .. } => true,
        }
    }
}

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
        /// What its pool is to be tagged with.
        tags: TagSet,
        /// When the review ends.
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
    },
    /// Amazon announces it.
    Advertised {
        /// The range.
        #[serde(flatten)]
        range: RangeKey,
        /// The AS that does.
        origin: Asn,
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
        /// How many addresses are still out.
        out: u64,
    },
    /// It was given back.
    Deprovisioned {
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
            | Self::Reviewed { range, .. }
            | Self::Provisioned { range, .. }
            | Self::ProvisionFailed { range, .. }
            | Self::Advertised { range, .. }
            | Self::Withdrawn { range }
            | Self::DeprovisionStarted { range, .. }
            | Self::DeprovisionFailed { range, .. }
            | Self::Deprovisioned { range } => range,
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
            Self::Reviewed { evidence, .. } => write!(f, "{cidr} is reviewed: {evidence}"),
            Self::Provisioned { pool, .. } => write!(f, "{cidr} is provisioned into {pool}"),
            Self::ProvisionFailed { verdict, .. } => write!(f, "{cidr} is turned down: {verdict}"),
            Self::Advertised { origin, .. } => write!(f, "{cidr} is advertised from {origin}"),
            Self::Withdrawn { .. } => write!(f, "{cidr} is withdrawn"),
            Self::DeprovisionStarted { settles_at, .. } => {
                write!(f, "{cidr} is being deprovisioned, until {settles_at}")
            }
            Self::DeprovisionFailed { out, .. } => write!(
                f,
                "{cidr} cannot be deprovisioned: {out} of its addresses are still allocated"
            ),
            Self::Deprovisioned { .. } => write!(f, "{cidr} is deprovisioned"),
        }
    }
}

/// Every range of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    by_key: BTreeMap<RangeKey, Range>,
    /// How many reviews and deprovisionings ever began: positions of draws.
    submitted: u64,
    deprovisioned: u64,
}

impl Ranges {
    /// One range.
    pub fn range(&self, key: &RangeKey) -> Option<&Range> {
        self.by_key.get(key)
    }

    /// The ranges of an account in a Region, in the order of their prefixes.
    pub fn of<'a>(
        &'a self,
        account: AccountId,
        region: &Region,
    ) -> impl Iterator<Item = (&'a RangeKey, &'a Range)> {
        self.by_key
            .iter()
            .filter(move |(key, _)| key.account == account && key.region == *region)
    }

    /// Every range, whoever's.
    pub fn all(&self) -> impl Iterator<Item = (&RangeKey, &Range)> {
        self.by_key.iter()
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact, timers: &mut Timers) {
        let key = fact.range();
        match fact {
            Fact::Submitted {
                context,
                description,
                advertisable,
                tags,
                review_at,
                ..
            } => {
                self.submitted += 1;
                timers.set(Timer::EndReview(key.clone()), *review_at);
                self.by_key.insert(
                    key.clone(),
                    Range {
                        description: description.clone(),
                        context: context.clone(),
                        advertisable: *advertisable,
                        tags: tags.clone(),
                        lifecycle: Lifecycle::PendingProvision,
                    },
                );
            }
            // What the review saw is for those who read the log; what follows
            // from it comes as the next fact.
            Fact::Reviewed { .. } => timers.clear(&Timer::EndReview(key.clone())),
            Fact::Provisioned { pool, .. } => self.change(key, |range| {
                let pool = pool.clone();
                range.lifecycle = if range.advertisable {
                    Lifecycle::Provisioned { pool }
                } else {
                    Lifecycle::ProvisionedNotPubliclyAdvertisable { pool }
                };
            }),
            Fact::ProvisionFailed { verdict, .. } => self.change(key, |range| {
                let verdict = *verdict;
                range.lifecycle = Lifecycle::FailedProvision { verdict };
            }),
            Fact::Advertised { origin, .. } => self.with_pool(key, |pool| Lifecycle::Advertised {
                pool,
                origin: *origin,
            }),
            Fact::Withdrawn { .. } => self.with_pool(key, |pool| Lifecycle::Provisioned { pool }),
            Fact::DeprovisionStarted { settles_at, .. } => {
                self.deprovisioned += 1;
                timers.set(Timer::EndDeprovision(key.clone()), *settles_at);
                self.with_pool(key, |pool| Lifecycle::PendingDeprovision { pool });
            }
            Fact::DeprovisionFailed { out, .. } => {
                timers.clear(&Timer::EndDeprovision(key.clone()));
                self.with_pool(key, |pool| Lifecycle::FailedDeprovision { pool, out: *out });
            }
            Fact::Deprovisioned { .. } => {
                timers.clear(&Timer::EndDeprovision(key.clone()));
                self.change(key, |range| range.lifecycle = Lifecycle::Deprovisioned);
            }
        }
    }

    fn change(&mut self, key: &RangeKey, change: impl FnOnce(&mut Range)) {
        if let Some(range) = self.by_key.get_mut(key) {
            change(range);
        }
    }

    fn with_pool(&mut self, key: &RangeKey, next: impl FnOnce(PoolId) -> Lifecycle) {
        self.change(key, |range| {
            if let Some(pool) = range.pool().cloned() {
                range.lifecycle = next(pool);
            }
        });
    }
}
