//! A validator that stands still: it answers with what it has and fetches nothing
//! new. AWS's own makes every ROA look missing that was made since.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::faults::length::Length;
use crate::world::rpki::validator::{Command, Refusal, ValidatorName};
use crate::world::{Fact, World, later, wrap};

/// It fetches nothing for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidatorBehind {
    /// The validator, such as `amazon`.
    pub validator: ValidatorName,
    /// For how long.
    pub r#for: Length,
}

impl Befall for ValidatorBehind {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for ValidatorBehind {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let fail = Command::Fail {
            validator: self.validator.clone(),
            until: later(now, self.r#for.get()),
        };
        let facts = world.rpki.validators().decide(now, &fail);
        let facts = facts.map_err(|refusal| match refusal {
            Refusal::NoSuchValidator { validator, known } => Miss::NoValidator {
                validator: validator.to_string(),
                known,
            },
            Refusal::ValidatorOutageOver { .. } => Miss::NoTime,
        })?;
        Ok(wrap(Fact::Validator, facts))
    }
}
