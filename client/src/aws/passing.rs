//! Time that passes between calls and in a wait: the wall's towards AWS, the world's
//! towards a simulator, where nothing sleeps on a clock that stands.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::CallError;
use super::manners::{Kind, Manners};
use crate::clock;
use crate::target::control::{ClockMode, Control};

/// The longest sleep on the way to a moment: a machine that was suspended, or whose
/// clock was set, learns of it after that.
const BREATH: Duration = Duration::from_secs(1);

/// Lets time pass, and knows whose turn it is.
pub(crate) struct Passing {
    world: Option<Control>,
    turns: Mutex<Turns>,
}

/// When the last call of each kind was made.
#[derive(Default)]
struct Turns {
    reading: Option<Timestamp>,
    changing: Option<Timestamp>,
}

impl Turns {
    fn of(&mut self, kind: Kind) -> &mut Option<Timestamp> {
        match kind {
            Kind::Reading => &mut self.reading,
            Kind::Changing => &mut self.changing,
        }
    }
}

impl Passing {
    /// The wall's time, or that of a simulator's world.
    pub(crate) fn new(world: Option<Control>) -> Self {
        Self {
            world,
            turns: Mutex::default(),
        }
    }

    /// The present.
    pub(crate) async fn now(&self) -> Result<Timestamp, CallError> {
        match &self.world {
            None => Ok(clock::now()),
            Some(control) => Ok(control.clock().await?.now),
        }
    }

    /// Whether it is the wall's.
    pub(crate) fn is_real(&self) -> bool {
        self.world.is_none()
    }

    /// Lets so much time pass.
    pub(crate) async fn pass(&self, length: SignedDuration) -> Result<(), CallError> {
        match self.pace().await? {
            Pace::Told(control) => {
                let by = duration::display(length);
                control.advance(&json!({ "by": by })).await?;
            }
            Pace::Flows { scale } => sleep(real(length, scale)).await,
        }
        Ok(())
    }

    /// Lets some of the time pass that is left until a moment.
    pub(crate) async fn towards(&self, moment: Timestamp) -> Result<(), CallError> {
        let left = moment.duration_since(self.now().await?);
        match self.pace().await? {
            Pace::Told(control) => {
                control.advance_to(moment).await?;
            }
            Pace::Flows { scale } => sleep(real(left, scale).min(BREATH)).await,
        }
        Ok(())
    }

    async fn pace(&self) -> Result<Pace<'_>, CallError> {
        let Some(control) = &self.world else {
            return Ok(Pace::Flows { scale: 1 });
        };
        let clock = control.clock().await?;
        Ok(match clock.mode {
            ClockMode::Manual => Pace::Told(control),
            ClockMode::Scaled => Pace::Flows {
                scale: clock.scale.max(1),
            },
            ClockMode::Real => Pace::Flows { scale: 1 },
        })
    }

    /// Waits until a call of a kind may be made, and takes the turn.
    pub(crate) async fn turn(&self, kind: Kind, manners: &Manners) -> Result<(), CallError> {
        let between = manners.between(kind);
        if between.is_zero() {
            return Ok(());
        }
        let now = self.now().await?;
        let last = *self.turns().of(kind);
        let wait = last.map_or(SignedDuration::ZERO, |last| {
            between - now.duration_since(last)
        });
        // A clock that was set back makes nobody wait longer than that.
        let wait = wait.min(between);
        if wait.is_positive() {
            self.pass(wait).await?;
        }
        let now = self.now().await?;
        *self.turns().of(kind) = Some(now);
        Ok(())
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How time passes somewhere.
enum Pace<'c> {
    /// When it is told to.
    Told(&'c Control),
    /// By itself, so many times as fast as here.
    Flows { scale: u32 },
}

fn real(length: SignedDuration, scale: u32) -> Duration {
    // What is negative is over.
    Duration::try_from(length).unwrap_or_default() / scale
}

#[expect(
    clippy::disallowed_methods,
    reason = "AWS's time is real, and so is that of a clock that moves by itself"
)]
async fn sleep(length: Duration) {
    tokio::time::sleep(length).await;
}
