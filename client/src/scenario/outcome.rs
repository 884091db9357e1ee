//! What came of a run. Reports are views of it.
//!
//! A run that fails is a run that worked: every step has its result, and what
//! went wrong is a value with its place in the file.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::place::Place;
use super::problem::{Problem, Source};
use crate::target::control::Event;

#[cfg(test)]
pub(crate) mod tests;

/// The result of one scenario.
#[derive(Clone, Debug)]
pub struct RunResult {
    /// The scenario's name.
    pub scenario: String,
    /// Its file.
    pub source: Source,
    /// Where it ran, as `--target` writes it.
    pub target: String,
    /// The seed of world and dice; none where the world went on as it stood.
    pub seed: Option<u64>,
    /// The command that repeats this run.
    pub repeat: String,
    /// The command that goes on with it, where somebody can.
    pub resume: Option<String>,
    /// A result for every step of the file, in order.
    pub steps: Vec<StepResult>,
    /// Why nothing ran: a tool that is missing.
    pub skipped: Option<String>,
    /// Why nothing could run: no target, no working folder.
    pub trouble: Option<Failure>,
    /// Whether it was interrupted before its end.
    pub interrupted: bool,
}

/// The result of one step.
#[derive(Clone, Debug)]
pub struct StepResult {
    /// The part of the scenario that it belongs to.
    pub section: Section,
    /// Its name, with its variables filled.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// The world's time after it; none for a step that did not run.
    pub at: Option<Timestamp>,
    /// What it did, in one line; of a step that was skipped for a reason of its
    /// own, the reason.
    pub said: String,
    /// What happened in the world meanwhile.
    pub events: Vec<Happening>,
    /// How it ended.
    pub outcome: StepOutcome,
}

/// The parts of a scenario, in the order in which they are played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// Its own steps.
    #[default]
    Steps,
    /// A drill's symptom.
    Symptom,
    /// A drill's check before the mend.
    Before,
    /// A drill's mend.
    Mend,
    /// A drill's check after the mend.
    Check,
    /// What is done in the end whatever came before.
    Teardown,
}

impl Section {
    /// What stands above it in a transcript; nothing above the first.
    pub const fn heading(self) -> Option<&'static str> {
        match self {
            Self::Steps => None,
            Self::Symptom => Some("The symptom"),
            Self::Before => Some("Before the mend"),
            Self::Mend => Some("The mend"),
            Self::Check => Some("After the mend"),
            Self::Teardown => Some("In the end"),
        }
    }
}

/// An event of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When, in virtual time.
    pub at: Timestamp,
    /// To what: `range`, `internet`, and the like.
    pub noun: String,
    /// What, in one word of that noun.
    pub fact: String,
    /// The fact's own members.
    pub members: Map<String, Value>,
    /// The same, in the world's words.
    pub text: String,
}

impl From<Event> for Happening {
    fn from(event: Event) -> Self {
        Self {
            at: event.at,
            noun: event.noun,
            fact: event.fact,
            members: event.members,
            text: event.text,
        }
    }
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq)]
pub enum StepOutcome {
    /// As demanded.
    Passed,
    /// Otherwise; never without a failure.
    Failed(Vec<Failure>),
    /// Not at all: an earlier step failed, or it is not for this target.
    Skipped,
}

/// One thing that was not as demanded.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Of which kind, which decides the exit code.
    pub kind: FailureKind,
    /// The place, the demand, what was there instead.
    pub problem: Problem,
}

/// Kinds of failure, the more fundamental later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailureKind {
    /// A demand was not met.
    Assertion,
    /// A wait came to its limit.
    Timeout,
    /// A value of the file does not fit.
    Scenario,
    /// No service answered, or a file could not be written.
    Runtime,
    /// The target must not be used so.
    TargetRefused,
    /// Somebody wanted the run to end.
    Interrupted,
}

/// How many steps ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// As demanded.
    pub passed: usize,
    /// Otherwise.
    pub failed: usize,
    /// Not run.
    pub skipped: usize,
}

impl RunResult {
    /// Whether every step did what it must, or nothing had to run.
    pub fn succeeded(&self) -> bool {
        self.worst().is_none() && !self.interrupted
    }

    /// The most fundamental failure.
    pub fn worst(&self) -> Option<FailureKind> {
        let of_steps = self.steps.iter().flat_map(|step| step.outcome.failures());
        self.trouble
            .iter()
            .chain(of_steps)
            .map(|failure| failure.kind)
            .max()
    }

    /// Whether something was to be cleared away in the end and was not.
    pub fn left_behind(&self) -> bool {
        let teardown = |step: &&StepResult| step.section == Section::Teardown;
        let mut steps = self.steps.iter().filter(teardown);
        steps.any(|step| !step.outcome.failures().is_empty())
    }

    /// The most fundamental failure of what the scenario is about.
    pub fn worst_before_teardown(&self) -> Option<FailureKind> {
        let steps = self.steps.iter();
        let steps = steps.filter(|step| step.section != Section::Teardown);
        let of_steps = steps.flat_map(|step| step.outcome.failures());
        let all = self.trouble.iter().chain(of_steps);
        all.map(|failure| failure.kind).max()
    }

    /// How many steps ended how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for step in &self.steps {
            match step.outcome {
                StepOutcome::Passed => counts.passed += 1,
                StepOutcome::Failed(_) => counts.failed += 1,
                StepOutcome::Skipped => counts.skipped += 1,
            }
        }
        counts
    }
}

impl StepOutcome {
    /// What went wrong; nothing unless it failed.
    pub fn failures(&self) -> &[Failure] {
        match self {
            Self::Failed(failures) => failures,
            Self::Passed | Self::Skipped => &[],
        }
    }

    pub(crate) fn failures_mut(&mut self) -> &mut [Failure] {
        match self {
            Self::Failed(failures) => failures,
            Self::Passed | Self::Skipped => &mut [],
        }
    }
}
