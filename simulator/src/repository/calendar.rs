//! When something is issued anew, and how often it has been: at the beginning,
//! at each change, and every sixteen hours, since what is signed for a day must
//! not run out (Krill 0.16 has the same two figures as its defaults).
//!
//! Numbers follow from times alone. Whoever looks, and how often, moves none.

use jiff::{SignedDuration, Timestamp};

use crate::world::assumption::Assumption;
pub(super) use crate::world::later;
use crate::world::policy::Grade;
pub(super) use crate::world::rpki::fault::point::GOOD_FOR;
use crate::world::rpki::fault::point::{self, TICK};

#[cfg(test)]
mod tests;

/// The moments at which something is issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    start: Timestamp,
    /// The changes that fall on no tick, in order, each once.
    changes: Vec<Timestamp>,
}

/// How often something is issued, as the ledger tells it.
pub(super) fn assumption() -> Assumption {
    let hours = |length: SignedDuration| length.as_hours();
    Assumption {
        what: "how long a registry's manifests and CRLs are good for, and after how long they are issued anew",
        value: format!("{} h, and {} h", hours(GOOD_FOR), hours(TICK)),
        grade: Grade::Inferred,
        source: "Krill's default of 24 h; the registries' own differ and are not published",
    }
}

/// One of the moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Issue {
    /// Which it is, from 1.
    pub(super) number: u64,
    /// When.
    pub(super) at: Timestamp,
}

impl Calendar {
    /// The calendar of a world that began at `start`; changes of before belong
    /// to the beginning.
    pub(super) fn new(start: Timestamp, changes: impl IntoIterator<Item = Timestamp>) -> Self {
        let mut calendar = Self {
            start,
            changes: changes.into_iter().collect(),
        };
        calendar.changes.sort_unstable();
        calendar.changes.dedup();
        let ticks = calendar.clone();
        calendar
            .changes
            .retain(|change| *change > start && ticks.last_tick(*change) != *change);
        calendar
    }

    /// The last issue by a moment.
    pub(super) fn latest(&self, by: Timestamp) -> Issue {
        let tick = self.last_tick(by);
        let changes = self.changes.partition_point(|change| *change <= by);
        let change = changes.checked_sub(1).and_then(|at| self.changes.get(at));
        Issue {
            number: 1 + self.ticks(by) + changes as u64,
            at: change.map_or(tick, |change| tick.max(*change)),
        }
    }

    /// The issue before another; none before the first.
    pub(super) fn before(&self, issue: Issue) -> Option<Issue> {
        let before = issue.at.checked_sub(SignedDuration::from_nanos(1)).ok()?;
        (issue.at > self.start).then(|| self.latest(before))
    }

    /// When something is next issued after a moment.
    pub(super) fn next(&self, after: Timestamp) -> Timestamp {
        let changes = self.changes.partition_point(|change| *change <= after);
        let tick = later(self.last_tick(after), TICK);
        let change = self.changes.get(changes);
        change.map_or(tick, |change| tick.min(*change))
    }

    /// The last of the regular issues by a moment.
    pub(super) fn last_tick(&self, by: Timestamp) -> Timestamp {
        point::last_tick(self.start, by)
    }

    fn ticks(&self, by: Timestamp) -> u64 {
        let passed = by.duration_since(self.start).as_secs() / TICK.as_secs();
        u64::try_from(passed).unwrap_or(0)
    }
}

/// The whole second that a moment falls on or before which it is: certificates
/// know no smaller parts, and what is published twice in one second must not
/// bear the same time twice.
pub(super) fn whole_second(moment: Timestamp) -> Timestamp {
    let whole = Timestamp::new(moment.as_second(), 0).unwrap_or(moment);
    if whole < moment {
        later(whole, SignedDuration::from_secs(1))
    } else {
        whole
    }
}
