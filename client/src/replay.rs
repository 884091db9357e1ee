//! A recording sent to a simulator, exchange by exchange, and what the simulator
//! answers otherwise: how far it is what it simulates.
//!
//! The simulator's own credentials sign, its clock moves by the recorded
//! distances. What was done at registries, in the RPKI and on routers is done
//! again; certificates, messages and signatures are made anew with a key of its
//! own, for the recorded ones are of another account and the signature is not in
//! the recording.
//!
//! - [`player`]: one entry after the other; [`question`]: what is asked in them
//! - [`deeds`]: what was done elsewhere; [`ahead`]: what of it was found done;
//!   [`proof`]: key, certificate, message
//! - [`signing`]: a call in the name of the simulator's own caller
//! - [`members`]: an answer member by member; [`compare`]: two of them
//! - [`mapping`]: ids, moments and accounts, which differ and must agree
//! - [`report`]: what came of it
//!
//! Two answers need not be equal at the same moment. How long a review or the
//! spreading of a ROA takes is drawn anew in every world, so that a member may be
//! what a later look of the recording shows, and the simulator is waited for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[cfg(feature = "embedded")]
use crate::embedded::EmbeddedError;
use crate::recording::reader::{self, ReadError, Recording};
use crate::scenario::Source;
use crate::target::Target;
use crate::target::connection::{ConnectError, Connection, WorldWanted};
use player::Player;
pub use report::Report;

mod ahead;
mod compare;
mod deeds;
mod mapping;
mod members;
mod player;
mod proof;
mod question;
mod report;
mod signing;
#[cfg(test)]
mod tests;

/// Where to replay.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A simulator.
    pub target: Target,
    /// The world's seed; with a running simulator it begins anew with it.
    pub seed: Option<u64>,
    /// The world to begin in.
    pub world: Option<Source>,
    /// Settings of its policy table.
    pub policy: BTreeMap<String, String>,
}

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The recording cannot be read.
    #[error("{path}: {reason}")]
    Recording {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The target has no world to set up.
    #[error("a recording is replayed on a simulator; take --target embedded or url=http://…")]
    Aws,
    /// The policy table has no such setting.
    #[error("--policy {0}")]
    Policy(String),
    /// The world file describes no world.
    #[error("{0}")]
    World(String),
    /// The simulator does not answer as one does.
    #[error("{0}")]
    Simulator(String),
}

impl ReplayError {
    fn recording(path: &Path, error: &ReadError) -> Self {
        Self::Recording {
            path: path.display().to_string(),
            reason: error.to_string(),
        }
    }
}

impl From<ConnectError> for ReplayError {
    fn from(error: ConnectError) -> Self {
        match error {
            #[cfg(feature = "embedded")]
            ConnectError::Embedded(EmbeddedError::Policy(text)) => Self::Policy(text),
            #[cfg(feature = "embedded")]
            ConnectError::Embedded(EmbeddedError::World(text)) => Self::World(text),
            error => Self::Simulator(error.to_string()),
        }
    }
}

/// Replays a recording. A run that was interrupted and went on has one of each
/// part, in their order.
pub async fn replay(paths: &[PathBuf], options: &Options) -> Result<Report, ReplayError> {
    if options.target == Target::Aws {
        return Err(ReplayError::Aws);
    }
    let (recording, places) = whole(paths)?;
    let world = WorldWanted {
        seed: options.seed.unwrap_or(1),
        anew: options.seed.is_some(),
        file: options.world.clone(),
        policy: options.policy.clone(),
        ..WorldWanted::default()
    };
    let connection = Connection::open(&options.target, &world).await?;
    let mut report = Report::new(&recording, &options.target);
    let mut player = Player::new(&connection, &recording).await?;
    for (index, place) in places.into_iter().enumerate() {
        player.play(index, place, &mut report).await?;
    }
    Ok(report)
}

/// The parts of a recording as one, and where each entry stands.
fn whole(paths: &[PathBuf]) -> Result<(Recording, Vec<String>), ReplayError> {
    let mut whole: Option<Recording> = None;
    let mut places = Vec::new();
    for path in paths {
        let part = reader::read(path).map_err(|error| ReplayError::recording(path, &error))?;
        // The head is the first line.
        let lines = (2..).take(part.entries.len());
        places.extend(lines.map(|line| format!("{}:{line}", path.display())));
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.entries.extend(part.entries);
                whole.is_cut |= part.is_cut;
            }
        }
    }
    let nothing = |reason: &str| ReplayError::Recording {
        path: paths
            .first()
            .map_or_else(|| "no file".to_owned(), |path| path.display().to_string()),
        reason: reason.to_owned(),
    };
    let whole = whole.ok_or_else(|| nothing("name what `--record` wrote"))?;
    match whole.entries.is_empty() {
        true => Err(nothing(
            "nothing was recorded: there is no exchange to replay",
        )),
        false => Ok((whole, places)),
    }
}
