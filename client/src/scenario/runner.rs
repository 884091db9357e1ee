//! Runs a scenario, step by step.
//!
//! The order within a step is Hurl's: the call, then whether a refusal was
//! wanted, then captures (expectations may need them), then expectations. After
//! a failure the rest is skipped, for later steps build on earlier ones; the
//! teardown is done whatever came before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use byoip_vocabulary::prefix::Prefix;

use super::document::Scenario;
use super::interrupt::Interrupt;
use super::outcome::{FailureKind, RunResult, Section};
use super::place::Place;
use super::report::Observer;
use crate::notice::Notice;
use crate::recording::Recorder;
use crate::target::Target;
use crate::target::allowance::Allowance;
use crate::target::elsewhere::Elsewhere;

pub(crate) use course::Way;
pub use course::{Course, CourseError, Missing};
pub use diary::Keeping;
use diary::{Diary, unwritten};
use failure::trouble;
pub(super) use play::BEFORE;
use play::Play;
use prepare::prepare;
pub(super) use prepare::{installed, search_path};
pub(crate) use repeat::quoted;
use repeat::repeat;
pub(super) use unplayed::label;
use unplayed::skip_rest;

mod act;
mod by_hand;
mod course;
mod diary;
mod failure;
pub mod jobs;
mod margin;
mod play;
mod prepare;
mod repeat;
#[cfg(test)]
mod tests;
mod unplayed;

/// The seed where neither the command line nor the scenario names one.
const SEED: u64 = 1;

/// How a run is to be made.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// Where.
    pub target: Target,
    /// The beginning of the command line that makes such a run: `byoip run` with
    /// the scenario's file, if nothing is said.
    pub repeat: Option<String>,
    /// The seed of world and dice; the scenario's own where it is absent.
    pub seed: Option<u64>,
    /// A folder of ready-made keys.
    pub keys: Option<PathBuf>,
    /// Variables from outside, which win over the scenario's own.
    pub variables: BTreeMap<String, String>,
    /// Those of them whose values are never shown.
    pub secrets: BTreeSet<String>,
    /// A working folder to keep; without it a temporary one.
    pub work_dir: Option<PathBuf>,
    /// Whether a missing tool fails a scenario instead of skipping it.
    pub no_skip: bool,
    /// A folder whose programs `shell` steps find before others: where `byoip`
    /// itself lies.
    pub programs: Option<PathBuf>,
    /// What may be changed at real AWS; without it nothing.
    pub allow_write: Option<Allowance>,
    /// Whether `shell` steps run towards real AWS.
    pub allow_shell: bool,
    /// Whether to behave towards a simulator as towards real AWS.
    pub careful: bool,
    /// Who writes down every exchange.
    pub recorder: Option<Recorder>,
    /// What the run is about, for the head of what is written down.
    pub ranges: Vec<Prefix>,
    /// Where real AWS is, for rehearsals.
    pub elsewhere: Elsewhere,
    /// Told what a long run waits for.
    pub notice: Notice,
    /// Asked to end the run before its end.
    pub interrupt: Interrupt,
    /// Which steps to play.
    pub course: Course,
    /// How to write down what is done, so that another process can go on.
    pub keeping: Option<Keeping>,
}

impl RunOptions {
    /// Whether the world begins anew, so that runs of one seed are one run in what
    /// they leave there. In a world that goes on each must have a word of its own,
    /// or would take for its work what an earlier one left.
    pub(crate) fn begins_anew(&self) -> bool {
        match self.target {
            Target::Embedded => true,
            Target::Url(_) => self.seed.is_some(),
            Target::Aws => false,
        }
    }
}

/// A part of a scenario, played alone.
#[derive(Clone, Debug)]
pub struct Part<'p> {
    /// Which: its own steps, or one of a drill's.
    pub section: Section,
    /// What earlier parts captured.
    pub carried: &'p BTreeMap<String, String>,
}

/// Plays one part of a scenario in a world that is as an earlier one left it, and
/// gives the variables for the next, without those that are secret.
pub async fn run_part(
    scenario: &Scenario,
    part: &Part<'_>,
    options: &RunOptions,
    observer: &mut dyn Observer,
) -> (RunResult, BTreeMap<String, String>) {
    let (mut result, seed) = begin(scenario, options);
    observer.begin(&result, scenario.len());
    let mut variables = BTreeMap::new();
    let begins = part.section == Section::Steps;
    match prepare(scenario, options, seed, &Diary::default(), begins).await {
        Err(failure) => result.trouble = Some(failure),
        Ok(mut stage) => {
            for (name, value) in part.carried {
                stage.set(name, value.clone());
            }
            let mut play = Play {
                stage,
                course: &Course::default(),
                diary: Diary::default(),
                result: &mut result,
                observer,
            };
            play.part(scenario, part.section).await;
            let all = play.stage.variables.captured();
            variables.extend(
                all.filter(|(_, value)| !play.stage.secrets.has(value))
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
            );
        }
    }
    result.interrupted = options.interrupt.is_asked();
    observer.end(&result);
    (result, variables)
}

/// Runs a scenario to its end and says what came of it.
pub async fn run(
    scenario: &Scenario,
    options: &RunOptions,
    observer: &mut dyn Observer,
) -> RunResult {
    let (mut result, seed) = begin(scenario, options);
    observer.begin(&result, scenario.len());
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
    if result.steps.is_empty() {
        skip_rest(scenario, &mut result, observer);
    }
    observer.end(&result);
    result
}

/// The result of a run that is not made.
pub(crate) fn skip(
    scenario: &Scenario,
    options: &RunOptions,
    reason: &str,
    observer: &mut dyn Observer,
) -> RunResult {
    let (mut result, _) = begin(scenario, options);
    observer.begin(&result, scenario.len());
    result.skipped = Some(reason.to_owned());
    skip_rest(scenario, &mut result, observer);
    observer.end(&result);
    result
}

/// The seed of a run.
pub fn seed(scenario: &Scenario, options: &RunOptions) -> u64 {
    options.seed.or(scenario.world.seed).unwrap_or(SEED)
}

/// An empty result, and the seed of the run.
fn begin(scenario: &Scenario, options: &RunOptions) -> (RunResult, u64) {
    let seed = seed(scenario, options);
    // A running simulator has a seed of its own, which naming another would reset.
    let shown = match options.target {
        Target::Url(_) => options.seed,
        Target::Aws => None,
        Target::Embedded => Some(seed),
    };
    let result = RunResult {
        scenario: scenario.name.clone(),
        source: scenario.source.clone(),
        target: options.target.to_string(),
        seed: shown,
        repeat: repeat(scenario, options, shown),
        resume: None,
        steps: Vec::new(),
        skipped: None,
        trouble: None,
        interrupted: false,
    };
    (result, seed)
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
    let diary = match Diary::open(options.keeping.as_ref()) {
        Ok(diary) => diary,
        Err(error) => {
            result.trouble = Some(unwritten(&error, &Place::nowhere()));
            return;
        }
    };
    let stage = tokio::select! {
        biased;
        () = options.interrupt.at_once() => None,
        stage = prepare(scenario, options, seed, &diary, true) => Some(stage),
    };
    let noted = match stage {
        None => diary.discard(),
        Some(Err(failure)) => {
            result.trouble = Some(failure);
            diary.discard()
        }
        Some(Ok(stage)) => match diary.set(&stage) {
            Err(error) => Err(error),
            Ok(()) => {
                let mut play = Play {
                    stage,
                    course: &options.course,
                    diary: diary.clone(),
                    result,
                    observer,
                };
                play.all(scenario).await;
                result.interrupted = options.interrupt.is_asked();
                diary.over(result)
            }
        },
    };
    if let Err(error) = noted {
        let failure = unwritten(&error, &Place::nowhere());
        result.trouble.get_or_insert(failure);
    }
}
