//! The results as JSON, for programs. `format` counts the versions of this shape;
//! a member may be added within a version, none is taken away or changed.

use serde_json::{Value, json};

use crate::scenario::outcome::{Counts, Failure, FailureKind, RunResult, StepOutcome, StepResult};

#[cfg(test)]
mod tests;

/// The version of the shape.
pub const FORMAT: u32 = 1;

/// The results of several scenarios.
pub fn report(runs: &[RunResult]) -> Value {
    let scenarios: Vec<Value> = runs.iter().map(run).collect();
    json!({ "format": FORMAT, "scenarios": scenarios })
}

fn run(run: &RunResult) -> Value {
    let Counts {
        passed,
        failed,
        skipped,
    } = run.counts();
    let steps: Vec<Value> = run.steps.iter().map(step).collect();
    json!({
        "name": run.scenario,
        "file": run.source.path,
        "target": run.target,
        "seed": run.seed,
        "succeeded": run.succeeded(),
        "interrupted": run.interrupted,
        "skipped": run.skipped,
        "failure": run.trouble.as_ref().map(failure),
        "counts": { "passed": passed, "failed": failed, "skipped": skipped },
        "steps": steps,
        "repeat": run.repeat,
        "resume": run.resume,
    })
}

fn step(step: &StepResult) -> Value {
    let outcome = match step.outcome {
        StepOutcome::Passed => "passed",
        StepOutcome::Failed(_) => "failed",
        StepOutcome::Skipped => "skipped",
    };
    let events: Vec<Value> = step
        .events
        .iter()
        .map(|event| {
            json!({
                "at": event.at.to_string(),
                "noun": event.noun,
                "fact": event.fact,
                "text": event.text,
            })
        })
        .collect();
    let failures: Vec<Value> = step.outcome.failures().iter().map(failure).collect();
    json!({
        "name": step.name,
        "line": step.place.line,
        "column": step.place.column,
        "at": step.at.map(|at| at.to_string()),
        "outcome": outcome,
        "said": step.said,
        "events": events,
        "failures": failures,
    })
}

fn failure(failure: &Failure) -> Value {
    json!({
        "kind": kind(failure.kind),
        "line": failure.problem.place.line,
        "column": failure.problem.place.column,
        "what": failure.problem.what,
        "wanted": failure.problem.label,
        "notes": failure.problem.notes,
    })
}

pub(crate) fn kind(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Assertion => "assertion",
        FailureKind::Timeout => "timeout",
        FailureKind::Scenario => "scenario",
        FailureKind::Runtime => "runtime",
        FailureKind::TargetRefused => "target-refused",
        FailureKind::Interrupted => "interrupted",
    }
}
