//! One trainee's exercise, kept in a file of the exercise's folder between two
//! commands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::authorization::file::{self, FileError, Readers};

mod veil;

#[cfg(test)]
pub(in crate::drill) mod tests;

/// The file's name. It holds what a trainee may know: no cause, no diagnosis.
const FILE: &str = ".byoip-drill.json";

/// The version of the file.
const FORMAT: u32 = 2;

/// An exercise under way, or over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    format: u32,
    /// What it began with.
    #[serde(flatten)]
    pub beginning: Beginning,
    /// When each hint was asked for.
    pub hints: Vec<Moment>,
    /// The causes that were named.
    pub guesses: Vec<Guess>,
    /// How often it was checked and did not hold.
    pub failed_checks: u64,
    /// When it was first seen mended.
    pub mended: Option<Moment>,
    /// When the trainee gave up.
    pub given_up: Option<Moment>,
}

/// A moment on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The world's.
    pub world: Timestamp,
    /// The trainee's.
    pub real: Timestamp,
}

/// A cause that the trainee named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// The word.
    pub cause: String,
    /// Whether it is the one.
    pub is_right: bool,
    /// When.
    pub at: Moment,
}

/// What a session begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// The drill's name.
    #[serde(rename = "drill", with = "veil")]
    pub name: String,
    /// Whether it was picked at random, unseen.
    pub random: bool,
    /// The simulator.
    pub simulator: String,
    /// The seed of its world.
    pub seed: u64,
    /// When it began.
    pub began: Moment,
    /// The last event of the world before that.
    pub last_event: u64,
    /// That event in words and with its moment, by which the world is known again.
    pub mark: Option<String>,
    /// What the set-up captured, without secrets.
    #[serde(with = "veil")]
    pub variables: BTreeMap<String, String>,
}

/// Why there is no exercise.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// None was begun here.
    #[error("no drill was started in {}; start one with `byoip drill start`, or name its folder with --dir", .0.display())]
    None(PathBuf),
    /// One is under way.
    #[error("a drill is under way in {}; debrief it first, or take another --dir", .0.display())]
    UnderWay(PathBuf),
    /// There is something else.
    #[error("{} is not empty; move it away, or take another --dir", .0.display())]
    Taken(PathBuf),
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is not one of ours.
    #[error("{}: {reason}", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Session {
    /// A new one.
    pub fn begin(beginning: Beginning) -> Self {
        Self {
            format: FORMAT,
            beginning,
            hints: Vec::new(),
            guesses: Vec::new(),
            failed_checks: 0,
            mended: None,
            given_up: None,
        }
    }

    /// Whether a folder has one.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Refuses a folder that has anything in it: an exercise's files are its own,
    /// and an earlier one's would be in their way.
    pub fn check_free(folder: &Path) -> Result<(), SessionError> {
        if Self::is_in(folder) && !Self::load(folder)?.is_over() {
            return Err(SessionError::UnderWay(folder.to_owned()));
        }
        let is_empty = std::fs::read_dir(folder).map_or(true, |mut it| it.next().is_none());
        match is_empty {
            true => Ok(()),
            false => Err(SessionError::Taken(folder.to_owned())),
        }
    }

    /// The one in a folder.
    pub fn load(folder: &Path) -> Result<Self, SessionError> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(SessionError::None(folder.to_owned()));
        }
        let text = file::read_text(&path)?;
        let shape = |reason: String| SessionError::Shape {
            path: path.clone(),
            reason,
        };
        let session: Self =
            serde_json::from_str(&text).map_err(|error| shape(format!("not a drill: {error}")))?;
        if session.format != FORMAT {
            let reason = format!("format {} is not known here", session.format);
            return Err(shape(reason));
        }
        Ok(session)
    }

    /// Writes it into a folder.
    pub fn save(&self, folder: &Path) -> Result<(), SessionError> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self).map_err(|error| SessionError::Shape {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        file::create(&path, text.as_bytes(), Readers::Owner, true)?;
        Ok(())
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        self.mended.is_some() || self.given_up.is_some()
    }

    /// When the cause was first named.
    pub fn detected(&self) -> Option<Moment> {
        let right = self.guesses.iter().find(|guess| guess.is_right);
        right.map(|guess| guess.at)
    }
}
