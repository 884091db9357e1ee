//! A registry that does not answer: neither RDAP nor whois, neither its portal
//! nor its interfaces. A review waits for it, or finds no certificate, by the
//! policy.

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::faults::length::Length;
use crate::world::registry::outage::{self, Command};
use crate::world::{Fact, World, later, wrap};

/// It stops answering for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistryDown {
    /// The registry.
    pub registry: Registry,
    /// For how long.
    pub r#for: Length,
}

impl Befall for RegistryDown {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RegistryDown {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let registry = self.registry;
        let until = later(now, self.r#for.get());
        let fail = Command::Fail { registry, until };
        match outage::decide(world.registries(), now, &fail) {
            Ok(facts) => Ok(wrap(Fact::Outage, facts)),
            Err(outage::Over { .. }) => Err(Miss::NoTime),
        }
    }
}
