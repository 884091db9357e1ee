//! A change of a record's text that simultaneous changes do not undo unseen.
//!
//! A record is read, changed and put back whole, and no registry takes the state
//! that a change was made of along with it. Of two holders that read the same
//! record the later one takes away what the earlier one wrote, and both are told
//! of success. Therefore whoever has written looks again after longer than a
//! reading and a writing take, by when every change that was made of the record
//! without this one is over, and makes the change again where it is gone.

use std::time::Duration;

use byoip_vocabulary::registry::Field;

use super::apnic::task::Open;
use super::compare::plain;
use super::record::{self, Record};
use super::{Desk, DeskError};
use crate::http::request::Request;
use crate::rdap::Network;

#[cfg(test)]
mod tests;

/// Longer than a program takes from reading a record to writing it.
pub const SETTLING: Duration = Duration::from_secs(1);

/// How often a change is made before whoever asked for it is told that it does
/// not last.
const ATTEMPTS: u32 = 3;

/// What is to become of a record. `change` makes the new lines of the old ones;
/// none where they are already as they are to be.
#[derive(Clone, Debug)]
pub struct Edit<'a, C> {
    /// Where.
    pub desk: &'a Desk<'a>,
    /// Whose record.
    pub network: &'a Network,
    /// The field that changes.
    pub field: Field,
    /// What changes.
    pub change: C,
    /// How long to wait before looking whether it lasts.
    pub settling: Duration,
}

/// What whoever sends the request says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent<T> {
    /// The registry has made the change, and answered so.
    Done(String),
    /// It is not made, or not yet.
    Otherwise(T),
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited<T> {
    /// The record's name.
    pub handle: String,
    /// The lines as they are, or are to be.
    pub lines: Vec<String>,
    /// How it ended.
    pub end: End<T>,
}

/// How a change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End<T> {
    /// There was nothing to change.
    Unchanged,
    /// It is made.
    Done,
    /// As whoever sent it said.
    Otherwise(T),
}

impl<C: Fn(&[String]) -> Option<Vec<String>>> Edit<'_, C> {
    /// Makes the change, and makes it again while it does not last.
    pub async fn make<T, E: From<DeskError>>(
        &self,
        send: impl AsyncFn(&Request) -> Result<Sent<T>, E>,
    ) -> Result<Edited<T>, E> {
        let (mut record, open) = self.read().await?;
        let mut expected: Vec<String> = Vec::new();
        for attempt in 1..=ATTEMPTS {
            let lines = record.lines(self.field).to_vec();
            let handle = record.handle.clone();
            let after = (self.change)(&lines);
            if attempt == 1 && after.is_none() {
                self.check_open(&open, &record)?;
                let end = End::Unchanged;
                return Ok(Edited { handle, lines, end });
            }
            let mut answered = None;
            if let Some(lines) = after {
                let request = record::update(self.desk, &record, &lines)?;
                match send(&request).await? {
                    Sent::Otherwise(end) => {
                        let end = End::Otherwise(end);
                        return Ok(Edited { handle, lines, end });
                    }
                    Sent::Done(answer) => {
                        answered = record::answered(self.desk, self.field, &answer);
                    }
                }
                expected.extend(lines);
                pause(self.settling).await;
                (record, _) = self.read().await?;
            }
            let lines = record.lines(self.field).to_vec();
            let taken = answered.is_none_or(|lines| (self.change)(&lines).is_none());
            if taken && self.lack(&record, &expected).is_none() {
                let end = End::Done;
                return Ok(Edited { handle, lines, end });
            }
            if attempt < ATTEMPTS {
                pause(share(self.settling)).await;
                (record, _) = self.read().await?;
            }
        }
        Err(self
            .lack(&record, &expected)
            .unwrap_or_else(|| self.lost(&record))
            .into())
    }

    /// The record, and what was open before it was read: a task that ended in
    /// between is in the record.
    async fn read(&self) -> Result<(Record, Vec<Open>), DeskError> {
        let open = self.desk.open().await?;
        Ok((record::read(self.desk, self.network).await?, open))
    }

    /// Refuses to call a record right that an open task will make wrong.
    fn check_open(&self, open: &[Open], record: &Record) -> Result<(), DeskError> {
        let otherwise = |open: &&Open| {
            let lines = open.lines(record, self.field);
            lines.is_some_and(|lines| (self.change)(&lines).is_some())
        };
        let open = open.iter().find(otherwise);
        open.map_or(Ok(()), |open| Err(open.in_the_way(&record.handle)))
    }

    /// What the record lacks of what was written.
    fn lack(&self, record: &Record, expected: &[String]) -> Option<DeskError> {
        let lines = record.lines(self.field);
        if (self.change)(lines).is_some() {
            return Some(self.lost(record));
        }
        // A registry may drop a line that says nothing.
        let lacks = |line: &&String| {
            let plain_line = plain(line);
            !plain_line.is_empty() && lines.iter().all(|there| plain(there) != plain_line)
        };
        let gone = expected.iter().find(lacks)?;
        Some(DeskError::Gone {
            registry: self.desk.registry,
            handle: record.handle.clone(),
            line: gone.clone(),
        })
    }

    fn lost(&self, record: &Record) -> DeskError {
        DeskError::Lost {
            registry: self.desk.registry,
            handle: record.handle.clone(),
        }
    }
}

/// A part of a time, as the system draws it: clients that were in each other's
/// way once are not so again.
fn share(whole: Duration) -> Duration {
    let mut byte = [0];
    // Without randomness the whole time is as good as any part.
    match openssl::rand::rand_bytes(&mut byte) {
        Ok(()) => whole * u32::from(byte[0]) / u32::from(u8::MAX),
        Err(_) => whole,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "who else changes a record does it by the wall's time, and no registry tells when it is over"
)]
async fn pause(length: Duration) {
    tokio::time::sleep(length).await;
}
