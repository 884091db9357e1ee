//! A registry whose public services write dashes for the hyphens of the markers
//! around a certificate: a step between its database and its answers takes the
//! text for prose. The certificate is there and nobody can read it, neither a
//! client nor AWS's review. What the owner's interfaces show is whole.

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::faults::length::Length;
use crate::world::registry::impairment::{self, Impairment};
use crate::world::{Fact, World, later};

/// Its RDAP and whois write dashes for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistryEncoding {
    /// The registry.
    pub registry: Registry,
    /// For how long.
    pub r#for: Length,
}

impl Befall for RegistryEncoding {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RegistryEncoding {
    fn strike(&self, _: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let until = later(now, self.r#for.get());
        let began = impairment::Fact::Began {
            registry: self.registry,
            impairment: Impairment::Dashes,
            until,
        };
        Ok(vec![Fact::Impairment(began)])
    }
}
