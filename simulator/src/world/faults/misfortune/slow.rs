//! The answer takes long, by the wall, as clients' patience does. What was asked
//! is done at once; a client that gives up meanwhile does not know it.

use serde::{Deserialize, Serialize};

use super::{Befall, Effect};
use crate::world::faults::Strike;
use crate::world::faults::length::Wait;

/// The call's answer is held back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slow {
    /// For how long, in real time.
    pub by: Wait,
}

impl Befall for Slow {
    fn effect(&self) -> Effect<'_> {
        Effect::Call(Strike::HoldBack(self.by.get()))
    }
}
