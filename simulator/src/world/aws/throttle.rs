//! How often an account may call: a token bucket for each account, Region and
//! action.
//!
//! Source: EC2 Developer Guide, "Request throttling for the Amazon EC2 API",
//! whose sizes stand in [`ROWS`]. Nothing in the world depends on it and no
//! fact tells of it, so it stands beside the world and not in it: a log replays
//! alike however often somebody asked. Not here: which clock refills, which is
//! the policy's.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;
use jiff::{SignedDuration, Timestamp};

use crate::world::policy::Grade;

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

    /// The bucket of an action: that of the first row which is of it.
    pub fn of(action: &str, is_unfiltered: bool) -> Self {
        let row = ROWS
            .iter()
            .find(|row| row.calls.have(action, is_unfiltered));
        row.expect("the last two rows are of every action between them")
            .bucket
    }
}

/// The calls that a row of the table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// Those of one action.
    Action(&'static str),
    /// Those that ask for everything there is, of every other action that reads.
    ReadingAll,
    /// The others that read.
    Reading,
    /// Those of every other action that changes something.
    Changing,
}

impl Calls {
    fn have(self, action: &str, is_unfiltered: bool) -> bool {
        match self {
            Self::Action(name) => name == action,
            Self::ReadingAll => is_reading(action) && is_unfiltered,
            Self::Reading => is_reading(action),
            Self::Changing => !is_reading(action),
        }
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Action(name) => name,
            Self::ReadingAll => "every other action that reads, without filter, id and page",
            Self::Reading => "every other action that reads",
            Self::Changing => "every other action that changes something",
        })
    }
}

/// A row of the table of buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose bucket it is; each action has one of its own.
    pub calls: Calls,
    /// The bucket.
    pub bucket: Bucket,
    /// How well its size is known.
    pub grade: Grade,
    /// Where it comes from.
    pub source: &'static str,
}

const fn row(calls: Calls, size: i32, refill_milliseconds: i64) -> Row {
    Row {
        calls,
        bucket: Bucket::new(size, refill_milliseconds),
        grade: Grade::Documented,
        source: "EC2 Developer Guide, Request throttling for the Amazon EC2 API",
    }
}

/// The table of buckets: of an action is the first row that has its calls.
pub const ROWS: &[Row] = &[
    row(Calls::Action("AdvertiseByoipCidr"), 1, 10_000),
    row(Calls::Action("DeprovisionByoipCidr"), 1, 10_000),
    row(Calls::Action("ProvisionByoipCidr"), 1, 10_000),
    row(Calls::Action("WithdrawByoipCidr"), 1, 10_000),
    row(Calls::Action("DescribeByoipCidrs"), 1, 2_000),
    row(Calls::Action("DescribeMovingAddresses"), 1, 1_000),
    row(Calls::Action("CreateNatGateway"), 10, 1_000),
    Row {
        grade: Grade::Inferred,
        source: "EC2 Developer Guide, Request throttling for the Amazon EC2 API: unfiltered and \
                 unpaginated reads have less; the figures are not confirmed",
        ..row(Calls::ReadingAll, 50, 100)
    },
    row(Calls::Reading, 100, 50),
    row(Calls::Changing, 50, 200),
];

/// What AWS calls non-mutating.
pub(in crate::world) fn is_reading(action: &str) -> bool {
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
