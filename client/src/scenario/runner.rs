//! Runs a scenario, step by step.
//!
//! The order within a step is Hurl's: the call, then whether a refusal was
//! wanted, then captures (expectations may need them), then expectations. After
//! a failure the rest is skipped, for later steps build on earlier ones.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::document::{Scenario, Step};
use super::expectation::Unmet;
use super::keyring::Keyring;
use super::outcome::{Failure, FailureKind, Happening, RunResult, StepOutcome, StepResult};
use super::place::Place;
use super::predicate::show;
use super::problem::Problem;
use super::randomness::Randomness;
use super::report::Observer;
use super::stage::Stage;
use super::step::{Answer, Report, Trouble};
use super::template::Variables;
use crate::aws::identity;
use crate::target::Target;
use crate::target::connection::{ConnectError, Connection, WorldWanted};

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
    let mut result = RunResult {
        scenario: scenario.name.clone(),
        source: scenario.source.clone(),
        target: options.target.to_string(),
        seed,
        repeat: repeat(scenario, options, seed),
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
            Ok((mut stage, _folder)) => {
                play(scenario, options, &mut stage, &mut result, observer).await;
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
    options: &RunOptions,
    stage: &mut Stage,
    result: &mut RunResult,
    observer: &mut dyn Observer,
) {
    for step in &scenario.steps {
        if options.interrupt.load(Ordering::Relaxed) {
            result.interrupted = true;
            return;
        }
        observer.start(&label(step, &stage.variables));
        let done = run_step(step, stage).await;
        let failed = matches!(done.outcome, StepOutcome::Failed(_));
        observer.step(&done);
        result.steps.push(done);
        if failed {
            return;
        }
    }
}

/// Opens the target and sets the stage. The folder, if it is a temporary one,
/// lives as long as the guard that comes with it.
async fn prepare(
    scenario: &Scenario,
    options: &RunOptions,
    seed: u64,
) -> Result<(Stage, Option<tempfile::TempDir>), Failure> {
    let runtime = |what: String| trouble(FailureKind::Runtime, what);
    let world = WorldWanted {
        seed,
        anew: options.seed.is_some(),
        file: scenario
            .world
            .file
            .as_ref()
            .map(|file| beside(scenario, file)),
        policy: scenario.world.policy.clone(),
    };
    let connection =
        Connection::open(&options.target, &world)
            .await
            .map_err(|error| match error {
                ConnectError::Aws => trouble(FailureKind::TargetRefused, error.to_string()),
                _ => runtime(error.to_string()),
            })?;
    let keyring = match &options.keys {
        None => Keyring::Fresh,
        Some(folder) => Keyring::from_folder(folder).map_err(|error| runtime(error.to_string()))?,
    };
    let (folder, guard) =
        folder(options).map_err(|error| runtime(format!("no working folder: {error}")))?;
    let mut stage = Stage {
        connection,
        variables: Variables::default(),
        folder,
        keyring,
        randomness: Randomness::new(seed),
        last_event: 0,
    };
    set_variables(scenario, options, &mut stage)
        .await
        .map_err(|cause| failure_of(cause, &Place::nowhere()))?;
    Ok((stage, guard))
}

/// Variables in the order of their precedence: the target's, the scenario's
/// (which may use those), the command line's.
async fn set_variables(
    scenario: &Scenario,
    options: &RunOptions,
    stage: &mut Stage,
) -> Result<(), Trouble> {
    let clock = stage.connection.control.clock().await?;
    stage.variables.set_now(clock.now);
    let identity = identity::describe(&stage.connection.sts).await?;
    let account = identity.get("Account").map(show).unwrap_or_default();
    stage.variables.set("account", account);
    let region = stage.connection.region().to_owned();
    stage.variables.set("region", region);
    for (name, value) in &options.variables {
        stage.variables.set(name, value);
    }
    for (name, template) in &scenario.variables {
        if !options.variables.contains_key(name) {
            let value = stage.fill(template)?;
            stage.variables.set(name, value);
        }
    }
    let events = stage.connection.control.events(0).await?;
    stage.last_event = events.last().map_or(0, |event| event.sequence);
    Ok(())
}

async fn run_step(step: &Step, stage: &mut Stage) -> StepResult {
    let mut said = String::new();
    let outcome = match act(step, stage, &mut said).await {
        Ok(failures) if failures.is_empty() => StepOutcome::Passed,
        Ok(failures) => StepOutcome::Failed(failures),
        Err(cause) => StepOutcome::Failed(vec![failure_of(cause, &step.action_place)]),
    };
    let name = label(step, &stage.variables);
    let (at, events) = aftermath(stage).await;
    StepResult {
        name,
        place: step.place.clone(),
        at,
        said,
        events,
        outcome,
    }
}

/// Does the step and says what about its answer is not as demanded.
async fn act(step: &Step, stage: &mut Stage, said: &mut String) -> Result<Vec<Failure>, Trouble> {
    let clock = stage.connection.control.clock().await?;
    stage.variables.set_now(clock.now);
    let outcome = step.action.run(stage).await;
    let answer = match (&step.refused, outcome) {
        (Some(wanted), Err(Trouble::Refused { code, message, .. })) => {
            *said = format!("refused, as it must be: {code}: {message}");
            let unmet = wanted.unmet(&code, &message, &stage.variables)?;
            if !unmet.is_empty() {
                return Ok(unmet.into_iter().map(assertion).collect());
            }
            let value = json!({ "Code": code, "Message": message });
            Answer::new(value, said.clone())
        }
        (Some(wanted), Ok(answer)) => {
            *said = answer.said;
            let problem = Problem::new(wanted.place(), "the call went through")
                .label(format!("wanted {}", wanted.words(&stage.variables)?))
                .note(format!("seen: {said}"));
            return Ok(vec![Failure {
                kind: FailureKind::Assertion,
                problem,
            }]);
        }
        (None, Ok(answer)) => {
            *said = answer.said.clone();
            answer
        }
        (_, Err(trouble)) => return Err(trouble),
    };
    judge(step, &answer.value, stage)
}

/// Captures, then expectations.
fn judge(step: &Step, answer: &Value, stage: &mut Stage) -> Result<Vec<Failure>, Trouble> {
    let mut failures = Vec::new();
    for capture in &step.capture {
        match capture.value(answer, &stage.variables) {
            Ok(value) => stage.variables.set(&capture.name, value),
            Err(unmet) => failures.push(assertion(*unmet)),
        }
    }
    let unmet = step.expect.unmet(answer, &stage.variables)?;
    failures.extend(unmet.into_iter().map(assertion));
    if let Some((member, wanted)) = step.action.implied()
        && !step.expect.speaks_of(member)
        && answer.get(member).and_then(Value::as_i64) != Some(wanted)
    {
        failures.push(implied(step, answer, member, wanted));
    }
    Ok(failures)
}

/// The time after a step, and what happened in the world during it. A target
/// that stops answering says so in the next step.
async fn aftermath(stage: &mut Stage) -> (Option<jiff::Timestamp>, Vec<Happening>) {
    let control = &stage.connection.control;
    let at = control.clock().await.ok().map(|clock| clock.now);
    let events = control.events(stage.last_event).await.unwrap_or_default();
    if let Some(last) = events.last() {
        stage.last_event = last.sequence;
    }
    let happenings = events
        .into_iter()
        .map(|event| Happening {
            at: event.at,
            text: event.text,
        })
        .collect();
    (at, happenings)
}

fn assertion(unmet: Unmet) -> Failure {
    let problem = Problem::new(&unmet.place, format!("{} is not as wanted", unmet.path))
        .label(format!("wanted {}", unmet.wanted))
        .note(format!("seen: {}", unmet.seen))
        .note(unmet.hint);
    Failure {
        kind: FailureKind::Assertion,
        problem,
    }
}

fn implied(step: &Step, answer: &Value, member: &str, wanted: i64) -> Failure {
    let seen = answer.get(member).map(show).unwrap_or_default();
    let stderr = answer.get("stderr").map(show).unwrap_or_default();
    let mut problem = Problem::new(&step.action_place, format!("{member} is {seen}"))
        .label(format!("wanted {wanted}"));
    problem.notes.extend(stderr.lines().map(str::to_owned));
    Failure {
        kind: FailureKind::Assertion,
        problem,
    }
}

/// A trouble as a failure at the action's place, unless it has its own.
fn failure_of(cause: Trouble, place: &Place) -> Failure {
    let simple = |kind, what: String| Failure {
        kind,
        problem: Problem::new(place, what),
    };
    let reported = |kind, report: Report| {
        let place = report.place.as_ref().unwrap_or(place);
        let mut problem = Problem::new(place, report.what)
            .label(format!("wanted {}", report.wanted))
            .note(format!("seen: {}", report.seen));
        problem.notes.extend(report.notes);
        Failure { kind, problem }
    };
    match cause {
        Trouble::Refused {
            code,
            message,
            request_id,
        } => Failure {
            kind: FailureKind::Assertion,
            problem: Problem::new(place, format!("refused: {code}: {message}"))
                .note(request_id.map(|id| format!("request: {id}"))),
        },
        Trouble::Unfit(problem) => Failure {
            kind: FailureKind::Scenario,
            problem,
        },
        Trouble::Invalid(what) => simple(FailureKind::Scenario, what),
        Trouble::Failed(what) => simple(FailureKind::Runtime, what),
        Trouble::Unmet(report) => reported(FailureKind::Assertion, *report),
        Trouble::TimedOut(report) => reported(FailureKind::Timeout, *report),
    }
}

fn trouble(kind: FailureKind, what: String) -> Failure {
    Failure {
        kind,
        problem: Problem::new(&Place::nowhere(), what),
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

/// A file that a scenario names, relative to the scenario.
fn beside(scenario: &Scenario, file: &std::path::Path) -> PathBuf {
    std::path::Path::new(&scenario.source.path)
        .parent()
        .map_or_else(|| file.to_owned(), |folder| folder.join(file))
}

fn folder(options: &RunOptions) -> std::io::Result<(PathBuf, Option<tempfile::TempDir>)> {
    if let Some(folder) = &options.work_dir {
        std::fs::create_dir_all(folder)?;
        return Ok((folder.clone(), None));
    }
    let guard = tempfile::Builder::new().prefix("byoip-run-").tempdir()?;
    Ok((guard.path().to_owned(), Some(guard)))
}

/// Whether a program of that name stands in a folder of `PATH`.
fn installed(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
}

/// The command line that makes this run again.
fn repeat(scenario: &Scenario, options: &RunOptions, seed: u64) -> String {
    let mut command = format!(
        "byoip run {} --target {} --seed {seed}",
        quoted(&scenario.source.path),
        quoted(&options.target.to_string()),
    );
    if let Some(keys) = &options.keys {
        command.push_str(&format!(" --keys {}", quoted(&keys.to_string_lossy())));
    }
    for (name, value) in &options.variables {
        command.push_str(&format!(" --var {}", quoted(&format!("{name}={value}"))));
    }
    command
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
