//! A describe that does not show yet what has changed: EC2 is eventually
//! consistent (EC2 Developer Guide, Eventual consistency). Only calls that read
//! can be stale; they answer from a world that has applied less of the log.

use serde::{Deserialize, Serialize};

use super::{Befall, Effect};
use crate::world::faults::length::Length;
use crate::world::faults::{LookBack, Strike};

/// The call shows what was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stale {
    /// How long ago, in virtual time; without it before the last change of
    /// anything at AWS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Length>,
}

impl Befall for Stale {
    fn effect(&self) -> Effect<'_> {
        let look = self.by.map_or(LookBack::LastChange, |length| LookBack::By(length.get()));
        Effect::Call(Strike::LookBack(look))
    }
}
