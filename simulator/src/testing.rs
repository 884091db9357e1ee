//! A simulator inside a test written in Rust: one line starts it, the end of the
//! test stops it.
//!
//! Everything but time goes over the wire, as for every other client: AWS calls
//! to [`Simulator::endpoint`], what a holder does at portals to `/_simulator`
//! below it.

use std::io;
use std::time::Duration;

use jiff::Timestamp;

use crate::shell::{self, Options, Running};
use crate::world::log::Entry;

#[cfg(test)]
mod tests;

/// A running simulator whose clock stands still until told; dropping it stops
/// it. Each has a world and ports of its own, so that tests run side by side.
///
/// It answers from the runtime's tasks: a test that blocks its only thread gets
/// no answer.
#[derive(Debug)]
pub struct Simulator(Running);

impl Simulator {
    /// Starts the default world. It begins now, so that certificates made by
    /// tools are valid in it.
    ///
    /// # Errors
    ///
    /// If no port of the loopback interface is free.
    pub async fn start() -> io::Result<Self> {
        let mut options = Options::embedded();
        let now = shell::wall_now();
        // Whole seconds, as certificates have them.
        options.genesis.start = Timestamp::new(now.as_second(), 0).unwrap_or(now);
        Self::start_with(options).await
    }

    /// Starts another world, or the default one at another moment or with
    /// another seed: [`Options::embedded`] is where to begin.
    ///
    /// # Errors
    ///
    /// An address that cannot be listened on, or a validator or a collector that
    /// is not there.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        Ok(Self(shell::start(options).await?))
    }

    /// The base URL: the endpoint of every AWS service, and where every other
    /// HTTP protocol answers.
    pub fn endpoint(&self) -> &str {
        self.0.url()
    }

    /// The variables that make a subprocess's tools talk to it.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        self.0.environment()
    }

    /// The virtual moment.
    pub fn now(&self) -> Timestamp {
        self.0.now()
    }

    /// Lets virtual time pass; what happened on the way.
    pub fn advance(&self, by: Duration) -> Vec<Entry> {
        self.0.advance(by)
    }

    /// Lets virtual time pass until something happens by itself; what that was,
    /// unless nothing is due.
    pub fn run_to_next_event(&self) -> Option<Vec<Entry>> {
        self.0.run_to_next_event()
    }
}
