//! A call is throttled though its account has hardly called: somebody else's
//! automation in the same account has emptied the bucket.

use serde::{Deserialize, Serialize};

use super::{Befall, Effect};
use crate::world::faults::{Breakdown, Strike};

/// The call is refused as one too many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {}

impl Befall for Throttle {
    fn effect(&self) -> Effect<'_> {
        Effect::Call(Strike::Refuse(Breakdown::Throttled))
    }
}
