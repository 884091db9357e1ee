//! A review that takes days: somebody at AWS looks at the range by hand, or the
//! queue is long. Nothing is wrong with the range, and no message says anything
//! (AWS Knowledge Center, fix BYOIP configuration: the range remains in
//! pending-provision).

use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

use super::{Befall, Effect, Mishap};
use crate::world::faults::length::Length;

/// The review under way, or the next, goes on for so much longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewStuck {
    /// The range.
    pub cidr: Prefix,
    /// How much longer.
    pub r#for: Length,
}

impl Befall for ReviewStuck {
    fn effect(&self) -> Effect<'_> {
        Effect::Review(self.cidr, Mishap::Stuck(self.r#for.get()))
    }
}
