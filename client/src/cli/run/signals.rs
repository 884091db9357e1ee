//! What somebody at the terminal, or the system, wants of a run: its end.

use std::time::Duration;

use anstream::eprintln;
use tokio::runtime::Runtime;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

use crate::exit::{Exit, Failure};
use crate::scenario::interrupt::{Interrupt, Urgency};

/// Listens as long as it is held.
#[derive(Debug)]
pub(in crate::cli) struct Signals {
    runtime: Runtime,
}

impl Signals {
    /// Begins to listen.
    pub(in crate::cli) fn listen() -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|error| Failure::new(Exit::Runtime, error))?;
        Ok(Self { runtime })
    }

    /// Ctrl-C lets the step under way finish, so that the report is whole. A
    /// second one, or a signal that asks the program to go, ends the step with all
    /// that it started, and the next of either the clearing; reports are written
    /// and temporary keys removed all the same. A run that somebody can go on with
    /// clears nothing away for such a signal: it comes when a computer is shut down
    /// or a connection ends.
    pub(in crate::cli) fn reach(&self, interrupt: &Interrupt, is_kept: bool) {
        #[cfg(unix)]
        for kind in [SignalKind::terminate(), SignalKind::hangup()] {
            let interrupt = interrupt.clone();
            self.runtime.spawn(async move {
                let Ok(mut signals) = signal(kind) else {
                    return;
                };
                while signals.recv().await.is_some() {
                    match is_kept {
                        true => interrupt.abandon(),
                        false => drop(interrupt.ask_at_once()),
                    }
                }
            });
        }
        let interrupt = interrupt.clone();
        self.runtime.spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                if interrupt.ask() == Urgency::AfterStep {
                    eprintln!(
                        "byoip: finishing what is under way; press Ctrl-C again to stop at once"
                    );
                }
            }
        });
    }

    /// Lets a while pass, unless somebody wants an end; whether nobody does.
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever saves a file does so in real time"
    )]
    pub(super) fn pause(&self, interrupt: &Interrupt, length: Duration) -> bool {
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.asked() => false,
                () = tokio::time::sleep(length) => true,
            }
        })
    }
}
