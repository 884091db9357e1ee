//! A network tells its providers and peers of a route that it has from providers
//! and peers (RFC 7908), and draws traffic through itself.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::route::missed;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::internet::{self, Command};
use crate::world::{Fact, World, wrap};

/// A network leaks a prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leak {
    /// The prefix.
    pub prefix: Prefix,
    /// The network.
    pub asn: Asn,
}

impl Befall for Leak {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for Leak {
    fn strike(&self, world: &World, _: Timestamp) -> Result<Vec<Fact>, Miss> {
        let (prefix, by) = (self.prefix, self.asn);
        let facts = internet::decide(world, &Command::Leak { prefix, by }).map_err(missed)?;
        Ok(wrap(Fact::Internet, facts))
    }
}
