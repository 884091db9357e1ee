//! The reply is lost: what was asked is done, and the connection ends without a
//! byte. Whoever repeats the call blindly does it twice (EC2 Developer Guide,
//! Ensuring idempotency: the BYOIP calls and AllocateAddress have no token).

use serde::{Deserialize, Serialize};

use super::{Befall, Effect};
use crate::world::faults::Strike;

/// The call is done and not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LostReply {}

impl Befall for LostReply {
    fn effect(&self) -> Effect<'_> {
        Effect::Call(Strike::LoseReply)
    }
}
