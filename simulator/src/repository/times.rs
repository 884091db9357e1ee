//! From when to when a published ROA is good, for those who tell of it without
//! its files: the validators' own services.
//!
//! A validator tells when what it has will be of no use any more, which is days
//! or months before the ROA itself ends: when the manifests and lists that it
//! fetched run out. Here that is counted from the last regular issue; what was
//! issued between two of them because something changed would be good for some
//! hours more.

use jiff::Timestamp;

use super::calendar::{Calendar, GOOD_FOR, later, whole_second};
use super::edition::Term;

/// The times of a ROA, as a validator has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    /// The certificate's first moment.
    pub(crate) from: Timestamp,
    /// Its last.
    pub(crate) to: Timestamp,
    /// When the manifests that led to it run out.
    pub(crate) stale: Timestamp,
}

impl Times {
    /// The times of what has been published since a moment, and ends at another
    /// where its holder said so, as fetched by a third. The world began at
    /// `start`.
    pub(crate) fn new(
        start: Timestamp,
        since: Timestamp,
        until: Option<Timestamp>,
        fetched: Timestamp,
    ) -> Self {
        let calendar = Calendar::new(start, []);
        let term = Term::new(since, fetched, &calendar).until(until.map(whole_second));
        Self {
            from: term.from,
            to: term.to,
            stale: later(calendar.last_tick(fetched), GOOD_FOR),
        }
    }

    /// When it is of no use any more.
    pub(crate) fn expires(self) -> Timestamp {
        self.to.min(self.stale)
    }
}
