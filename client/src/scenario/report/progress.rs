//! The transcript as it grows on stdout and, on a terminal, a line on stderr that
//! says which step is under way. Elsewhere stderr stays empty: the transcript's
//! own lines are the progress.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use byoip_vocabulary::duration;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use jiff::{SignedDuration, Timestamp};

use super::{Observer, github, text};
use crate::clock;
use crate::scenario::outcome::{RunResult, StepResult};

/// Shows a run on the terminal.
#[derive(Debug)]
pub struct Console {
    quiet: bool,
    /// Whether GitHub's runner reads what is printed.
    for_runner: bool,
    line: ProgressBar,
    /// Runs that ended badly, of those shown by their number.
    failed: usize,
    /// The first thing that kept a text from being printed.
    broken: Option<io::Error>,
}

impl Console {
    /// A quiet one prints nothing of runs that succeed.
    pub fn new(quiet: bool) -> Self {
        Self {
            quiet,
            for_runner: false,
            line: ProgressBar::hidden(),
            failed: 0,
            broken: None,
        }
    }

    /// The same; where GitHub's runner reads it, nothing is a command to it.
    pub fn for_runner(mut self, is_runner: bool) -> Self {
        self.for_runner = is_runner;
        self
    }

    /// Prints the last line of several scenarios.
    pub fn total(&mut self, runs: &[RunResult]) {
        let wanted = !self.quiet || runs.iter().any(|run| !run.succeeded());
        if runs.len() > 1 && wanted {
            self.print(&text::total(runs));
        }
    }

    /// Prints what came of a run that nobody could follow.
    pub fn whole(&mut self, run: &RunResult) {
        if !self.quiet || !run.succeeded() {
            self.print(&text::transcript(run));
        }
    }

    /// Prints what came of one of a file's many runs, if it failed.
    pub fn one_of_many(&mut self, run: &RunResult) {
        if !run.succeeded() {
            self.print(&text::failing(run));
        }
    }

    /// Prints the line about all runs of a file.
    pub fn repeated(&mut self, runs: &[RunResult]) {
        if !self.quiet || runs.iter().any(|run| !run.succeeded()) {
            self.print(&text::repeated(runs));
        }
    }

    /// Shows how many runs there will be.
    pub fn expect(&mut self, runs: usize) {
        if io::stderr().is_terminal() && !self.quiet {
            let runs = u64::try_from(runs).unwrap_or(u64::MAX);
            self.line = ProgressBar::new(runs).with_style(bar());
            self.line.enable_steady_tick(TICK);
        }
    }

    /// Another one has ended.
    pub fn another(&mut self, failed: bool) {
        self.failed += usize::from(failed);
        if self.failed > 0 {
            self.line.set_message(format!("{} failed", self.failed));
        }
        self.line.inc(1);
    }

    /// All have.
    pub fn no_more(&mut self) {
        self.line.finish_and_clear();
        self.line = ProgressBar::hidden();
    }

    /// Whether everything was printed. A reader that has had enough, as `head`
    /// does, is none of our concern.
    pub fn into_result(self) -> io::Result<()> {
        match self.broken {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            Some(_) | None => Ok(()),
        }
    }

    fn print(&mut self, text: &str) {
        let tamed = self.for_runner.then(|| github::tame(text));
        let text = tamed.as_deref().unwrap_or(text);
        let printed = self.line.suspend(|| {
            let mut out = anstream::stdout();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        });
        if let Err(error) = printed {
            self.broken.get_or_insert(error);
        }
    }
}

impl Observer for Console {
    fn begin(&mut self, run: &RunResult, steps: usize) {
        if !self.quiet {
            self.print(&text::header(run));
        }
        if io::stderr().is_terminal() && !self.quiet {
            let steps = u64::try_from(steps).unwrap_or(u64::MAX);
            self.line = ProgressBar::new(steps).with_style(style());
            self.line.enable_steady_tick(TICK);
        }
    }

    fn section(&mut self, heading: &str) {
        if !self.quiet {
            self.print(&text::heading(heading));
        }
    }

    fn start(&mut self, name: &str) {
        self.line.set_message(name.to_owned());
    }

    fn waits(&mut self, until: Timestamp) {
        self.line.set_style(countdown(until));
    }

    fn step(&mut self, step: &StepResult) {
        self.line.set_style(style());
        self.line.inc(1);
        if !self.quiet {
            self.print(&text::step(step));
        }
    }

    fn end(&mut self, run: &RunResult) {
        self.line.finish_and_clear();
        self.line = ProgressBar::hidden();
        if !self.quiet {
            self.print(&text::footer(run));
        } else if !run.succeeded() {
            self.print(&text::transcript(run));
        }
    }
}

/// How often the picture on the terminal moves.
const TICK: Duration = Duration::from_millis(100);

fn bar() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {wide_bar} {pos}/{len} runs {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {pos}/{len} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// The same with the time that is left, counted down.
fn countdown(until: Timestamp) -> ProgressStyle {
    let left = move |_: &ProgressState, text: &mut dyn fmt::Write| {
        let seconds = until.duration_since(clock::now()).as_secs().max(0);
        let left = duration::display(SignedDuration::from_secs(seconds));
        // Writing to the line's own buffer cannot fail.
        let _ = text.write_str(&left);
    };
    ProgressStyle::with_template("{spinner} {pos}/{len} {left} left: {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key("left", left)
}
