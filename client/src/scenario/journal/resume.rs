//! Which steps of an interrupted run are left, and which have to be done again.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::record::{Mark, Record};
use super::{Ending, Header};
use crate::scenario::document::Scenario;
use crate::scenario::files::{Files, digest};
use crate::scenario::outcome::Section;
use crate::scenario::runner::{Course, Missing, Way};
use crate::scenario::step::nature::Nature;

/// Why a run cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResumeError {
    /// It ended well.
    #[error("the run has ended, and well; there is nothing left to do")]
    Done,
    /// It ended, and what it had made was cleared away.
    #[error("the run has ended, and its teardown was done; run the scenario anew")]
    ClearedAway,
    /// Secrets that are not in the journal and cannot be made again.
    #[error("{}", .0.join("\n"))]
    Secrets(Vec<String>),
}

impl Header {
    /// The files that are not as they were when the run began.
    pub fn changed(&self, files: &dyn Files) -> Vec<PathBuf> {
        let is_changed = |(path, was): &(&PathBuf, &String)| {
            let text = files.read(&path.to_string_lossy());
            text.map_or(true, |text| digest(&text) != **was)
        };
        let changed = self.files.iter().filter(is_changed);
        changed.map(|(path, _)| path.clone()).collect()
    }
}

impl Record {
    /// The course of what is left: what ended well is not done again, but for steps
    /// that only compute and whose secrets are needed. `given` are the variables
    /// from outside.
    pub fn course(
        &self,
        scenario: &Scenario,
        given: &BTreeSet<&str>,
    ) -> Result<Course, ResumeError> {
        self.is_unfinished()?;
        let mut course = Course::default();
        for (number, reason) in &self.header.left_out {
            course.set(*number, Way::Skip(reason.clone()));
        }
        let teardown = scenario.first_number(Section::Teardown);
        if self.has_cleared_away(scenario) {
            for number in 1..teardown {
                let reason = "the teardown had begun".to_owned();
                course.set(number, Way::Skip(reason));
            }
        }
        for (&number, mark) in &self.steps {
            match mark {
                Mark::Ended(Ending::Passed) => {
                    course.set(number, Way::Skip("done before".to_owned()));
                }
                Mark::Begun | Mark::Ended(Ending::Unclear)
                    if !self.has_cleared_away(scenario) || number >= teardown =>
                {
                    course.set(number, Way::LookFirst);
                }
                Mark::Begun | Mark::Ended(Ending::Unclear | Ending::Failed) => {}
            }
        }
        self.repeat_computations(scenario, given, &mut course)?;
        Ok(course)
    }

    /// Whether the teardown has begun: there is no way back to the steps then.
    fn has_cleared_away(&self, scenario: &Scenario) -> bool {
        let teardown = scenario.first_number(Section::Teardown);
        self.steps.range(teardown..).next().is_some()
    }

    /// Has steps played again whose captures are secrets, and therefore not in the
    /// journal: those that only compute.
    fn repeat_computations(
        &self,
        scenario: &Scenario,
        given: &BTreeSet<&str>,
        course: &mut Course,
    ) -> Result<(), ResumeError> {
        let mut known = given.clone();
        known.extend(self.variables.keys().map(String::as_str));
        // Each round plays a step more, which may need others.
        loop {
            let missing = course.missing(scenario, &known);
            if missing.is_empty() {
                return Ok(());
            }
            let (again, lost): (Vec<_>, Vec<_>) =
                missing.iter().partition(|it| is_computed(scenario, it));
            if !lost.is_empty() {
                let told = lost.into_iter().map(told).collect();
                return Err(ResumeError::Secrets(told));
            }
            for missing in again {
                course.play(missing.number);
            }
        }
    }
}

fn is_computed(scenario: &Scenario, missing: &Missing) -> bool {
    let mut steps = scenario.numbered();
    steps.any(|(number, _, step)| number == missing.number && step.action.nature() == Nature::Local)
}

fn told(missing: &Missing) -> String {
    let Missing {
        name,
        wanted_by,
        captured_by,
        ..
    } = missing;
    format!(
        "{wanted_by} needs `{name}`, a secret that {captured_by} captured and that is in no \
         journal; give it with --secret {name}=…"
    )
}
