//! Many runs: one after another, or side by side, each in a world of its own.
//!
//! Side by side every run has a thread and a runtime of its own, and whoever is
//! told of the results hears of them in the order of the jobs, whichever ends
//! first.

use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::failure::trouble;
use super::{RunOptions, run, skip};
use crate::scenario::document::Scenario;
use crate::scenario::outcome::{FailureKind, RunResult};
use crate::scenario::report::Observer;

#[cfg(test)]
mod tests;

/// Why a run is left out after another one failed.
const FAILED_FAST: &str = "an earlier run failed, and --fail-fast ends all";

/// One run.
#[derive(Debug)]
pub struct Job<'s> {
    /// Of what.
    pub scenario: &'s Scenario,
    /// How.
    pub options: RunOptions,
}

/// What goes for all runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Whether the first failure is the end: what runs by then runs on, and the
    /// rest is skipped.
    pub fail_fast: bool,
}

/// Runs them one after another, under an observer's eyes.
pub fn run_in_turn(
    jobs: &[Job<'_>],
    manner: Manner,
    observer: &mut dyn Observer,
) -> Vec<RunResult> {
    let mut is_over = false;
    let mut results = Vec::with_capacity(jobs.len());
    for job in jobs {
        let result = match is_over {
            true => skip(job.scenario, &job.options, FAILED_FAST, observer),
            false => job.run(observer),
        };
        is_over |= manner.fail_fast && !result.succeeded();
        results.push(result);
    }
    results
}

/// What whoever waits for runs side by side is told.
#[derive(Debug)]
pub enum News<'r> {
    /// Another one has ended, not yet told for others are before it.
    Ended {
        /// Whether it failed.
        failed: bool,
    },
    /// The next in the order of the jobs.
    Next {
        /// What came of it.
        result: &'r RunResult,
    },
}

/// Runs them side by side on so many threads.
pub fn run_all(
    jobs: &[Job<'_>],
    threads: NonZeroUsize,
    manner: Manner,
    mut observe: impl FnMut(News<'_>),
) -> Vec<RunResult> {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, ended) = mpsc::channel();
    let mut waiting: Vec<Option<RunResult>> = jobs.iter().map(|_| None).collect();
    let mut results: Vec<RunResult> = Vec::with_capacity(jobs.len());
    thread::scope(|scope| {
        for _ in 0..threads.get().min(jobs.len()) {
            let sender = sender.clone();
            let (next, is_over) = (&next, &is_over);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(index) else {
                        return;
                    };
                    let result = match is_over.load(Ordering::Relaxed) {
                        true => skip(job.scenario, &job.options, FAILED_FAST, &mut ()),
                        false => job.run(&mut ()),
                    };
                    if manner.fail_fast && !result.succeeded() {
                        is_over.store(true, Ordering::Relaxed);
                    }
                    if sender.send((index, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (index, result) in ended {
            let failed = !result.succeeded();
            observe(News::Ended { failed });
            if let Some(place) = waiting.get_mut(index) {
                *place = Some(result);
            }
            while let Some(result) = waiting.get_mut(results.len()).and_then(Option::take) {
                observe(News::Next { result: &result });
                results.push(result);
            }
        }
    });
    results
}

impl Job<'_> {
    fn run(&self, observer: &mut dyn Observer) -> RunResult {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        match runtime {
            Ok(runtime) => runtime.block_on(run(self.scenario, &self.options, observer)),
            Err(error) => self.not_begun(&error),
        }
    }

    fn not_begun(&self, error: &io::Error) -> RunResult {
        let mut result = skip(self.scenario, &self.options, "", &mut ());
        result.skipped = None;
        let what = format!("no runtime for the network: {error}");
        result.trouble = Some(trouble(FailureKind::Runtime, what));
        result
    }
}
