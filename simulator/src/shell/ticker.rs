//! Lets things happen when they are due though nobody looks: what keeps the
//! live event stream live on a scaled or real clock.

use std::sync::Arc;
use std::time::Duration;

use super::{Shared, wall};

/// The longest sleep without another look: a clock can be changed meanwhile,
/// which wakes this too, and a wall clock can be set.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs until the task is dropped.
pub(super) async fn run(shared: Arc<Shared>) {
    let mut changes = shared.changed.subscribe();
    loop {
        let wait = {
            let wall = wall::now();
            let world = shared.simulation.read(wall);
            let due = world.next_due();
            due.and_then(|due| world.clock().wait_for(due, wall))
        };
        let due = wait.map_or(LONGEST, |wait| {
            Duration::try_from(wait).unwrap_or_default().min(LONGEST)
        });
        #[expect(
            clippy::disallowed_methods,
            reason = "a clock that follows the wall has to wait for it"
        )]
        let sleep = tokio::time::sleep(due);
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            () = sleep => {
                // Looking lets happen what is due.
                drop(shared.simulation.read(wall::now()));
                if wait.is_some() {
                    shared.changed.send_replace(());
                }
            }
        }
    }
}
