//! `byoip run FILE…`: runs scenarios and reports what came of them.
//!
//! - [`inputs`]: what is read, and which of it is chosen
//! - [`span`]: which steps of it are played
//! - [`batch`]: how many runs, and how many at a time
//! - [`variables`], [`guard`]: what they are given, and what they may change
//! - [`keeping`]: what is written down of them for `byoip resume`
//! - [`signals`]: how they are ended
//! - [`watch`]: when they are made again

use std::path::PathBuf;

use byoip_vocabulary::prefix::Prefix;
use clap::Args;

use super::output;
use super::report::Reports;
use super::source;
use crate::exit::{Exit, Failure};
use crate::notice::Notice;
use crate::recording::Recorder;
use crate::scenario::Source;
use crate::scenario::document::Unreadable;
use crate::scenario::interrupt::Interrupt;
use crate::scenario::outcome::{FailureKind, RunResult};
use crate::scenario::plan::{self, Plan};
use crate::scenario::runner::jobs::Job;
use crate::scenario::runner::{self, Course, RunOptions};
use crate::target::Target;
use crate::target::elsewhere::Elsewhere;

mod batch;
pub(super) mod guard;
mod inputs;
pub(super) mod keeping;
pub(super) mod signals;
mod span;
#[cfg(test)]
mod tests;
pub(super) mod variables;
mod watch;

use batch::Batch;
use guard::Guard;
pub(super) use inputs::tell;
use inputs::{Loaded, Selection};
use keeping::Journals;
use signals::Signals;
use span::Span;
use variables::{Gathered, Variables};

/// Run scenarios and report what came of them
#[derive(Args, Debug)]
pub struct Run {
    /// Scenario files (YAML); a folder means every scenario below it, - standard
    /// input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Where: embedded (a fresh simulator in this process), url=http://… (a
    /// running one), or aws (the real thing, with the AWS CLI's configuration)
    #[arg(long, default_value_t, value_name = "TARGET")]
    target: Target,

    /// Seed of the world and of salts and serials; equal seeds repeat a run.
    /// With url=… it resets the world there, at aws it seeds salts and serials
    /// alone
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Take ready-made private keys (*.pem, by name) instead of making new
    /// ones: for rehearsals that repeat byte for byte, never for real ranges
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,

    /// Print what every step does, who does it and what is at stake, and the least
    /// IAM policy for it; run nothing
    #[arg(long)]
    dry_run: bool,

    /// Run again whenever a file that was read is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["dry_run", "allow_write"])]
    watch: bool,

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
    variables: Variables,

    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    span: Span,

    #[command(flatten)]
    batch: Batch,

    #[command(flatten)]
    guard: Guard,

    #[command(flatten)]
    journals: Journals,

    #[command(flatten)]
    reports: Reports,
}

/// What goes for every run of a command.
struct Common<'c> {
    variables: &'c Gathered,
    course: Course,
    /// How many runs each file has, with one seed after another; none is one run
    /// with the seed that there is.
    repeat: Option<u64>,
    interrupt: Interrupt,
}

impl Run {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        self.execute_as(&Reading::SCENARIO)
    }

    /// The same with files that are something else, and stand for scenarios.
    pub(super) fn execute_as(self, reading: &Reading) -> Result<Exit, Failure> {
        self.reports.check(self.record.as_deref())?;
        self.writes_nothing_dry()?;
        let variables = self.variables.gather()?;
        if self.watch {
            return watch::watch(&self, reading, &variables);
        }
        let signals = Signals::listen()?;
        let inputs = inputs::read(&self.files, reading, &self.selection, &variables)?;
        let Some(loaded) = inputs.scenarios else {
            return Ok(Exit::Parse);
        };
        self.reports.spare(&inputs.paths)?;
        let interrupt = Interrupt::default();
        self.play(&loaded, &variables, &interrupt, &signals)
    }

    /// A run that is not made leaves nothing to write down.
    fn writes_nothing_dry(&self) -> Result<(), Failure> {
        let reports = self.reports.files()?;
        let wanted = reports.first().map(|(name, _)| *name);
        match wanted.or(self.record.as_ref().map(|_| "--record")) {
            Some(name) if self.dry_run => {
                let text =
                    format!("--dry-run runs nothing, and {name} would be empty; leave it out");
                Err(Failure::new(Exit::Usage, text))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Plays what was read, or prints what would be done.
    fn play(
        &self,
        loaded: &[Loaded],
        variables: &Gathered,
        interrupt: &Interrupt,
        signals: &Signals,
    ) -> Result<Exit, Failure> {
        for name in &variables.named {
            inputs::known_to_one(name, loaded)?;
        }
        let plans: Vec<Plan> = loaded
            .iter()
            .map(|it| Plan::of(&it.scenario, &variables.values))
            .collect();
        let threads = self.batch.threads(&self.target)?;
        let repeat = self.batch.seeds(&self.target, self.seed)?;
        let course = self.span.course(loaded, &plans, variables, &self.target)?;
        if self.dry_run {
            return print_plans(&plans);
        }
        self.guard.confirm(&self.target, &plans)?;
        let common = Common {
            variables,
            course,
            repeat: repeat.map(Into::into),
            interrupt: interrupt.clone(),
        };
        let recorder = self.recorder(loaded, common.repeat)?;
        // Not before: whoever is asked for a word may still press Ctrl-C.
        let work = self.jobs(loaded, &common, recorder.as_ref())?;
        let is_kept = work.iter().any(|job| job.options.keeping.is_some());
        if !self.watch {
            signals.reach(interrupt, is_kept);
        }
        let per_file = work.len() / loaded.len().max(1);
        let (results, printed) = self.batch.run(&work, per_file, threads, self.quiet);
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

    /// Begins the recording, if one is wanted.
    fn recorder(
        &self,
        loaded: &[Loaded],
        repeat: Option<u64>,
    ) -> Result<Option<Recorder>, Failure> {
        let Some(path) = &self.record else {
            return Ok(None);
        };
        if loaded.len() > 1 || repeat.is_some() {
            let text = "a recording is of one run; name one file, and leave out --repeat";
            return Err(Failure::new(Exit::Usage, text));
        }
        let recorder = Recorder::create(path);
        recorder
            .map(Some)
            .map_err(|error| Failure::new(Exit::Usage, error))
    }

    /// Every run of every file.
    fn jobs<'l>(
        &self,
        loaded: &'l [Loaded],
        common: &Common<'_>,
        recorder: Option<&Recorder>,
    ) -> Result<Vec<Job<'l>>, Failure> {
        let folders = inputs::folder_names(loaded);
        let mut jobs = Vec::new();
        for (it, folder) in loaded.iter().zip(folders) {
            let scenario = &it.scenario;
            let work_dir = self.work_dir.clone().map(|work_dir| match loaded.len() {
                1 => work_dir,
                _ => work_dir.join(folder),
            });
            let mut options = RunOptions {
                recorder: recorder.cloned(),
                ..self.options(it, work_dir, common)
            };
            let Some(repeat) = common.repeat else {
                if !self.watch {
                    options.keeping = self.journals.keeping(it, &options)?;
                }
                jobs.push(Job { scenario, options });
                continue;
            };
            let first = runner::seed(scenario, &options);
            let Some(last) = first.checked_add(repeat.saturating_sub(1)) else {
                let text =
                    format!("--repeat {repeat}: there are no {repeat} seeds from {first} on");
                return Err(Failure::new(Exit::Usage, text));
            };
            for seed in first..=last {
                let folder = options.work_dir.as_ref();
                let options = RunOptions {
                    seed: Some(seed),
                    work_dir: folder.map(|it| it.join(format!("seed-{seed}"))),
                    ..options.clone()
                };
                jobs.push(Job { scenario, options });
            }
        }
        Ok(jobs)
    }

    fn options(
        &self,
        loaded: &Loaded,
        work_dir: Option<PathBuf>,
        common: &Common<'_>,
    ) -> RunOptions {
        let allowed = self.guard.allow_write.as_ref();
        let ranges = match (loaded.ranges.is_empty(), allowed) {
            (true, Some(allowance)) => allowance.ranges().to_vec(),
            (_, _) => loaded.ranges.clone(),
        };
        RunOptions {
            repeat: Some(loaded.command.clone()),
            target: self.target.clone(),
            seed: self.seed,
            keys: self.keys.clone(),
            variables: common.variables.of(&loaded.scenario),
            secrets: common.variables.secrets.clone(),
            work_dir,
            no_skip: self.no_skip,
            programs: source::own_folder(),
            allow_write: self.guard.allow_write.clone(),
            allow_shell: self.guard.allow_shell,
            careful: self.careful,
            elsewhere: elsewhere(),
            recorder: None,
            ranges,
            notice: Notice::new(|text| output::note(text)),
            interrupt: common.interrupt.clone(),
            course: common.course.clone(),
            keeping: None,
        }
    }
}

/// What the files are, and the command that takes them.
pub(super) struct Reading {
    pub(super) command: &'static str,
    pub(super) expand: fn(Source) -> Result<Expanded, Unreadable>,
}

/// A scenario's text, and the ranges it is about where its file names them.
pub(super) struct Expanded {
    pub(super) source: Source,
    pub(super) ranges: Vec<Prefix>,
}

impl Reading {
    pub(super) const SCENARIO: Self = Self {
        command: "byoip run",
        expand: |source| {
            Ok(Expanded {
                source,
                ranges: Vec::new(),
            })
        },
    };
}

pub(super) fn exit(run: &RunResult) -> Exit {
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

fn print_plans(plans: &[Plan]) -> Result<Exit, Failure> {
    let mut text = String::new();
    for plan in plans {
        text.push_str(&plan.text());
        text.push('\n');
    }
    match plan::least_policy(plans) {
        Some(policy) => {
            text.push_str(&format!("The least that IAM has to allow:\n{policy:#}\n"));
        }
        None => text.push_str("No step calls AWS, so IAM has to allow nothing.\n"),
    }
    if plans.iter().any(Plan::has_commands) {
        text.push_str("What the commands do is not counted: only their author knows it.\n");
    }
    output::text(&text)?;
    Ok(Exit::Success)
}

/// RDAP, validators and looking glasses of a simulator, where one stands for
/// them as it does for other commands.
pub(super) fn elsewhere() -> Elsewhere {
    let services = std::env::var("BYOIP_SIMULATOR_URL").ok();
    Elsewhere {
        services: services
            .map(|url| url.trim_end_matches('/').to_owned())
            .filter(|url| !url.is_empty()),
        ..Elsewhere::default()
    }
}
