//! A range brought to AWS: its lifecycle, and the calls that move it.
//!
//! Sources: EC2 API Reference, ProvisionByoipCidr, AdvertiseByoipCidr,
//! WithdrawByoipCidr, DeprovisionByoipCidr; EC2 User Guide, BYOIP. What AWS
//! checks while a range is pending is in [`review`](super::review).

use std::collections::BTreeMap;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::state::ByoipCidrState;
use serde::{Deserialize, Serialize};

use super::owned::Home;
use super::pool::PoolId;
use super::tag::TagSet;
use crate::world::timers::{Timer, Timers};

mod decide;
mod fact;
mod lifecycle;
mod refusal;
mod wake;

pub(in crate::world) use decide::decide;
pub use decide::is_available;
pub(super) use decide::quota;
pub use fact::Fact;
pub use lifecycle::Lifecycle;
pub use refusal::{RangeCall, Refusal};
pub(in crate::world) use wake::{end_deprovision, end_review, forget, settle};

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
        /// From where it is to be announced; without it, from the Region.
        border_group: Option<BorderGroup>,
        /// What its pool is tagged with.
        tags: TagSet,
    },
    /// AdvertiseByoipCidr.
    Advertise {
        /// The range.
        cidr: Prefix,
        /// The origin asked for, as written; none and `AWS` are Amazon's.
        asn: Option<String>,
        /// The range's border group, said again; without it, the Region's.
        border_group: Option<BorderGroup>,
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

/// A range on record with AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Free text.
    pub description: Option<String>,
    /// The proof.
    pub context: AuthorizationContext,
    /// Whether the internet is to see it.
    pub advertisable: bool,
    /// From where it is announced.
    pub border_group: BorderGroup,
    /// What its pool is to be tagged with.
    pub tags: TagSet,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
}

impl Range {
    /// The state as the API names it.
    pub const fn state(&self) -> ByoipCidrState {
        self.lifecycle.state()
    }

    /// The pool, while there is one.
    pub const fn pool(&self) -> Option<&PoolId> {
        self.lifecycle.pool()
    }
}

/// Every range of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    by_key: BTreeMap<RangeKey, Range>,
    /// How many reviews, slow announcements and deprovisionings ever began:
    /// positions of draws.
    submitted: u64,
    settling: u64,
    deprovisioned: u64,
}

impl Ranges {
    /// One range.
    pub fn range(&self, key: &RangeKey) -> Option<&Range> {
        self.by_key.get(key)
    }

    /// The ranges of an account in a Region, in the order of their prefixes.
    pub fn of<'a>(&'a self, home: &'a Home) -> impl Iterator<Item = (&'a RangeKey, &'a Range)> {
        let is_there =
            move |key: &RangeKey| key.account == home.account && key.region == home.region;
        self.by_key.iter().filter(move |(key, _)| is_there(key))
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
                border_group,
                tags,
                review_at,
                ..
            } => {
                self.submitted += 1;
                timers.clear(&Timer::ForgetRange(key.clone()));
                timers.set(Timer::EndReview(key.clone()), *review_at);
                self.by_key.insert(
                    key.clone(),
                    Range {
                        description: description.clone(),
                        context: context.clone(),
                        advertisable: *advertisable,
                        border_group: border_group.clone(),
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
            Fact::ProvisionFailed {
                verdict,
                listed_until,
                ..
            } => {
                let verdict = *verdict;
                timers.set(Timer::ForgetRange(key.clone()), *listed_until);
                self.enter(key, Lifecycle::FailedProvision { verdict });
            }
            Fact::AdvertisingStarted {
                origin, settles_at, ..
            } => {
                let origin = *origin;
                self.settling += 1;
                timers.set(Timer::SettleRange(key.clone()), *settles_at);
                self.with_pool(key, |pool| Lifecycle::PendingAdvertising { pool, origin });
            }
            Fact::Advertised { origin, .. } => {
                let origin = *origin;
                timers.clear(&Timer::SettleRange(key.clone()));
                self.with_pool(key, |pool| Lifecycle::Advertised { pool, origin });
            }
            Fact::WithdrawalStarted { settles_at, .. } => {
                self.settling += 1;
                timers.set(Timer::SettleRange(key.clone()), *settles_at);
                if let Some(Lifecycle::Advertised { pool, origin }) = self.lifecycle(key) {
                    let (pool, origin) = (pool.clone(), *origin);
                    self.enter(key, Lifecycle::PendingWithdrawal { pool, origin });
                }
            }
            Fact::Withdrawn { .. } => {
                timers.clear(&Timer::SettleRange(key.clone()));
                self.with_pool(key, |pool| Lifecycle::Provisioned { pool });
            }
            Fact::DeprovisionStarted { settles_at, .. } => {
                self.deprovisioned += 1;
                timers.clear(&Timer::EndReview(key.clone()));
                timers.clear(&Timer::ForgetRange(key.clone()));
                timers.set(Timer::EndDeprovision(key.clone()), *settles_at);
                let pool = self.lifecycle(key).and_then(Lifecycle::pool).cloned();
                self.enter(key, Lifecycle::PendingDeprovision { pool });
            }
            Fact::DeprovisionFailed { out, .. } => {
                timers.clear(&Timer::EndDeprovision(key.clone()));
                self.with_pool(key, |pool| Lifecycle::FailedDeprovision { pool, out: *out });
            }
            Fact::Deprovisioned { listed_until, .. } => {
                timers.clear(&Timer::EndDeprovision(key.clone()));
                timers.set(Timer::ForgetRange(key.clone()), *listed_until);
                self.enter(key, Lifecycle::Deprovisioned);
            }
            Fact::Forgotten { .. } => {
                timers.clear(&Timer::ForgetRange(key.clone()));
                self.by_key.remove(key);
            }
        }
    }

    fn lifecycle(&self, key: &RangeKey) -> Option<&Lifecycle> {
        self.by_key.get(key).map(|range| &range.lifecycle)
    }

    fn enter(&mut self, key: &RangeKey, lifecycle: Lifecycle) {
        self.change(key, |range| range.lifecycle = lifecycle);
    }

    fn change(&mut self, key: &RangeKey, change: impl FnOnce(&mut Range)) {
        if let Some(range) = self.by_key.get_mut(key) {
            change(range);
        }
    }

    fn with_pool(&mut self, key: &RangeKey, next: impl FnOnce(PoolId) -> Lifecycle) {
        if let Some(pool) = self.lifecycle(key).and_then(Lifecycle::pool).cloned() {
            self.enter(key, next(pool));
        }
    }
}
