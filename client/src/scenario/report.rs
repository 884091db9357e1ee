//! Views of a run: the transcript for people, JUnit, TAP and JSON for machines,
//! a page with a picture, a summary for GitHub, a progress line for whoever waits.

use jiff::Timestamp;

use super::outcome::{Failure, RunResult, StepResult};

pub mod github;
pub mod html;
pub mod json;
pub mod junit;
pub mod progress;
pub mod tap;
pub mod text;

/// Is told of a run while it goes on.
pub trait Observer {
    /// A scenario begins.
    fn begin(&mut self, run: &RunResult, steps: usize);
    /// A part of the scenario begins that has a heading.
    fn section(&mut self, heading: &str);
    /// A step begins.
    fn start(&mut self, name: &str);
    /// It waits until then, by the wall clock. Most have nothing to show of that.
    fn waits(&mut self, _until: Timestamp) {}
    /// A step has ended, or will not be run.
    fn step(&mut self, step: &StepResult);
    /// The scenario has ended.
    fn end(&mut self, run: &RunResult);
}

/// Nobody watches.
impl Observer for () {
    fn begin(&mut self, _run: &RunResult, _steps: usize) {}
    fn section(&mut self, _heading: &str) {}
    fn start(&mut self, _name: &str) {}
    fn step(&mut self, _step: &StepResult) {}
    fn end(&mut self, _run: &RunResult) {}
}

/// A failure taken apart, for reports that have a place for each part.
struct Parts<'r> {
    what: &'r str,
    file: &'r str,
    /// Line and column; none for what is wrong with a run as a whole.
    position: Option<(u64, u64)>,
    wanted: Option<&'r str>,
    seen: Option<&'r str>,
    notes: Vec<&'r str>,
}

impl<'r> Parts<'r> {
    fn of(failure: &'r Failure, run: &'r RunResult) -> Self {
        let problem = &failure.problem;
        let place = &problem.place;
        // The runner puts what it saw into the notes, for they stand below the
        // caret; here it has a place of its own.
        let seen = |note: &'r String| note.strip_prefix("seen: ");
        let label = problem.label.as_deref();
        Self {
            what: &problem.what,
            file: &place.file.as_deref().unwrap_or(&run.source).path,
            position: place.is_somewhere().then_some((place.line, place.column)),
            wanted: label.map(|label| label.strip_prefix("wanted ").unwrap_or(label)),
            seen: problem.notes.iter().find_map(seen),
            notes: problem
                .notes
                .iter()
                .filter(|note| seen(note).is_none())
                .map(String::as_str)
                .collect(),
        }
    }
}

/// Everything that went wrong in a run, in its order.
fn failures(run: &RunResult) -> impl Iterator<Item = &Failure> {
    let of_steps = run.steps.iter().flat_map(|step| step.outcome.failures());
    run.trouble.iter().chain(of_steps)
}

/// Why a step was skipped: for a reason of its own, or the run's.
fn skip_reason<'r>(step: &'r StepResult, run: &'r RunResult) -> &'r str {
    match &run.skipped {
        _ if !step.said.is_empty() => &step.said,
        Some(reason) => reason,
        None if run.worst().is_some() => "an earlier step failed",
        None => "the run was interrupted",
    }
}
