//! What a journal tells whoever reads it.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use super::resume::ResumeError;
use super::{End, Ending, Entry, FORMAT, Header, JournalError};

/// A journal, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its beginning.
    pub header: Header,
    /// The last step that was begun, by number and name.
    pub last_step: Option<(usize, String)>,
    /// When its last line was written, by the wall clock.
    pub last_seen: Timestamp,
    /// Every variable that was set or captured and is no secret.
    pub(crate) variables: BTreeMap<String, String>,
    /// How far each step came.
    pub(crate) steps: BTreeMap<usize, Mark>,
    /// Until when steps wait that only wait.
    pub(crate) until: BTreeMap<usize, Timestamp>,
    /// What was drawn of the run's dice.
    pub(crate) draws: BTreeMap<String, u64>,
    /// How many ready-made keys are in use.
    pub(crate) keys: usize,
    /// The world's time after the last step.
    pub(crate) world: Option<Timestamp>,
    /// How it came to its end, if it did.
    pub(crate) end: Option<End>,
}

/// How far a step came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Begun,
    Ended(Ending),
}

impl Record {
    /// Reads a file, and says how many of its bytes are whole lines: the last one
    /// may have been cut short.
    pub(super) fn read(path: &Path) -> Result<(Self, u64), JournalError> {
        let text = std::fs::read_to_string(path).map_err(|source| JournalError::Read {
            path: path.to_owned(),
            source,
        })?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let record = Self::parse(text.get(..whole).unwrap_or_default());
        let record = record.map_err(|reason| JournalError::Shape {
            path: path.to_owned(),
            reason,
        })?;
        Ok((record, u64::try_from(whole).unwrap_or(u64::MAX)))
    }

    /// Reads whole lines.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let first = lines.next().ok_or("it has no line")?;
        let header: Header =
            serde_json::from_str(first).map_err(|error| format!("line 1: {error}"))?;
        if header.format != FORMAT {
            let format = header.format;
            return Err(format!("this program reads format {FORMAT}, not {format}"));
        }
        let mut record = Self {
            last_seen: header.began,
            header,
            ..Self::default()
        };
        for (number, line) in (2..).zip(lines) {
            let entry =
                serde_json::from_str(line).map_err(|error| format!("line {number}: {error}"))?;
            record.add(entry);
        }
        Ok(record)
    }

    fn add(&mut self, entry: Entry) {
        self.last_seen = match entry {
            Entry::Set { at, variables } => {
                self.variables.extend(variables);
                at
            }
            Entry::Begun {
                at,
                step,
                name,
                until,
            } => {
                self.steps.insert(step, Mark::Begun);
                self.until.extend(until.map(|until| (step, until)));
                self.last_step = Some((step, name));
                at
            }
            Entry::Ended {
                at,
                step,
                outcome,
                world,
                captured,
                draws,
                keys,
            } => {
                self.steps.insert(step, Mark::Ended(outcome));
                self.variables.extend(captured);
                self.draws = draws;
                self.keys = keys;
                self.world = world.or(self.world);
                at
            }
            Entry::Resumed { at } => {
                self.end = None;
                at
            }
            Entry::Over { at, end } => {
                self.end = Some(end);
                at
            }
        };
    }

    /// Whether somebody can go on with it.
    pub fn is_unfinished(&self) -> Result<(), ResumeError> {
        match self.end {
            Some(End::Succeeded) => Err(ResumeError::Done),
            Some(End::ClearedAway) => Err(ResumeError::ClearedAway),
            Some(End::Open) | None => Ok(()),
        }
    }
}
