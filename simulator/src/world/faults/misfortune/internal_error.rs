//! Something breaks inside AWS: the call is answered with a server error and has
//! done nothing.

use serde::{Deserialize, Serialize};

use super::{Befall, Effect};
use crate::world::faults::{Breakdown, Strike};

/// The call is refused with a 500.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InternalError {}

impl Befall for InternalError {
    fn effect(&self) -> Effect<'_> {
        Effect::Call(Strike::Refuse(Breakdown::Internal))
    }
}
