//! Somebody else begins to announce the prefix from an AS of its own: a mistake in
//! a router, or a theft. Networks choose between the two by their own paths.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::route::missed;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::internet::{self, Command, Route};
use crate::world::{Fact, World, wrap};

/// An impostor announces the prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondOrigin {
    /// The prefix.
    pub prefix: Prefix,
    /// The AS that has no right to it.
    pub origin: Asn,
}

impl Befall for SecondOrigin {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for SecondOrigin {
    fn strike(&self, world: &World, _: Timestamp) -> Result<Vec<Fact>, Miss> {
        let route = Route {
            prefix: self.prefix,
            origin: self.origin,
        };
        let by = self.origin;
        let facts = internet::decide(world, &Command::Hijack { route, by }).map_err(missed)?;
        Ok(wrap(Fact::Internet, facts))
    }
}
