//! The BGP listener: a collector's speaker, which waits to be spoken to.
//!
//! The protocol is in [`wire::bgp`](crate::wire::bgp). Here are the sessions: each
//! router is given the collector's whole table, then what changes while virtual
//! time moves; when the world begins anew, its session is reset.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{Shared, wall};
use crate::simulation::Reading;
use crate::wire::ris::collector::Collector;

mod session;
mod silence;
#[cfg(test)]
mod tests;

/// How many routers are served at once.
const ROUTERS_MAX: usize = 64;

/// Whose table routers are given.
#[derive(Debug)]
pub(super) struct Feed {
    shared: Arc<Shared>,
    /// The collector's name: its peers may be others when the world begins anew.
    name: String,
}

impl Feed {
    /// A feed of what a collector has.
    ///
    /// # Errors
    ///
    /// A collector that is not there.
    pub(super) fn new(shared: Arc<Shared>, name: String) -> io::Result<Self> {
        let feed = Self { shared, name };
        if feed.collector(&feed.read()).is_none() {
            let all = Collector::all(feed.read().internet().graph());
            let all: Vec<&str> = all.iter().map(|it| it.name).collect();
            let (name, known) = (&feed.name, all.join(", "));
            let told = format!("there is no collector {name}; routers can listen to {known}");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, told));
        }
        Ok(feed)
    }

    fn read(&self) -> Reading<'_> {
        self.shared.simulation.read(wall::now())
    }

    fn collector(&self, world: &Reading<'_>) -> Option<Collector> {
        Collector::find(world.internet().graph(), &self.name)
    }

    /// How long it takes on the wall until a peer next has something to tell; none
    /// where that takes more than time.
    fn wait(&self) -> Option<Duration> {
        let wall = wall::now();
        let world = self.shared.simulation.read(wall);
        let peers = self.collector(&world)?.nodes();
        let due = world.internet().next_update(world.now(), &peers)?;
        let wait = world.clock().wait_for(due, wall)?;
        Some(Duration::try_from(wait).unwrap_or_default())
    }
}

/// Answers until the task is dropped, and hangs up then.
pub(super) async fn serve(listener: TcpListener, feed: Arc<Feed>) {
    let mut changes = feed.shared.changed.subscribe();
    let (news, _) = watch::channel(());
    let mut routers = JoinSet::new();
    loop {
        // Nothing wakes the others when a path is only explored.
        let wait = (!routers.is_empty()).then(|| feed.wait()).flatten();
        tokio::select! {
            accepted = listener.accept(), if routers.len() < ROUTERS_MAX => match accepted {
                Ok((stream, _)) => {
                    let (feed, news) = (Arc::clone(&feed), news.subscribe());
                    routers.spawn(async move {
                        if let Err(error) = session::attend(stream, feed, news).await {
                            tracing::debug!(%error, "a router has gone");
                        }
                    });
                }
                Err(error) => tracing::warn!(%error, "a router could not be accepted"),
            },
            _ = routers.join_next(), if !routers.is_empty() => {}
            changed = timeout(wait.unwrap_or(Duration::MAX), changes.changed()) => {
                if matches!(changed, Ok(Err(_))) {
                    return;
                }
                news.send_replace(());
            }
        }
    }
}
