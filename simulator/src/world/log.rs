//! The log: every fact in the order in which it happened.
//!
//! It is the transcript, the event stream and what can be stored. Its encoding
//! is versioned; a change that an old reader would misread raises the version.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fact::Fact;

/// The version of a stored fact's encoding.
pub const ENCODING: u32 = 1;

/// One fact and when it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the log, from 1.
    pub sequence: u64,
    /// When, in virtual time.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub fact: Fact,
}

/// Every fact so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    entries: Vec<Entry>,
}

impl Log {
    /// How many there are; the newest has this sequence.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries behind the first `count`.
    pub fn after(&self, count: usize) -> &[Entry] {
        self.entries.get(count..).unwrap_or_default()
    }

    /// The first `count` entries; all of them, where there are no more.
    pub fn first(&self, count: usize) -> &[Entry] {
        self.entries.get(..count).unwrap_or(&self.entries)
    }

    /// How many entries there were by a moment.
    pub fn count_by(&self, moment: Timestamp) -> usize {
        self.entries.partition_point(|entry| entry.at <= moment)
    }

    pub(super) fn append(&mut self, at: Timestamp, fact: Fact) {
        let sequence = self.entries.len() as u64 + 1;
        self.entries.push(Entry { sequence, at, fact });
    }
}
