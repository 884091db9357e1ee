//! Runs a scenario, step by step.
//!
//! The order within a step is Hurl's: the call, then whether a refusal was
//! wanted, then captures (expectations may need them), then expectations. After
//! a failure the rest is skipped, for later steps build on earlier ones.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::document::{Scenario, Step};
use super::outcome::{FailureKind, RunResult, StepOutcome, StepResult};
use super::report::Observer;
use super::stage::Stage;
use super::template::Variables;
use crate::target::Target;

use act::run_step;
use failure::trouble;
use prepare::{installed, prepare};
use repeat::repeat;

mod act;
mod failure;
mod prepare;
mod repeat;
#[cfg(test)]
mod tests;

/// The seed where neither the command line nor the scenario names one.
const SEED: u64 = 1;

/// How a run is to be made.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// Where.
    pub target: Target,
    /// The seed of world and dice; the scenario's own where it is absent.
    pub seed: Option<u64>,
    /// A folder of ready-made keys.
    pub keys: Option<PathBuf>,
    /// Variables from outside, which win over the scenario's own.
    pub variables: BTreeMap<String, String>,
    /// A working folder to keep; without it a temporary one.
    pub work_dir: Option<PathBuf>,
    /// Whether a missing tool fails a scenario instead of skipping it.
    pub no_skip: bool,
    /// Raised to end the run after the step under way.
    pub interrupt: Arc<AtomicBool>,
}

/// Runs a scenario to its end and says what came of it.
pub async fn run(
    scenario: &Scenario,
    options: &RunOptions,
    observer: &mut dyn Observer,
) -> RunResult {
    let seed = options.seed.or(scenario.world.seed).unwrap_or(SEED);
    // A running simulator has a seed of its own, which naming another would reset.
    let shown = match options.target {
        Target::Url(_) => options.seed,
        Target::Embedded | Target::Aws => Some(seed),
    };
    let mut result = RunResult {
        scenario: scenario.name.clone(),
        source: scenario.source.clone(),
        target: options.target.to_string(),
        seed: shown,
        repeat: repeat(scenario, options, shown),
        steps: Vec::new(),
        skipped: None,
        trouble: None,
        interrupted: false,
    };
    observer.begin(&result, scenario.steps.len());
    if let Some(tool) = scenario.requires.iter().find(|tool| !installed(tool)) {
        let reason = format!("`{tool}` is not installed");
        if options.no_skip {
            result.trouble = Some(trouble(FailureKind::Runtime, reason));
        } else {
            result.skipped = Some(reason);
        }
    } else {
        match prepare(scenario, options, seed).await {
            Ok(mut stage) => {
                play(scenario, &mut stage, &mut result, observer).await;
            }
            Err(failure) => result.trouble = Some(failure),
        }
    }
    for step in scenario.steps.iter().skip(result.steps.len()) {
        let skipped = skipped(step);
        observer.step(&skipped);
        result.steps.push(skipped);
    }
    observer.end(&result);
    result
}

async fn play(
    scenario: &Scenario,
    stage: &mut Stage,
    result: &mut RunResult,
    observer: &mut dyn Observer,
) {
    for step in &scenario.steps {
        if stage.interrupted() {
            result.interrupted = true;
            return;
        }
        observer.start(&label(step, &stage.variables));
        let done = run_step(step, stage).await;
        let failed = matches!(done.outcome, StepOutcome::Failed(_));
        observer.step(&done);
        result.steps.push(done);
        if failed {
            result.interrupted = stage.interrupted();
            return;
        }
    }
}

fn skipped(step: &Step) -> StepResult {
    StepResult {
        name: label(step, &Variables::default()),
        place: step.place.clone(),
        at: None,
        said: String::new(),
        events: Vec::new(),
        outcome: StepOutcome::Skipped,
    }
}

/// The step's name, else its action's.
fn label(step: &Step, variables: &Variables) -> String {
    match &step.name {
        Some(name) => name
            .fill(variables)
            .unwrap_or_else(|_| name.raw().to_owned()),
        None => step.action_name.to_owned(),
    }
}
