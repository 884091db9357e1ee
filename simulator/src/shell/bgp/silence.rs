//! How long a router has been silent, and when it is to hear that this end is
//! still there (RFC 4271, sections 4.4 and 6.5).

use std::future::pending;
use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::wire::bgp::notification::Reason;

#[cfg(test)]
mod tests;

/// How many KEEPALIVEs are sent within the hold time (RFC 4271, section 4.4).
const KEEPALIVES: u32 = 3;

/// The two timers of a session, as one: it goes off whenever a KEEPALIVE is due,
/// and a router that was not heard until the one too many has been silent for the
/// whole hold time.
#[derive(Debug)]
pub(super) struct Silence {
    timer: Option<Interval>,
    unheard: u32,
}

impl Silence {
    /// Begins to count. Without a hold time the timer never goes off.
    pub(super) fn new(hold_time: Option<u16>) -> Self {
        let timer = hold_time.map(|seconds| {
            let mut timer = interval(Duration::from_secs(seconds.into()) / KEEPALIVES);
            timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
            timer.reset();
            timer
        });
        Self { timer, unheard: 0 }
    }

    /// The router was heard.
    pub(super) const fn heard(&mut self) {
        self.unheard = 0;
    }

    /// Waits until a KEEPALIVE is due, or the router has been silent for too long.
    pub(super) async fn end(&mut self) -> Result<(), Reason> {
        match &mut self.timer {
            Some(timer) => timer.tick().await,
            None => pending().await,
        };
        self.count()
    }

    const fn count(&mut self) -> Result<(), Reason> {
        self.unheard += 1;
        if self.unheard > KEEPALIVES {
            return Err(Reason::HoldTimerExpired);
        }
        Ok(())
    }
}
