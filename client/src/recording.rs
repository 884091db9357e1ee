//! A recording: every exchange of a run with AWS and the internet's services, a
//! JSON document a line, in the order in which they were made.
//!
//! The first line says where and for whom ([`entry::Header`]), each further one is
//! an [`entry::Entry`]. A line is written as soon as its answer is there, so that
//! a run that ends in its middle leaves what it has; a line cut in half is the end
//! for whoever reads ([`reader`]).
//!
//! Never in it: headers of requests (and so no signature, token or key of the
//! caller's), the message's signature, credentials in answers, whatever the run
//! itself hides ([`mask`]). The account's number is real, as the answers are.
//!
//! - [`sdk`]: where the AWS SDK's calls are overheard
//! - [`entry`]: the lines; [`mask`]: what is not written; [`reader`]
//!
//! Not recorded: whois, and what `shell` steps do.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

use crate::clock;
use crate::scenario::secrets::Secrets;
use entry::{Deed, Entry, Exchange, Header};

pub(crate) mod entry;
mod mask;
pub(crate) mod reader;
pub(crate) mod sdk;
#[cfg(test)]
pub(crate) mod tests;

/// Writes a recording; a clone writes the same one.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    path: PathBuf,
    state: Mutex<State>,
}

struct State {
    file: File,
    /// What was exchanged before it was known with whom.
    early: Option<Vec<Entry>>,
    secrets: Secrets,
    /// The world's time, where that is not the wall's.
    moment: Option<Timestamp>,
    broken: Option<io::Error>,
}

/// Why there is no recording.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// There is something of that name.
    #[error("{} is there already; a recording replaces nothing, name another file", .0.display())]
    Exists(PathBuf),
    /// It cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Recorder {
    /// Begins a file that only its owner can read.
    pub fn create(path: &Path) -> Result<Self, RecordError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let path = path.to_owned();
        let file = options.open(&path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => RecordError::Exists(path.clone()),
            _ => RecordError::Write {
                path: path.clone(),
                source,
            },
        })?;
        let state = State {
            file,
            early: Some(Vec::new()),
            secrets: Secrets::default(),
            moment: None,
            broken: None,
        };
        Ok(Self(Arc::new(Inner {
            path,
            state: Mutex::new(state),
        })))
    }

    /// Takes what the run hides, now and later, and must not be written.
    pub(crate) fn hides(&self, secrets: Secrets) {
        self.state().secrets = secrets;
    }

    /// Writes the first line, then what came before it was known. A second run
    /// into the same file has its own.
    pub(crate) fn begin(&self, header: Header) {
        let mut state = self.state();
        let early = state.early.take().unwrap_or_default();
        state.write(&header);
        for entry in early {
            state.write(&entry);
        }
    }

    /// Takes the world's time, which it has until the next one.
    pub(crate) fn set_moment(&self, moment: Timestamp) {
        self.state().moment = Some(moment);
    }

    /// The moment that an exchange has which ends now.
    pub(crate) fn now(&self) -> Timestamp {
        self.state().moment.unwrap_or_else(clock::now)
    }

    /// Writes an exchange.
    pub(crate) fn exchange(&self, exchange: Exchange) {
        self.add(|at| Entry::of(at, exchange));
    }

    /// Writes what was done at a registry, in the RPKI or on routers.
    pub(crate) fn deed(&self, deed: Deed) {
        self.add(|at| Entry::Deed { at, deed });
    }

    /// Whether everything was written.
    pub fn finish(&self) -> Result<(), RecordError> {
        match self.state().broken.take() {
            None => Ok(()),
            Some(source) => Err(RecordError::Write {
                path: self.0.path.clone(),
                source,
            }),
        }
    }

    fn add(&self, entry: impl FnOnce(Timestamp) -> Entry) {
        let mut state = self.state();
        let mut entry = entry(state.moment.unwrap_or_else(clock::now));
        mask::entry(&mut entry);
        match &mut state.early {
            Some(early) => early.push(entry),
            None => state.write(&entry),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        let state = self.0.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The first failure is told in the end: a migration under way is worth more
    /// than its recording.
    fn write(&mut self, line: &impl Serialize) {
        let written = serde_json::to_value(line)
            .map_err(io::Error::from)
            .and_then(|mut value| {
                self.secrets.redact_json(&mut value);
                writeln!(self.file, "{value}")
            });
        if let Err(error) = written {
            self.broken.get_or_insert(error);
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Recorder").field(&self.0.path).finish()
    }
}
