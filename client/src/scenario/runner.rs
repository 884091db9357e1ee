//! Runs a scenario, step by step.
//!
//! The order within a step is Hurl's: the call, then whether a refusal was
//! wanted, then captures (expectations may need them), then expectations. After
//! a failure the rest is skipped, for later steps build on earlier ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::document::{Scenario, Step};
use super::interrupt::Interrupt;
use super::outcome::{Failure, FailureKind, RunResult, StepOutcome, StepResult};
use super::problem::Problem;
use super::report::Observer;
use super::stage::Stage;
use super::template::Variables;
use crate::target::Target;

use act::run_step;
use failure::trouble;
use prepare::prepare;
pub(super) use prepare::{installed, search_path};
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
    /// A folder whose programs `shell` steps find before others: where `byoip`
    /// itself lies.
    pub programs: Option<PathBuf>,
    /// Asked to end the run before its end.
    pub interrupt: Interrupt,
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
    let path = search_path(options.programs.as_deref());
    if let Some(tool) = scenario
        .requires
        .iter()
        .find(|tool| !installed(tool, &path))
    {
        let reason = format!("`{tool}` is not installed");
        if options.no_skip {
            result.trouble = Some(trouble(FailureKind::Runtime, reason));
        } else {
            result.skipped = Some(reason);
        }
    } else {
        perform(scenario, options, seed, &mut result, observer).await;
        // Also where the wish came too late to change anything: a script must
        // not take this run for one that nobody touched.
        result.interrupted = options.interrupt.is_asked();
    }
    for step in scenario.steps.iter().skip(result.steps.len()) {
        let skipped = skipped(step);
        observer.step(&skipped);
        result.steps.push(skipped);
    }
    observer.end(&result);
    result
}

/// Sets the stage and plays on it. An interrupt before the first step sets none.
async fn perform(
    scenario: &Scenario,
    options: &RunOptions,
    seed: u64,
    result: &mut RunResult,
    observer: &mut dyn Observer,
) {
    if options.interrupt.is_asked() {
        return;
    }
    let stage = tokio::select! {
        biased;
        () = options.interrupt.at_once() => return,
        stage = prepare(scenario, options, seed) => stage,
    };
    match stage {
        Ok(mut stage) => play(scenario, &mut stage, result, observer).await,
        Err(failure) => result.trouble = Some(failure),
    }
}

async fn play(
    scenario: &Scenario,
    stage: &mut Stage,
    result: &mut RunResult,
    observer: &mut dyn Observer,
) {
    for step in &scenario.steps {
        if stage.interrupted() {
            return;
        }
        let name = label(step, &stage.variables);
        observer.start(&name);
        let interrupt = stage.interrupt.clone();
        let done = tokio::select! {
            biased;
            // Whatever the step had under way ends with it: see its own `Drop`.
            () = interrupt.at_once() => cut_short(step, name),
            done = run_step(step, stage) => done,
        };
        let failed = matches!(done.outcome, StepOutcome::Failed(_));
        observer.step(&done);
        result.steps.push(done);
        if failed {
            return;
        }
    }
}

/// A step that was stopped in its middle. The world is not asked how it stands:
/// whoever stopped the step waits for nothing more.
fn cut_short(step: &Step, name: String) -> StepResult {
    let problem = Problem::new(&step.action_place, "interrupted before its end");
    StepResult {
        name,
        place: step.place.clone(),
        at: None,
        said: String::new(),
        events: Vec::new(),
        outcome: StepOutcome::Failed(vec![Failure {
            kind: FailureKind::Interrupted,
            problem,
        }]),
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
