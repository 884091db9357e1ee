//! A range brought to AWS: its lifecycle, and the calls that move it.
//!
//! Sources: EC2 API Reference, ProvisionByoipCidr, AdvertiseByoipCidr,
//! WithdrawByoipCidr, DeprovisionByoipCidr; EC2 User Guide, BYOIP. What AWS
//! checks while a range is pending is in [`review`](super::review).

use std::collections::BTreeMap;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::owned::Home;
use super::pool::PoolId;
use super::tag::TagSet;
use crate::world::timers::{Timer, Timers};

mod announcement;
mod decide;
mod fact;
mod lifecycle;
mod refusal;
mod wake;

pub(in crate::world) use decide::decide;
pub use decide::is_available;
pub(super) use decide::quota;
pub use fact::Fact;
pub use lifecycle::{Left, Lifecycle};
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

    /// Whether an AS is one that Amazon announces from there.
    pub fn is_amazons(&self, asn: Asn) -> bool {
        let amazons = self.region.partition().amazon_origins();
        amazons.contains(&asn)
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

/// From where a range is to be announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Amazon's AS in the Region.
    Amazons,
    /// An AS that was brought and is associated with the range.
    Own(Asn),
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
        /// The origin asked for; without it, Amazon's, or the one there is.
        asn: Option<Origin>,
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

impl Command {
    /// The call, as the API names it.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Provision { .. } => "ProvisionByoipCidr",
            Self::Advertise { .. } => "AdvertiseByoipCidr",
            Self::Withdraw { .. } => "WithdrawByoipCidr",
            Self::Deprovision { .. } => "DeprovisionByoipCidr",
        }
    }
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

    /// The AS that announces it, or is about to, or still does.
    pub const fn origin(&self) -> Option<Asn> {
        self.lifecycle.origin()
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

    pub(in crate::world) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        set_timers(fact, timers);
        let key = fact.range();
        match fact {
            Fact::Submitted {
                context,
                description,
                advertisable,
                border_group,
                tags,
                ..
            } => {
                self.submitted += 1;
                let range = Range {
                    description: description.clone(),
                    context: context.clone(),
                    advertisable: *advertisable,
                    border_group: border_group.clone(),
                    tags: tags.clone(),
                    lifecycle: Lifecycle::PendingProvision,
                };
                self.by_key.insert(key.clone(), range);
            }
            // What the review saw is for those who read the log; what follows
            // from it comes as the next fact.
            Fact::Reviewed { .. } | Fact::ReviewPutOff { .. } | Fact::ReviewHeldUp { .. } => {}
            Fact::Provisioned { pool, .. } => self.accept(key, pool.clone()),
            Fact::ProvisionFailed { verdict, .. } => {
                let verdict = *verdict;
                self.enter(key, Lifecycle::FailedProvision { verdict });
            }
            Fact::AdvertisingStarted { origin, .. } => {
                let origin = *origin;
                self.settling += 1;
                self.with_pool(key, |pool| Lifecycle::PendingAdvertising { pool, origin });
            }
            Fact::Advertised { origin, .. } | Fact::OriginChanged { origin, .. } => {
                self.announce(now, key, *origin);
            }
            Fact::WithdrawalStarted { .. } => {
                self.settling += 1;
                if let Some(Lifecycle::Advertised { pool, origin, .. }) = self.lifecycle(key) {
                    let (pool, origin) = (pool.clone(), *origin);
                    self.enter(key, Lifecycle::PendingWithdrawal { pool, origin });
                }
            }
            Fact::Withdrawn { .. } => self.with_pool(key, |pool| Lifecycle::Provisioned { pool }),
            Fact::DeprovisionStarted { .. } => {
                self.deprovisioned += 1;
                let pool = self.lifecycle(key).and_then(Lifecycle::pool).cloned();
                self.enter(key, Lifecycle::PendingDeprovision { pool });
            }
            Fact::DeprovisionFailed { left, .. } => {
                let left = left.clone();
                self.with_pool(key, |pool| Lifecycle::FailedDeprovision { pool, left });
            }
            Fact::Deprovisioned { .. } => self.enter(key, Lifecycle::Deprovisioned),
            Fact::Forgotten { .. } => {
                self.by_key.remove(key);
            }
        }
    }

    /// Where its addresses are to be had from, once it is accepted.
    fn accept(&mut self, key: &RangeKey, pool: PoolId) {
        self.change(key, |range| {
            range.lifecycle = if range.advertisable {
                Lifecycle::Provisioned { pool }
            } else {
                Lifecycle::ProvisionedNotPubliclyAdvertisable { pool }
            };
        });
    }

    /// Has Amazon announce it, and remembers when an AS of the holder's own last
    /// took over.
    fn announce(&mut self, now: Timestamp, key: &RangeKey, origin: Asn) {
        let before = match self.lifecycle(key) {
            Some(Lifecycle::Advertised {
                own_origin_since, ..
            }) => *own_origin_since,
            Some(_) | None => None,
        };
        let own_origin_since = if key.is_amazons(origin) {
            before
        } else {
            Some(now)
        };
        self.with_pool(key, |pool| Lifecycle::Advertised {
            pool,
            origin,
            own_origin_since,
        });
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

/// Sets and clears the timers of a range as a fact says.
fn set_timers(fact: &Fact, timers: &mut Timers) {
    let key = || fact.range().clone();
    match fact {
        Fact::ReviewPutOff { review_at, .. } | Fact::ReviewHeldUp { review_at, .. } => {
            timers.set(Timer::EndReview(key()), *review_at);
        }
        Fact::Submitted { review_at, .. } => {
            timers.clear(&Timer::ForgetRange(key()));
            timers.set(Timer::EndReview(key()), *review_at);
        }
        Fact::Reviewed { .. } => timers.clear(&Timer::EndReview(key())),
        Fact::ProvisionFailed { listed_until, .. } => {
            timers.set(Timer::ForgetRange(key()), *listed_until);
        }
        Fact::AdvertisingStarted { settles_at, .. }
        | Fact::WithdrawalStarted { settles_at, .. } => {
            timers.set(Timer::SettleRange(key()), *settles_at);
        }
        Fact::Advertised { .. } | Fact::Withdrawn { .. } => {
            timers.clear(&Timer::SettleRange(key()));
        }
        Fact::DeprovisionStarted { settles_at, .. } => {
            timers.clear(&Timer::EndReview(key()));
            timers.clear(&Timer::ForgetRange(key()));
            timers.set(Timer::EndDeprovision(key()), *settles_at);
        }
        Fact::DeprovisionFailed { .. } => timers.clear(&Timer::EndDeprovision(key())),
        Fact::Deprovisioned { listed_until, .. } => {
            timers.clear(&Timer::EndDeprovision(key()));
            timers.set(Timer::ForgetRange(key()), *listed_until);
        }
        Fact::Forgotten { .. } => timers.clear(&Timer::ForgetRange(key())),
        Fact::Provisioned { .. } | Fact::OriginChanged { .. } => {}
    }
}
