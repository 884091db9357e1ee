//! The results as TAP, version 14 (testanything.org/tap-version-14-specification):
//! a test point per step, with file, line, wanted and seen below those that
//! failed. The points of several scenarios are numbered through; a comment names
//! the scenario before its first.

use serde_json::{Map, Value, json};

use super::json::kind;
use super::{Parts, skip_reason};
use crate::scenario::outcome::{Failure, RunResult, Section, StepOutcome, StepResult};

#[cfg(test)]
mod tests;

/// The results of several scenarios.
pub fn report(runs: &[RunResult]) -> String {
    let points: usize = runs.iter().map(count).sum();
    let mut tap = Tap {
        text: format!("TAP version 14\n1..{points}\n"),
        last: 0,
    };
    for run in runs {
        tap.scenario(run);
    }
    tap.text
}

/// A point for every step, and one for what kept them all from running.
fn count(run: &RunResult) -> usize {
    run.steps.len() + usize::from(run.trouble.is_some())
}

struct Tap {
    text: String,
    /// The number of the last point.
    last: usize,
}

impl Tap {
    fn scenario(&mut self, run: &RunResult) {
        let name = one_line(&run.scenario);
        self.line(&format!("# {name} ({})", one_line(&run.source.path)));
        if let Some(trouble) = &run.trouble {
            self.point(false, "the run itself", "");
            self.diagnostics(run, trouble);
        }
        let mut section = Section::default();
        for step in &run.steps {
            if step.section != section {
                section = step.section;
                let heading = section.heading().unwrap_or("The steps");
                self.line(&format!("# {heading}"));
            }
            self.step(run, step);
        }
        if !run.succeeded() {
            self.line(&format!("# to repeat this run: {}", one_line(&run.repeat)));
        }
        // A step that an interrupt ended has failed; one between two steps
        // leaves only skips behind, which would pass.
        if run.interrupted && run.worst().is_none() {
            self.line("Bail out! interrupted");
        }
    }

    fn step(&mut self, run: &RunResult, step: &StepResult) {
        match &step.outcome {
            StepOutcome::Passed => self.point(true, &step.name, ""),
            StepOutcome::Skipped => {
                let directive = format!(" # SKIP {}", one_line(skip_reason(step, run)));
                self.point(true, &step.name, &directive);
            }
            StepOutcome::Failed(failures) => {
                self.point(false, &step.name, "");
                // One block of diagnostics belongs to a point; the first failure
                // is the one that the others may follow from.
                if let Some(first) = failures.first() {
                    self.diagnostics(run, first);
                }
                for other in failures.iter().skip(1) {
                    self.line(&format!("# also: {}", one_line(&other.problem.what)));
                }
            }
        }
    }

    fn point(&mut self, passed: bool, name: &str, directive: &str) {
        self.last += 1;
        let verdict = if passed { "ok" } else { "not ok" };
        let name = escaped(name);
        let last = self.last;
        self.line(&format!("{verdict} {last} - {name}{directive}"));
    }

    fn diagnostics(&mut self, run: &RunResult, failure: &Failure) {
        self.line("  ---");
        for (key, value) in members(run, failure) {
            // JSON's scalars and lists are YAML's too.
            self.line(&format!("  {key}: {value}"));
        }
        self.line("  ...");
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// What is said of a failure. `wanted` and `found` are what TAP's own examples
/// call them; what is not known is left out.
fn members(run: &RunResult, failure: &Failure) -> Map<String, Value> {
    let parts = Parts::of(failure, run);
    let mut members = Map::new();
    members.insert("message".to_owned(), json!(parts.what));
    members.insert("severity".to_owned(), json!("fail"));
    members.insert("kind".to_owned(), json!(kind(failure.kind)));
    members.insert("file".to_owned(), json!(parts.file));
    if let Some((line, column)) = parts.position {
        members.insert("line".to_owned(), json!(line));
        members.insert("column".to_owned(), json!(column));
    }
    let texts = [("wanted", parts.wanted), ("found", parts.seen)];
    for (key, text) in texts {
        members.extend(text.map(|text| (key.to_owned(), json!(text))));
    }
    if !parts.notes.is_empty() {
        members.insert("notes".to_owned(), json!(parts.notes));
    }
    members
}

/// A description: `#` would begin a directive, `\` an escape.
fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('#', "\\#")
}

/// TAP is read line by line, and a line of a text may look like a point.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
