//! How often an account may call: a token bucket for each account, Region and
//! action.
//!
//! Source: EC2 Developer Guide, "Request throttling for the Amazon EC2 API",
//! whose sizes stand in [`Bucket::of`]. Nothing in the world depends on it and no
//! fact tells of it, so it stands beside the world and not in it: a log replays
//! alike however often somebody asked. Not here: which clock refills, which is
//! the policy's.

use std::collections::BTreeMap;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;
use jiff::{SignedDuration, Timestamp};

#[cfg(test)]
mod tests;

/// How many buckets are remembered before the full ones are dropped, which are
/// as good as new.
const BUCKETS_MAX: usize = 10_000;

/// A call that takes a token.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// Whose bucket.
    pub account: AccountId,
    /// Where.
    pub region: Region,
    /// `DescribeAddresses`.
    pub action: String,
    /// Whether it asks for everything there is: no filter, no id, no page.
    pub is_unfiltered: bool,
}

/// How large a bucket is and how fast it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// So many calls at once.
    pub size: i32,
    /// As long until one more.
    pub refill: SignedDuration,
}

impl Bucket {
    const fn new(size: i32, refill_milliseconds: i64) -> Self {
        Self {
            size,
            refill: SignedDuration::from_millis(refill_milliseconds),
        }
    }

    /// The documented size of an action's bucket.
    pub fn of(action: &str, is_unfiltered: bool) -> Self {
        match action {
            "AdvertiseByoipCidr"
            | "DeprovisionByoipCidr"
            | "ProvisionByoipCidr"
            | "WithdrawByoipCidr" => Self::new(1, 10_000),
            "DescribeByoipCidrs" => Self::new(1, 2_000),
            "DescribeMovingAddresses" => Self::new(1, 1_000),
            "CreateNatGateway" => Self::new(10, 1_000),
            action if !is_reading(action) => Self::new(50, 200),
            _ if is_unfiltered => Self::new(50, 100),
            _ => Self::new(100, 50),
        }
    }
}

/// What AWS calls non-mutating.
fn is_reading(action: &str) -> bool {
    ["Describe", "Get", "List", "Search"]
        .iter()
        .any(|verb| action.starts_with(verb))
}

/// Every bucket that is not full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// When each is full again. One moment says all: the tokens that are there
    /// are those that are not missing until then.
    full_at: BTreeMap<Call, Timestamp>,
}

impl Throttle {
    /// Takes a token for a call; whether there was one.
    pub fn take(&mut self, now: Timestamp, call: Call) -> bool {
        let bucket = Bucket::of(&call.action, call.is_unfiltered);
        let longest = bucket.refill * bucket.size;
        let missing = match self.full_at.get(&call) {
            // A clock that was set back empties no bucket further.
            Some(full_at) => full_at
                .duration_since(now)
                .clamp(SignedDuration::ZERO, longest),
            None => SignedDuration::ZERO,
        };
        let missing = missing + bucket.refill;
        if missing > longest {
            return false;
        }
        if self.full_at.len() >= BUCKETS_MAX {
            self.full_at.retain(|_, full_at| *full_at > now);
        }
        let full_at = now.checked_add(missing).unwrap_or(Timestamp::MAX);
        self.full_at.insert(call, full_at);
        true
    }
}
