//! Keeps the RPKI repositories up to date behind the requests: signing takes a
//! while, keys longer.
//!
//! Nothing is done until somebody first asks: most worlds are never asked. From
//! then on whatever happens is published at once, and what is issued anew at its
//! time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::{Shared, wall};
use crate::clock::Mode;
use crate::repository::{Places, Repository};

/// The longest sleep without another look, as the ticker's.
const LONGEST: Duration = Duration::from_secs(60);

/// The repositories and how far they have come.
#[derive(Debug)]
pub(super) struct Publisher {
    pub(super) repository: Repository,
    /// Told whenever somebody asks.
    asked: Notify,
    /// The simulation's count of changes when the last look began.
    done: watch::Sender<Option<u64>>,
}

impl Publisher {
    pub(super) fn new(places: Places) -> Self {
        let (done, _) = watch::channel(None);
        Self {
            repository: Repository::new(places),
            asked: Notify::new(),
            done,
        }
    }
}

/// Waits until there is something to fetch. In a world that stands still that is
/// what it has published by now; one that runs is shown as of a moment ago.
pub(super) async fn ready(shared: &Shared) {
    let publisher = &shared.publisher;
    let mut done = publisher.done.subscribe();
    let changes = shared.simulation.changes();
    let still = {
        let clock = shared.simulation.read(wall::now()).clock();
        clock.is_paused() || clock.mode() == Mode::Manual
    };
    publisher.asked.notify_one();
    let enough = |done: &Option<u64>| done.is_some_and(|done| !still || done >= changes);
    // The sender lives as long as what is shared.
    let _ = done.wait_for(enough).await;
}

/// Runs until the task is dropped.
pub(super) async fn run(shared: Arc<Shared>) {
    let publisher = &shared.publisher;
    let mut changed = shared.changed.subscribe();
    publisher.asked.notified().await;
    loop {
        let changes = shared.simulation.changes();
        let due = look(&shared).await;
        publisher.done.send_replace(Some(changes));
        #[expect(
            clippy::disallowed_methods,
            reason = "a clock that follows the wall has to wait for it"
        )]
        let sleep = tokio::time::sleep(due);
        tokio::select! {
            it = changed.changed() => if it.is_err() { return },
            () = publisher.asked.notified() => {}
            () = sleep => {}
        }
    }
}

/// Publishes what there is to publish; how long there is nothing more.
async fn look(shared: &Arc<Shared>) -> Duration {
    let work = Arc::clone(shared);
    let looked = tokio::task::spawn_blocking(move || {
        let repository = &work.publisher.repository;
        repository.catch_up(&work.simulation, wall::now())
    });
    let next = match looked.await {
        Ok(Ok(next)) => next,
        Ok(Err(error)) => {
            tracing::error!(%error, "the RPKI repositories could not be published");
            return LONGEST;
        }
        // The runtime is going down.
        Err(_) => return LONGEST,
    };
    let wall = wall::now();
    let clock = shared.simulation.read(wall).clock();
    clock.wait_for(next, wall).map_or(LONGEST, |wait| {
        Duration::try_from(wait).unwrap_or_default().min(LONGEST)
    })
}
