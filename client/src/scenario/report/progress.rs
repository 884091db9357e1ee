//! The transcript as it grows on stdout and, on a terminal, a line on stderr that
//! says which step is under way. Elsewhere stderr stays empty: the transcript's
//! own lines are the progress.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::{Observer, text};
use crate::scenario::outcome::{RunResult, StepResult};

/// Shows a run on the terminal.
#[derive(Debug)]
pub struct Console {
    quiet: bool,
    line: ProgressBar,
}

impl Console {
    /// A quiet one prints nothing of runs that succeed.
    pub fn new(quiet: bool) -> Self {
        Self {
            quiet,
            line: ProgressBar::hidden(),
        }
    }

    fn print(&self, text: &str) {
        self.line.suspend(|| {
            // A closed stdout, as under `head`, ends the program elsewhere; here
            // it would only add a second complaint.
            let _ = anstream::stdout().write_all(text.as_bytes());
        });
    }
}

impl Observer for Console {
    fn begin(&mut self, run: &RunResult, steps: usize) {
        if !self.quiet {
            self.print(&text::header(run));
        }
        if std::io::stderr().is_terminal() && !self.quiet {
            let steps = u64::try_from(steps).unwrap_or(u64::MAX);
            self.line = ProgressBar::new(steps).with_style(style());
            self.line.enable_steady_tick(Duration::from_millis(100));
        }
    }

    fn start(&mut self, name: &str) {
        self.line.set_message(name.to_owned());
    }

    fn step(&mut self, step: &StepResult) {
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

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {pos}/{len} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}
