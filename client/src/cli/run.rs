//! `byoip run FILE…`: runs scenarios and reports what came of them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use byoip_vocabulary::prefix::Prefix;
use clap::Args;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

use super::report::Reports;
use super::source;
use crate::authorization::file;
use crate::exit::{Exit, Failure};
use crate::notice::Notice;
use crate::recording::Recorder;
use crate::scenario::Source;
use crate::scenario::document::{Scenario, Unreadable};
use crate::scenario::interrupt::{Interrupt, Urgency};
use crate::scenario::outcome::{FailureKind, RunResult};
use crate::scenario::plan::{self, Plan};
use crate::scenario::problem::did_you_mean;
use crate::scenario::report::progress::Console;
use crate::scenario::runner::{self, RunOptions};
use crate::target::Target;
use crate::target::elsewhere::Elsewhere;

mod guard;
#[cfg(test)]
mod tests;
mod variables;

use guard::Guard;
use variables::{Gathered, Variables};

/// Run scenarios and report what came of them
#[derive(Args, Debug)]
pub struct Run {
    /// Scenario files (YAML)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Where: embedded (a fresh simulator in this process), url=http://… (a
    /// running one), or aws (the real thing, with the AWS CLI's configuration)
    #[arg(long, default_value_t, value_name = "TARGET")]
    target: Target,

    /// Seed of the world and of salts and serials; equal seeds repeat a run.
    /// With url=… it resets the world there
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Take ready-made private keys (*.pem, by name) instead of making new
    /// ones: for rehearsals that repeat byte for byte, never for real ranges
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,

    #[command(flatten)]
    variables: Variables,

    #[command(flatten)]
    guard: Guard,

    /// Print what every step does, who does it and what is at stake, and the least
    /// IAM policy for it; run nothing
    #[arg(long)]
    dry_run: bool,

    /// Behave towards a simulator as towards real AWS: keep its documented pace,
    /// repeat what was throttled, look before repeating what nobody answered
    #[arg(long)]
    careful: bool,

    /// Keep the files a scenario writes, in this folder
    #[arg(long, value_name = "DIR")]
    work_dir: Option<PathBuf>,

    /// Fail, instead of skipping, where a tool that a scenario requires is missing
    #[arg(long)]
    no_skip: bool,

    /// Print only what failed
    #[arg(long, short)]
    quiet: bool,

    /// Write down every exchange with AWS and the internet's services, without
    /// secrets, for `byoip replay`; of one scenario, into a new file
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,

    #[command(flatten)]
    reports: Reports,
}

impl Run {
    /// Reads every file before the first one runs, so that a mistake in the last
    /// is not found after an hour.
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        self.execute_as(&Reading::SCENARIO)
    }

    /// The same with files that are something else, and stand for scenarios.
    pub(super) fn execute_as(self, reading: &Reading) -> Result<Exit, Failure> {
        self.reports.check()?;
        let variables = self.variables.gather()?;
        let given: Vec<String> = variables.values.keys().cloned().collect();
        let mut scenarios = Vec::new();
        let mut unreadable = false;
        for file in &self.files {
            match (reading.read)(file, &given)? {
                Ok(scenario) => scenarios.push(scenario),
                Err(mistakes) => {
                    tell(&mistakes);
                    unreadable = true;
                }
            }
        }
        if unreadable {
            return Ok(Exit::Parse);
        }
        for name in &variables.named {
            known_to_one(name, &scenarios)?;
        }
        let plans: Vec<Plan> = scenarios
            .iter()
            .map(|scenario| Plan::of(scenario, &variables.values))
            .collect();
        if self.dry_run {
            return print_plans(&plans);
        }
        self.guard.confirm(&self.target, &plans)?;
        let recorder = self.recorder(&scenarios)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::new(Exit::Runtime, error))?;
        let results =
            runtime.block_on(self.run_all(reading, &scenarios, &variables, recorder.as_ref()));
        let (results, printed) = results;
        self.reports.write(&results)?;
        if let Some(recorder) = recorder {
            let written = recorder.finish();
            written.map_err(|error| Failure::new(Exit::Runtime, error))?;
        }
        printed.map_err(|error| {
            Failure::new(Exit::Runtime, format!("cannot write to stdout: {error}"))
        })?;
        // The highest code of several files is the most fundamental one.
        Ok(results.iter().map(exit).max().unwrap_or(Exit::Success))
    }

    /// The files that were named.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The results, and whether the transcript could be printed.
    async fn run_all(
        &self,
        reading: &Reading,
        scenarios: &[Scenario],
        variables: &Gathered,
        recorder: Option<&Recorder>,
    ) -> (Vec<RunResult>, io::Result<()>) {
        let interrupt = Interrupt::default();
        watch_for_interrupt(interrupt.clone());
        let mut console = Console::new(self.quiet);
        let mut results = Vec::new();
        for (scenario, file) in scenarios.iter().zip(&self.files) {
            let options = RunOptions {
                repeat: Some(reading.command(file)),
                target: self.target.clone(),
                seed: self.seed,
                keys: self.keys.clone(),
                variables: variables.of(scenario),
                secrets: variables.secrets.clone(),
                work_dir: self.work_dir_of(scenario),
                no_skip: self.no_skip,
                programs: source::own_folder(),
                allow_write: self.guard.allow_write.clone(),
                allow_shell: self.guard.allow_shell,
                careful: self.careful,
                elsewhere: elsewhere(),
                recorder: recorder.cloned(),
                ranges: self.ranges(reading, file),
                notice: Notice::new(|text| eprintln!("byoip: {text}")),
                interrupt: interrupt.clone(),
            };
            results.push(runner::run(scenario, &options, &mut console).await);
        }
        console.total(&results);
        (results, console.into_result())
    }

    /// Begins the recording, if one is wanted.
    fn recorder(&self, scenarios: &[Scenario]) -> Result<Option<Recorder>, Failure> {
        let Some(path) = &self.record else {
            return Ok(None);
        };
        if scenarios.len() > 1 {
            let text = "a recording is of one scenario; run each by itself";
            return Err(Failure::new(Exit::Usage, text));
        }
        let recorder = Recorder::create(path);
        recorder
            .map(Some)
            .map_err(|error| Failure::new(Exit::Usage, error))
    }

    /// The ranges that a file names, else those that may be changed.
    fn ranges(&self, reading: &Reading, file: &Path) -> Vec<Prefix> {
        let named = (reading.ranges)(file);
        match &self.guard.allow_write {
            Some(allowance) if named.is_empty() => allowance.ranges().to_vec(),
            Some(_) | None => named,
        }
    }

    /// With several files each gets a folder of its own, by its name.
    fn work_dir_of(&self, scenario: &Scenario) -> Option<PathBuf> {
        let folder = self.work_dir.clone()?;
        if self.files.len() == 1 {
            return Some(folder);
        }
        let name = Path::new(&scenario.source.path).file_stem()?;
        Some(folder.join(name))
    }
}

/// A scenario, or its mistakes; a failure where there is no file.
pub(super) type Readings = Result<Result<Scenario, Unreadable>, Failure>;

/// How files become scenarios, and the command that makes them so.
pub(super) struct Reading {
    pub(super) command: &'static str,
    pub(super) read: fn(&Path, &[String]) -> Readings,
    /// The ranges that a file names, where it is about some.
    pub(super) ranges: fn(&Path) -> Vec<Prefix>,
}

impl Reading {
    const SCENARIO: Self = Self {
        command: "byoip run",
        read,
        ranges: |_| Vec::new(),
    };

    /// The beginning of a command line about a file.
    fn command(&self, file: &Path) -> String {
        format!(
            "{} {}",
            self.command,
            runner::quoted(&file.to_string_lossy())
        )
    }
}

fn read(path: &Path, given: &[String]) -> Readings {
    let text = file::read_text(path).map_err(|error| Failure::new(Exit::Parse, error))?;
    let path = path.display().to_string();
    Ok(Scenario::parse(Source { path, text }, given))
}

/// Shows every mistake of a file under its caret.
pub(super) fn tell(Unreadable { source, problems }: &Unreadable) {
    for problem in problems {
        eprintln!("{}\n", problem.render_styled(source));
    }
    let count = problems.len();
    let mistakes = if count == 1 { "mistake" } else { "mistakes" };
    eprintln!(
        "byoip: {}: {count} {mistakes}; nothing was run",
        source.path
    );
}

/// A variable that no scenario knows is a mistyped one, and the run would go on
/// with the value it was to replace.
fn known_to_one(name: &str, scenarios: &[Scenario]) -> Result<(), Failure> {
    let known: BTreeSet<&str> = scenarios.iter().flat_map(Scenario::names).collect();
    if known.contains(name) {
        return Ok(());
    }
    let hint = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| {
        let known: Vec<&str> = known.into_iter().collect();
        match known.as_slice() {
            [] => "none can be set".to_owned(),
            known => format!("there are `{}`", known.join("`, `")),
        }
    });
    let text = format!("no scenario has a variable `{name}`; {hint}");
    Err(Failure::new(Exit::Usage, text))
}

fn exit(run: &RunResult) -> Exit {
    if run.interrupted {
        return Exit::Interrupted;
    }
    match run.worst_before_teardown() {
        None if run.left_behind() => Exit::Incomplete,
        None => Exit::Success,
        Some(FailureKind::Assertion) => Exit::Assertion,
        Some(FailureKind::Timeout) => Exit::Timeout,
        Some(FailureKind::Scenario) => Exit::Parse,
        Some(FailureKind::Runtime) => Exit::Runtime,
        Some(FailureKind::TargetRefused) => Exit::Refused,
        Some(FailureKind::Interrupted) => Exit::Interrupted,
    }
}

/// Ctrl-C lets the step under way finish, so that the report is whole. A second
/// one, or a signal that asks the program to go, ends the step with all that it
/// started; reports are written and temporary keys removed all the same.
fn watch_for_interrupt(interrupt: Interrupt) {
    #[cfg(unix)]
    for kind in [SignalKind::terminate(), SignalKind::hangup()] {
        let interrupt = interrupt.clone();
        tokio::spawn(async move {
            if let Ok(mut signals) = signal(kind)
                && signals.recv().await.is_some()
            {
                interrupt.ask_at_once();
            }
        });
    }
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            if interrupt.ask() == Urgency::AfterStep {
                eprintln!("byoip: finishing this step; press Ctrl-C again to stop at once");
            }
        }
    });
}

fn print_plans(plans: &[Plan]) -> Result<Exit, Failure> {
    let mut text = String::new();
    for plan in plans {
        text.push_str(&plan.text());
        text.push('\n');
    }
    let policy = plan::least_policy(plans);
    text.push_str(&format!("The least that IAM has to allow:\n{policy:#}\n"));
    super::output::text(&text)?;
    Ok(Exit::Success)
}

/// RDAP, validators and looking glasses of a simulator, where one stands for
/// them as it does for other commands.
fn elsewhere() -> Elsewhere {
    let services = std::env::var("BYOIP_SIMULATOR_URL").ok();
    Elsewhere {
        services: services
            .map(|url| url.trim_end_matches('/').to_owned())
            .filter(|url| !url.is_empty()),
        ..Elsewhere::default()
    }
}
