//! How many runs there are of each file, how many at a time, and how they are
//! shown.

use std::io;
use std::num::{NonZeroU64, NonZeroUsize};

use clap::Args;

use crate::cli::output::on_runner;
use crate::exit::{Exit, Failure};
use crate::scenario::outcome::RunResult;
use crate::scenario::report::progress::Console;
use crate::scenario::runner::jobs::{self, Job, Manner, News};
use crate::target::Target;

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Many runs")]
pub(super) struct Batch {
    /// Make so many runs at a time, each in a world of its own [default: one for
    /// each core with the embedded target, else 1]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Run each file so often, with one seed after another; print only what
    /// failed, and a line for each file
    #[arg(long, value_name = "N")]
    repeat: Option<NonZeroU64>,

    /// Begin no further run after one has failed
    #[arg(long)]
    fail_fast: bool,
}

impl Batch {
    /// How many runs at a time. What is one world cannot be had twice.
    pub(super) fn threads(&self, target: &Target) -> Result<NonZeroUsize, Failure> {
        match (target, self.jobs) {
            (Target::Embedded, jobs) => {
                let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
                Ok(jobs.unwrap_or_else(cores))
            }
            (Target::Url(_) | Target::Aws, Some(jobs)) if jobs > NonZeroUsize::MIN => {
                let text = format!(
                    "--jobs {jobs}: there is one world at {target}, and runs side by side would \
                     get into each other's way; leave it out, or take --target embedded"
                );
                Err(Failure::new(Exit::Usage, text))
            }
            (Target::Url(_) | Target::Aws, _) => Ok(NonZeroUsize::MIN),
        }
    }

    /// The seeds of a file's runs, the first one given; none where each file has
    /// one run.
    pub(super) fn seeds(
        &self,
        target: &Target,
        asked: Option<u64>,
    ) -> Result<Option<NonZeroU64>, Failure> {
        let Some(repeat) = self.repeat else {
            return Ok(None);
        };
        let text = match (target, asked) {
            (Target::Aws, _) => {
                "--repeat runs a file with one seed after another, and real AWS has no seed; take \
                 a simulator"
            }
            (Target::Url(_), None) => {
                "--repeat begins the world there anew for each run; add --seed 1 if that is meant"
            }
            (Target::Url(_), Some(_)) | (Target::Embedded, _) => return Ok(Some(repeat)),
        };
        Err(Failure::new(Exit::Usage, text))
    }

    /// Makes the runs, which are `per_file` for each file.
    pub(super) fn run(
        &self,
        work: &[Job<'_>],
        per_file: usize,
        threads: NonZeroUsize,
        quiet: bool,
    ) -> (Vec<RunResult>, io::Result<()>) {
        let manner = Manner {
            fail_fast: self.fail_fast,
        };
        let mut console = Console::new(quiet).for_runner(on_runner());
        let is_alone = threads == NonZeroUsize::MIN || work.len() == 1;
        let results = if self.repeat.is_none() && is_alone {
            jobs::run_in_turn(work, manner, &mut console)
        } else {
            console.expect(work.len());
            let results = jobs::run_all(work, threads, manner, |news| match news {
                News::Ended { failed } => console.another(failed),
                News::Next { result } if self.repeat.is_some() => console.one_of_many(result),
                News::Next { result } => console.whole(result),
            });
            console.no_more();
            results
        };
        if self.repeat.is_some() {
            for runs in results.chunks(per_file.max(1)) {
                console.repeated(runs);
            }
        } else {
            console.total(&results);
        }
        (results, console.into_result())
    }
}
