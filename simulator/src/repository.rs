//! The registries' RPKI repositories: from what the world says was published to
//! signed objects, and to the files by which validators fetch them.
//!
//! - [`archive`]: what the world has published, read from its log.
//! - [`calendar`]: when something is issued anew, and its number.
//! - [`edition`]: what a registry publishes at a moment, unsigned.
//! - [`keys`]: the keys, made from the world's seed.
//! - [`places`]: the addresses that everything names.
//! - [`object`]: one signed object each; [`press`]: all of an edition.
//! - [`rrdp`]: the files of RFC 8182, edition by edition.
//! - [`times`]: until when something published is good, without its files.
//!
//! Each registry is a trust anchor for everything there is, as the real five
//! are, with a hosted authority for each holder that has had something published.
//!
//! Nothing here knows a clock: an edition is a function of the world's log, its
//! seed and a moment. So it makes no difference when, and how often, somebody
//! looks; the background task that looks is the shell's.
//!
//! A world that begins anew has the same keys and counts from the start again: a
//! validator that kept the files of the last one takes the manifests for old
//! ones (RFC 9286, section 4.2.1) and has to forget them.
//!
//! An object is published with a mistake where the world says that it has one.
//!
//! Absent: rsync, delegated authorities, and mistakes in anything but ROAs and the
//! manifests that list them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use openssl::error::ErrorStack;
use rpki::crypto::SigningError;

use crate::simulation::Simulation;
use crate::world::assumption::Assumption;

mod archive;
mod calendar;
mod edition;
mod keys;
mod object;
mod places;
mod press;
mod rrdp;
mod times;

use archive::Archive;
use keys::{Keys, PenError};
pub(crate) use places::{Places, host};
use press::Press;
use rrdp::Run;
pub(crate) use rrdp::{File, Shelf};
pub(crate) use times::Times;

#[cfg(test)]
mod tests;

/// What the repositories take for granted.
pub(crate) fn assumptions() -> [Assumption; 1] {
    [calendar::assumption()]
}

/// The repositories of all five registries.
#[derive(Debug)]
pub(crate) struct Repository {
    places: Places,
    /// Held while editions are made; what is finished can be read meanwhile.
    work: Mutex<Option<Work>>,
    shelves: RwLock<BTreeMap<Registry, Arc<Shelf>>>,
}

/// What the next editions are made from.
#[derive(Debug)]
struct Work {
    /// How often the world had begun when this did.
    beginnings: u64,
    press: Press,
    archive: Archive,
    runs: Vec<Run>,
}

impl Repository {
    /// Repositories with nothing in them yet.
    pub(crate) const fn new(places: Places) -> Self {
        Self {
            places,
            work: Mutex::new(None),
            shelves: RwLock::new(BTreeMap::new()),
        }
    }

    /// What can be fetched from a registry's repository: the last edition that
    /// was finished.
    pub(crate) fn shelf(&self, registry: Registry) -> Option<Arc<Shelf>> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        shelves.get(&registry).map(Arc::clone)
    }

    /// Publishes whatever there is to publish by now; when there is something
    /// next even if nothing happens.
    pub(crate) fn catch_up(
        &self,
        simulation: &Simulation,
        wall: Timestamp,
    ) -> Result<Timestamp, Fault> {
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        // The world is read and let go: signing takes longer than it can wait.
        let now = {
            let world = simulation.read(wall);
            let beginning = world.beginning();
            match work.as_mut().filter(|it| it.beginnings == beginning.count) {
                Some(work) => work.follow(&world),
                None => {
                    let archive = Archive::of(&world, beginning.start);
                    let seed = world.draw().seed();
                    *work = Some(Work::new(beginning.count, seed, archive, &self.places));
                }
            }
            world.now()
        };
        let Some(work) = work.as_mut() else {
            return Ok(now);
        };
        for run in &mut work.runs {
            if let Some(shelf) = run.catch_up(&work.press, &work.archive, now)? {
                let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
                shelves.insert(run.registry(), Arc::new(shelf));
            }
        }
        let next = work.runs.iter().map(|run| run.next(now)).min();
        Ok(next.unwrap_or(Timestamp::MAX))
    }
}

impl Work {
    fn new(beginnings: u64, seed: u64, archive: Archive, places: &Places) -> Self {
        let run = |registry| {
            let world = format!("{seed} {beginnings} {} {}", archive.start, places.base());
            let session = rrdp::session(&format!("{world} {registry}"));
            Run::new(registry, session, edition::calendar(&archive, registry))
        };
        Self {
            runs: Registry::ALL.into_iter().map(run).collect(),
            press: Press {
                keys: Keys::new(seed),
                places: places.clone(),
            },
            archive,
            beginnings,
        }
    }

    fn follow(&mut self, world: &crate::world::World) {
        if self.archive.follow(world) {
            for run in &mut self.runs {
                run.reschedule(edition::calendar(&self.archive, run.registry()));
            }
        }
    }
}

/// Why something could not be published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// A key could not be made.
    #[error("a key could not be made: {0}")]
    Key(#[from] ErrorStack),
    /// Something could not be signed.
    #[error("an object could not be signed: {0}")]
    Signature(String),
    /// The base or a handle makes no address.
    #[error("an address is none: {0}")]
    Address(#[from] rpki::uri::Error),
}

impl From<SigningError<PenError>> for Fault {
    fn from(error: SigningError<PenError>) -> Self {
        Self::Signature(error.to_string())
    }
}
