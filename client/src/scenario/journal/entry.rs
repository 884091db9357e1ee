//! The lines of a journal: what it takes to go on with a run, and what a run says
//! of itself while it goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::scenario::outcome::{FailureKind, StepOutcome};

/// The one version of the format there is.
pub const FORMAT: u32 = 1;

/// What it takes to go on with a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub format: u32,
    /// The run's name, which is its folder's.
    pub id: String,
    /// Which run this is, in what it leaves at AWS.
    pub run: String,
    /// When it began, by the wall clock.
    pub began: Timestamp,
    /// The scenario's name.
    pub scenario: String,
    /// The scenario's file.
    pub file: PathBuf,
    /// Every file that was read for it, with the SHA-256 of its text.
    pub files: BTreeMap<PathBuf, String>,
    /// Where it runs, as `--target` writes it.
    pub target: String,
    /// The seed, where one was given.
    pub seed: Option<u64>,
    /// What may be changed, as `--allow-write` writes it.
    pub allow_write: Option<String>,
    /// Whether commands run towards real AWS.
    pub allow_shell: bool,
    /// Whether it behaves towards a simulator as towards real AWS.
    pub careful: bool,
    /// Whether a missing tool is a failure.
    pub no_skip: bool,
    /// A folder of ready-made keys.
    pub keys: Option<PathBuf>,
    /// The working folder; its own where there is none.
    pub work_dir: Option<PathBuf>,
    /// What stood in that folder before the run.
    pub kept: BTreeSet<String>,
    /// Variables from outside.
    pub variables: BTreeMap<String, String>,
    /// The names of those whose values are not shown, here neither.
    pub secrets: BTreeSet<String>,
    /// The steps that were to be left out, with the reason.
    pub left_out: BTreeMap<usize, String>,
}

/// A line behind the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub(crate) enum Entry {
    /// The stage is set: the variables before the first step.
    Set {
        at: Timestamp,
        variables: BTreeMap<String, String>,
    },
    /// A step is about to be done.
    Begun {
        at: Timestamp,
        step: usize,
        name: String,
        /// Until when it waits, where that is what it does and time is real.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// A step has ended.
    Ended {
        at: Timestamp,
        step: usize,
        outcome: Ending,
        /// The world's time then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        world: Option<Timestamp>,
        /// What it captured and may be shown.
        captured: BTreeMap<String, String>,
        /// What has been drawn of the run's dice by now.
        draws: BTreeMap<String, u64>,
        /// How many ready-made keys are in use by now.
        keys: usize,
    },
    /// Another process goes on from here.
    Resumed { at: Timestamp },
    /// The run has come to its end.
    Over { at: Timestamp, end: End },
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum End {
    /// As it must.
    Succeeded,
    /// Otherwise, and what it had made was cleared away.
    ClearedAway,
    /// Otherwise, with steps left that somebody can go on with.
    Open,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ending {
    /// As demanded.
    Passed,
    /// Otherwise, and it is known what it did.
    Failed,
    /// Somewhere in its middle: it may have done its work or not.
    Unclear,
}

impl Ending {
    /// Of an outcome; none of a step that was not done.
    pub(crate) fn of(outcome: &StepOutcome) -> Option<Self> {
        match outcome {
            StepOutcome::Passed => Some(Self::Passed),
            StepOutcome::Skipped => None,
            StepOutcome::Failed(failures) => {
                let is_unclear = failures.iter().any(|failure| match failure.kind {
                    FailureKind::Runtime | FailureKind::Interrupted => true,
                    FailureKind::Assertion
                    | FailureKind::Timeout
                    | FailureKind::Scenario
                    | FailureKind::TargetRefused => false,
                });
                Some(if is_unclear {
                    Self::Unclear
                } else {
                    Self::Failed
                })
            }
        }
    }
}
