//! A review that does not see the registry's record though it is there: RDAP had
//! a hiccup at the wrong moment. The range is turned down for want of a
//! certificate, and the same range handed in again passes.

use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

use super::{Befall, Effect, Mishap};

/// The review under way, or the next, sees no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewFlaky {
    /// The range.
    pub cidr: Prefix,
}

impl Befall for ReviewFlaky {
    fn effect(&self) -> Effect<'_> {
        Effect::Review(self.cidr, Mishap::Blind)
    }
}
