//! What a run writes into its journal, if it keeps one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock;
use crate::scenario::Problem;
use crate::scenario::document::Step;
use crate::scenario::journal::{End, Ending, Entry, Header, Journal, JournalError, Record};
use crate::scenario::outcome::{Failure, FailureKind, RunResult, Section, StepOutcome, StepResult};
use crate::scenario::place::Place;
use crate::scenario::stage::Stage;

/// How a run's journal is kept.
#[derive(Clone, Debug)]
pub enum Keeping {
    /// In a new one.
    New {
        /// The folder of all journals.
        below: PathBuf,
        /// Whether that is where `byoip resume` looks by itself.
        is_usual: bool,
        /// What is run, and how.
        header: Box<Header>,
    },
    /// In one that an earlier process began.
    Again {
        /// The journal.
        journal: Arc<Journal>,
        /// What it tells.
        record: Arc<Record>,
        /// The command that goes on with it.
        resume: String,
    },
}

/// The journal of a run under way; without one nothing is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Diary {
    journal: Option<Arc<Journal>>,
    /// What an earlier process wrote.
    record: Option<Arc<Record>>,
    resume: String,
}

impl Diary {
    /// Opens the journal that is wanted, if one is.
    pub(super) fn open(keeping: Option<&Keeping>) -> Result<Self, JournalError> {
        Ok(match keeping {
            None => Self::default(),
            Some(Keeping::New {
                below,
                is_usual,
                header,
            }) => {
                let journal = Journal::create(below, header.as_ref().clone())?;
                let mut resume = format!("byoip resume {}", journal.header().id);
                if !is_usual {
                    resume.push_str(&format!(" --journal {}", below.display()));
                }
                Self {
                    journal: Some(Arc::new(journal)),
                    record: None,
                    resume,
                }
            }
            Some(Keeping::Again {
                journal,
                record,
                resume,
            }) => Self {
                journal: Some(Arc::clone(journal)),
                record: Some(Arc::clone(record)),
                resume: resume.clone(),
            },
        })
    }

    /// The journal, if one is kept.
    pub(super) fn journal(&self) -> Option<&Journal> {
        self.journal.as_deref()
    }

    /// What an earlier process wrote of this very run.
    pub(super) fn record(&self) -> Option<&Record> {
        self.record.as_deref()
    }

    /// The stage is set.
    pub(super) fn set(&self, stage: &Stage) -> Result<(), JournalError> {
        let at = clock::now();
        self.write(|| match self.record {
            Some(_) => Entry::Resumed { at },
            None => Entry::Set {
                at,
                variables: shown(stage, stage.variables.captured()),
            },
        })
    }

    /// A step is about to be done; one that waits, until a moment.
    pub(super) fn begun(
        &self,
        step: usize,
        name: &str,
        until: Option<Timestamp>,
    ) -> Result<(), JournalError> {
        self.write(|| Entry::Begun {
            at: clock::now(),
            step,
            name: name.to_owned(),
            until,
        })
    }

    /// A step has ended.
    pub(super) fn ended(
        &self,
        number: usize,
        done: &StepResult,
        step: &Step,
        stage: &Stage,
    ) -> Result<(), JournalError> {
        let Some(outcome) = Ending::of(&done.outcome) else {
            return Ok(());
        };
        let names = step.capture.iter().map(|capture| capture.name.as_str());
        let captured = names.filter_map(|name| Some((name, stage.variables.get(name)?)));
        self.write(|| Entry::Ended {
            at: clock::now(),
            step: number,
            outcome,
            world: done.at,
            captured: shown(stage, captured),
            draws: stage.randomness.drawn().clone(),
            keys: stage.keyring.used(),
        })
    }

    /// The run has come to its end: well, and nothing of it is needed any more, or
    /// so that somebody may go on with it.
    pub(super) fn over(&self, result: &mut RunResult) -> Result<(), JournalError> {
        let Some(journal) = &self.journal else {
            return Ok(());
        };
        let cleared_away = |step: &StepResult| {
            step.section == Section::Teardown && step.outcome != StepOutcome::Skipped
        };
        let end = match result.succeeded() {
            true => End::Succeeded,
            false if result.steps.iter().any(cleared_away) => End::ClearedAway,
            false => End::Open,
        };
        self.write(|| Entry::Over {
            at: clock::now(),
            end,
        })?;
        match end {
            End::Succeeded => journal.clear()?,
            End::ClearedAway => {}
            End::Open => result.resume = Some(self.resume.clone()),
        }
        Ok(())
    }

    /// Takes back a journal in which nothing was begun.
    pub(super) fn discard(&self) -> Result<(), JournalError> {
        match (&self.journal, &self.record) {
            (Some(journal), None) => journal.discard(),
            (Some(_) | None, _) => Ok(()),
        }
    }

    fn write(&self, entry: impl FnOnce() -> Entry) -> Result<(), JournalError> {
        match &self.journal {
            Some(journal) => journal.write(&entry()),
            None => Ok(()),
        }
    }
}

/// A run that cannot be gone on with must not go on itself: nobody would know what
/// it did.
pub(super) fn unwritten(error: &JournalError, place: &Place) -> Failure {
    let problem = Problem::new(place, error.to_string())
        .note("--no-journal runs without one, and nobody can go on with that run".to_owned());
    Failure {
        kind: FailureKind::Runtime,
        problem,
    }
}

/// Variables without those that are secret.
fn shown<'v>(
    stage: &Stage,
    variables: impl Iterator<Item = (&'v str, &'v str)>,
) -> BTreeMap<String, String> {
    variables
        .filter(|(_, value)| !stage.secrets.has(value))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
