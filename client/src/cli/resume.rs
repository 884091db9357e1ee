//! `byoip resume [ID]`: lists interrupted runs, and goes on with one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::output;
use super::output::on_runner;
use super::report::Reports;
use super::run::guard::Guard;
use super::run::keeping::Place;
use super::run::signals::Signals;
use super::run::variables::{Gathered, Variables};
use super::run::{elsewhere, exit};
use super::source;
use crate::authorization::file;
use crate::exit::{Exit, Failure};
use crate::migration::{self, Migration};
use crate::notice::Notice;
use crate::recording::Recorder;
use crate::scenario::Source;
use crate::scenario::document::Scenario;
use crate::scenario::files::Disk;
use crate::scenario::interrupt::Interrupt;
use crate::scenario::journal::resume::ResumeError;
use crate::scenario::journal::{self, Header, Journal, JournalError, Record};
use crate::scenario::plan::Plan;
use crate::scenario::report::progress::Console;
use crate::scenario::runner::jobs::{self, Job, Manner};
use crate::scenario::runner::{Keeping, RunOptions};

/// List interrupted runs, or go on with one at the first step that has not ended
/// well
///
/// Runs on a running simulator and on real AWS write down what they do. A step
/// that was under way is looked for first, so that no change is made twice.
#[derive(Args, Debug)]
pub struct Resume {
    /// Which run; without it the unfinished ones are listed
    id: Option<String>,

    #[command(flatten)]
    place: Place,

    /// Go on although a file has changed since the run began
    #[arg(long)]
    force: bool,

    /// Do not ask before something is changed at real AWS
    #[arg(long)]
    yes: bool,

    /// Print only what failed
    #[arg(long, short)]
    quiet: bool,

    /// Write down every exchange from here on, into a new file
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,

    #[command(flatten)]
    variables: Variables,

    #[command(flatten)]
    reports: Reports,
}

impl Resume {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        self.reports.check()?;
        let below = self.place.folder()?;
        match &self.id {
            None => list(&below),
            Some(id) => self.go_on(&below, id),
        }
    }

    fn go_on(&self, below: &Path, id: &str) -> Result<Exit, Failure> {
        let (journal, record) = Journal::reopen(below, id).map_err(unknown)?;
        record.is_unfinished().map_err(refused)?;
        let header = journal.header().clone();
        self.unchanged(&header)?;
        let given = self.given(&header)?;
        let scenario = read(&header, &given)?;
        let names: BTreeSet<&str> = given.values.keys().map(String::as_str).collect();
        let course = record.course(&scenario, &names).map_err(refused)?;
        let mut resume = format!("byoip resume {id}");
        if !self.place.is_usual() {
            resume.push_str(&format!(" --journal {}", below.display()));
        }
        let recorder = self.record.as_deref().map(Recorder::create).transpose();
        let recorder = recorder.map_err(|error| Failure::new(Exit::Usage, error))?;
        let interrupt = Interrupt::default();
        let options = RunOptions {
            recorder: recorder.clone(),
            variables: given.of(&scenario),
            secrets: given.secrets.clone(),
            programs: source::own_folder(),
            elsewhere: elsewhere(),
            notice: Notice::new(|text| output::note(text)),
            interrupt: interrupt.clone(),
            course,
            keeping: Some(Keeping::Again {
                journal: Arc::new(journal),
                record: Arc::new(record),
                resume,
            }),
            ..options(&header)?
        };
        let guard = Guard {
            allow_write: options.allow_write.clone(),
            allow_shell: options.allow_shell,
            yes: self.yes,
        };
        guard.confirm(&options.target, &[Plan::of(&scenario, &options.variables)])?;
        let signals = Signals::listen()?;
        signals.reach(&interrupt, true);
        let mut console = Console::new(self.quiet).for_runner(on_runner());
        let work = [Job {
            scenario: &scenario,
            options,
        }];
        let results = jobs::run_in_turn(&work, Manner::default(), &mut console);
        self.reports.write(&results)?;
        if let Some(recorder) = recorder {
            let written = recorder.finish();
            written.map_err(|error| Failure::new(Exit::Runtime, error))?;
        }
        console.into_result().map_err(|error| {
            Failure::new(Exit::Runtime, format!("cannot write to stdout: {error}"))
        })?;
        Ok(results.iter().map(exit).max().unwrap_or(Exit::Success))
    }

    /// Steps are counted, and in another file the count is another one.
    fn unchanged(&self, header: &Header) -> Result<(), Failure> {
        let changed = header.changed(&Disk);
        if self.force || changed.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = changed.iter().map(|it| it.display().to_string()).collect();
        let text = format!(
            "not as it was when the run began: {}; put it back, or go on with --force if the \
             steps are still the same",
            names.join(", ")
        );
        Err(Failure::new(Exit::Usage, text))
    }

    /// The variables of the run, and its secrets, which have to be given again.
    fn given(&self, header: &Header) -> Result<Gathered, Failure> {
        let mut given = self.variables.gather()?;
        let absent: Vec<String> = header
            .secrets
            .iter()
            .filter(|name| !given.values.contains_key(*name))
            .map(|name| format!("--secret {name}=…"))
            .collect();
        if !absent.is_empty() {
            let text = format!(
                "secrets are in no journal; give them again: {}",
                absent.join(" ")
            );
            return Err(Failure::new(Exit::Usage, text));
        }
        given.secrets.extend(header.secrets.iter().cloned());
        for (name, value) in &header.variables {
            let value = value.clone();
            given.values.entry(name.clone()).or_insert(value);
        }
        Ok(given)
    }
}

/// What the header says of how to run.
fn options(header: &Header) -> Result<RunOptions, Failure> {
    let unfit = |what: &str, error: String| {
        let text = format!("the journal's {what} is none: {error}");
        Failure::new(Exit::Parse, text)
    };
    let target = header.target.parse();
    let allow_write = header.allow_write.as_deref().map(str::parse).transpose();
    Ok(RunOptions {
        target: target.map_err(|error| unfit("target", format!("{error}")))?,
        seed: header.seed,
        keys: header.keys.clone(),
        work_dir: header.work_dir.clone(),
        no_skip: header.no_skip,
        allow_write: allow_write.map_err(|error| unfit("allow-write", format!("{error}")))?,
        allow_shell: header.allow_shell,
        careful: header.careful,
        ..RunOptions::default()
    })
}

fn read(header: &Header, given: &Gathered) -> Result<Scenario, Failure> {
    let text = file::read_text(&header.file)?;
    let path = header.file.display().to_string();
    let names: Vec<String> = given.values.keys().cloned().collect();
    let source = match migration::is_short(&text) {
        true => Migration::parse(Source { path, text }).map(|it| it.scenario()),
        false => Ok(Source { path, text }),
    };
    let scenario = source.and_then(|source| Scenario::parse(source, &names));
    scenario.map_err(|mistakes| {
        let path = &mistakes.source.path;
        let text = format!("{path} is no scenario any more; `byoip check` tells why");
        Failure::new(Exit::Parse, text)
    })
}

/// Every run that somebody can go on with.
fn list(below: &Path) -> Result<Exit, Failure> {
    let mut lines = Vec::new();
    for id in journal::all(below)? {
        match journal::look(below, &id) {
            Ok(record) if record.is_unfinished().is_ok() => {
                lines.push(line(&record, journal::is_under_way(below, &id)));
            }
            Ok(_) => {}
            Err(error) => output::warn(error),
        }
    }
    match lines.is_empty() {
        true => output::note(format_args!("no unfinished run in {}", below.display())),
        false => output::text(&lines.concat())?,
    }
    Ok(Exit::Success)
}

fn line(record: &Record, is_under_way: bool) -> String {
    let header = &record.header;
    let step = match &record.last_step {
        Some((number, name)) => format!("step {number} ({name})"),
        None => "before its first step".to_owned(),
    };
    let seen = record.last_seen.strftime("%Y-%m-%d %H:%M:%S UTC");
    let now = if is_under_way { ", under way" } else { "" };
    format!(
        "{}  {}\n  target {}, {step}, {seen}{now}\n",
        header.id,
        header.file.display(),
        header.target
    )
}

/// Whoever looks for a run in vain may look for one that leaves no journal.
fn unknown(error: JournalError) -> Failure {
    match error {
        JournalError::Unknown { .. } => Failure::new(
            Exit::Usage,
            format_args!(
                "{error}; `byoip resume` lists the unfinished ones. Of embedded runs there is no \
                 journal: their world ends with the process"
            ),
        ),
        error => error.into(),
    }
}

fn refused(error: ResumeError) -> Failure {
    Failure::new(Exit::Usage, error)
}
