//! `--watch`: runs again whenever a file that was read has changed.
//!
//! Modification times are looked at a few times a second, which works on every
//! file system. An editor writes a file in several steps, so a change counts once
//! the files have stayed as they are from one look to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::Reading;
use super::Run;
use super::inputs::{self, Inputs};
use super::signals::Signals;
use super::variables::Gathered;
use crate::cli::{files, output};
use crate::exit::{Exit, Failure};
use crate::scenario::interrupt::Interrupt;

#[cfg(test)]
mod tests;

/// Between two looks.
const EVERY: Duration = Duration::from_millis(200);

/// What stands between two runs.
const SEPARATOR: &str = "\n────────────────────────────────────────\n\n";

/// Runs and watches until somebody presses Ctrl-C.
pub(super) fn watch(run: &Run, reading: &Reading, variables: &Gathered) -> Result<Exit, Failure> {
    if files::has_stdin(&run.files) {
        let text = "--watch: standard input is read once; name a file";
        return Err(Failure::new(Exit::Usage, text));
    }
    let signals = Signals::listen()?;
    let interrupt = Interrupt::default();
    signals.reach(&interrupt, false);
    let mut known = Snapshot::default();
    let mut paths: BTreeSet<PathBuf> = run.files.iter().cloned().collect();
    // Also what comes into a folder.
    let now = |paths: &BTreeSet<PathBuf>| {
        let below = files::below_folders(&run.files);
        Snapshot::take(paths.iter().chain(&below))
    };
    loop {
        match inputs::read(&run.files, reading, &run.selection, variables) {
            Ok(Inputs {
                scenarios,
                paths: read,
            }) => {
                // A change from here on is one of the next round.
                known = now(&read).or_as_in(known);
                paths = read;
                if let Some(loaded) = scenarios {
                    let spared = run.reports.spare(&paths);
                    tell(spared.and_then(|()| run.play(&loaded, variables, &interrupt, &signals)));
                }
            }
            Err(failure) => {
                known = now(&paths);
                output::error(&failure);
            }
        }
        let mut lookout = Lookout::new(known);
        let changed = loop {
            if !signals.pause(&interrupt, EVERY) {
                return Ok(Exit::Interrupted);
            }
            if let Some(changed) = lookout.look(now(&paths)) {
                break changed;
            }
        };
        known = lookout.last;
        output::text(SEPARATOR)?;
        let names: Vec<String> = changed.iter().map(|it| it.display().to_string()).collect();
        output::note(format_args!("changed: {}", names.join(", ")));
    }
}

/// What ends a single command ends no watching: somebody will mend it.
fn tell(outcome: Result<Exit, Failure>) {
    if let Err(failure) = outcome {
        output::error(&failure);
    }
}

/// How files stand at one moment: when each was modified and how long it is;
/// nothing of one that is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Snapshot(BTreeMap<PathBuf, Option<(SystemTime, u64)>>);

impl Snapshot {
    fn take<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        let state = |path: &Path| {
            let there = std::fs::metadata(path).ok()?;
            Some((there.modified().ok()?, there.len()))
        };
        let paths = paths.into_iter();
        let states = paths.map(|path| (path.clone(), state(path)));
        Self(states.collect())
    }

    /// The same files, as another one has them where it does: that one was taken
    /// before they were read.
    fn or_as_in(mut self, other: Self) -> Self {
        for (path, state) in other.0 {
            if let Some(own) = self.0.get_mut(&path) {
                *own = state;
            }
        }
        self
    }

    /// The files that stand otherwise in another one, or in one of the two alone.
    fn differing(&self, other: &Self) -> Vec<PathBuf> {
        let all: BTreeSet<&PathBuf> = self.0.keys().chain(other.0.keys()).collect();
        let differ = |path: &&PathBuf| self.0.get(*path) != other.0.get(*path);
        all.into_iter().filter(differ).cloned().collect()
    }
}

/// Tells when files have changed and been left alone since.
#[derive(Debug)]
struct Lookout {
    /// As the last run read them.
    read: Snapshot,
    /// As the last look saw them.
    last: Snapshot,
}

impl Lookout {
    fn new(read: Snapshot) -> Self {
        Self {
            last: read.clone(),
            read,
        }
    }

    /// What has changed since the run, if it stands now as it did at the last
    /// look.
    fn look(&mut self, now: Snapshot) -> Option<Vec<PathBuf>> {
        let changed = self.read.differing(&now);
        let is_settled = now == self.last;
        self.last = now;
        (is_settled && !changed.is_empty()).then_some(changed)
    }
}
