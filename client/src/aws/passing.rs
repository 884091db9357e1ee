//! Time that passes between calls: the wall's towards AWS, the world's towards a
//! simulator, where nothing sleeps on a clock that stands.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::CallError;
use super::manners::{Kind, Manners};
use crate::clock;
use crate::target::control::{ClockMode, Control};

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

    /// Lets so much time pass.
    #[expect(
        clippy::disallowed_methods,
        reason = "AWS's time is real, and so is that of a clock that moves by itself"
    )]
    pub(crate) async fn pass(&self, length: SignedDuration) -> Result<(), CallError> {
        let scale = match &self.world {
            None => 1,
            Some(control) => {
                let clock = control.clock().await?;
                match clock.mode {
                    ClockMode::Manual => {
                        let by = duration::display(length);
                        control.advance(&json!({ "by": by })).await?;
                        return Ok(());
                    }
                    ClockMode::Scaled => clock.scale.max(1),
                    ClockMode::Real => 1,
                }
            }
        };
        let real = Duration::try_from(length).unwrap_or_default() / scale;
        tokio::time::sleep(real).await;
        Ok(())
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
