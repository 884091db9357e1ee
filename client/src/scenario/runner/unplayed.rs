//! Results of steps that were not played, or not to their end, and the names they
//! go by.

use super::failure::trouble_at;
use crate::scenario::document::{Scenario, Step};
use crate::scenario::outcome::{Failure, FailureKind, RunResult, Section, StepOutcome, StepResult};
use crate::scenario::problem::Problem;
use crate::scenario::report::Observer;
use crate::scenario::template::Variables;

/// Results for everything that was not played at all.
pub(super) fn skip_rest(scenario: &Scenario, result: &mut RunResult, observer: &mut dyn Observer) {
    for (section, steps) in scenario.sections() {
        for step in steps {
            let skipped = skipped(step, section, String::new());
            observer.step(&skipped);
            result.steps.push(skipped);
        }
    }
}

/// A step that was stopped in its middle. The world is not asked how it stands:
/// whoever stopped the step waits for nothing more.
pub(super) fn cut_short(step: &Step, section: Section, name: String) -> StepResult {
    let problem = Problem::new(&step.action_place, "interrupted before its end");
    let failure = trouble_at(FailureKind::Interrupted, problem);
    failed(step, section, name, failure)
}

pub(super) fn failed(step: &Step, section: Section, name: String, failure: Failure) -> StepResult {
    StepResult {
        outcome: StepOutcome::Failed(vec![failure]),
        name,
        ..skipped(step, section, String::new())
    }
}

pub(super) fn skipped(step: &Step, section: Section, reason: String) -> StepResult {
    StepResult {
        section,
        name: label(step, &Variables::default()),
        place: step.place.clone(),
        at: None,
        said: reason,
        events: Vec::new(),
        outcome: StepOutcome::Skipped,
    }
}

/// The step's name, else its action's.
pub(in crate::scenario) fn label(step: &Step, variables: &Variables) -> String {
    match &step.name {
        Some(name) => name
            .fill(variables)
            .unwrap_or_else(|_| name.raw().to_owned()),
        None => step.action_name.to_owned(),
    }
}
