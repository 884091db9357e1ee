//! The service is down: the call is answered with a 503 and has done nothing.

use serde::{Deserialize, Serialize};

use super::{Befall, Effect};
use crate::world::faults::{Breakdown, Strike};

/// The call is refused as of a service that is down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unavailable {}

impl Befall for Unavailable {
    fn effect(&self) -> Effect<'_> {
        Effect::Call(Strike::Refuse(Breakdown::Unavailable))
    }
}
