//! What commands that reach the network share: the runtime, and the simulator
//! that may stand for the real services.

use std::fmt;

use clap::Args;
use jiff::Timestamp;

use super::source::NowArguments;
use crate::exit::{Exit, Failure};
use crate::preflight::simulator;
use crate::target::control::Control;

#[cfg(test)]
mod tests;

/// Runs what waits for the network.
pub(super) fn online<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            let text = format_args!("no runtime for the network: {error}");
            Failure::new(Exit::Runtime, text)
        })?;
    runtime.block_on(work)
}

/// Which world is looked at.
#[derive(Args, Clone, Debug)]
pub(super) struct SimulatorArguments {
    /// Look at a simulator's world, in its time, instead of the real one
    #[arg(long, value_name = "URL", env = "BYOIP_SIMULATOR_URL", value_parser = simulator_url, global = true)]
    simulator: Option<String>,
}

impl SimulatorArguments {
    pub(super) fn base(&self) -> Option<&str> {
        self.simulator.as_deref().filter(|base| !base.is_empty())
    }

    /// The way to the simulator itself, which has to be named.
    pub(super) fn control(&self) -> Result<Control, Failure> {
        let Some(base) = self.base() else {
            let text = "no simulator is named; add --simulator http://127.0.0.1:4566, or set \
                        BYOIP_SIMULATOR_URL";
            return Err(Failure::new(Exit::Usage, text));
        };
        Control::at(base).map_err(|error| Failure::new(Exit::Runtime, error))
    }

    /// The present: as given, else the simulator's, else the wall clock's.
    pub(super) async fn now(&self, now: &NowArguments) -> Result<Timestamp, Failure> {
        match (self.base(), now.given()) {
            (_, Some(now)) => Ok(now),
            (Some(base), None) => {
                simulator::clock(base)
                    .await
                    .map(|clock| clock.now)
                    .map_err(|error| {
                        let text = format!("what time it is there: {error}; or say it with --now");
                        Failure::new(Exit::Runtime, text)
                    })
            }
            (None, None) => Ok(now.now()),
        }
    }

    /// The clock, where it is a simulator's that stands still: nothing that a
    /// command waits for comes by itself then. A target that does not tell its
    /// time is none of those.
    pub(super) async fn standing_clock(&self) -> Option<StandingClock> {
        let base = self.base()?;
        let clock = simulator::clock(base).await.ok()?;
        clock.stands_still().then(|| StandingClock {
            now: clock.now,
            base: base.trim_end_matches('/').to_owned(),
        })
    }
}

/// A simulator's URL; nothing where the variable is set to nothing.
fn simulator_url(text: &str) -> Result<String, &'static str> {
    let is_url = text.starts_with("http://") || text.starts_with("https://");
    match is_url || text.is_empty() {
        true => Ok(text.to_owned()),
        false => Err("no URL; write it as http://127.0.0.1:4566"),
    }
}

/// A simulator's clock that moves only when it is told to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StandingClock {
    now: Timestamp,
    base: String,
}

impl fmt::Display for StandingClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { now, base } = self;
        write!(
            f,
            "the simulator's clock stands still at {now}: move it, \
             curl -d '{{\"by\":\"1m\"}}' {base}/_simulator/clock/advance"
        )
    }
}
