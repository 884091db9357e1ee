//! A registry whose services answer after a long while, by the wall, as clients'
//! patience does: RDAP, whois and its interfaces for owners. AWS's review has the
//! patience.

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::faults::length::{Length, Wait};
use crate::world::registry::impairment::{self, Impairment};
use crate::world::{Fact, World, later};

/// Its answers are held back for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrySlow {
    /// The registry.
    pub registry: Registry,
    /// How long each answer takes, in real time.
    pub by: Wait,
    /// For how long, in virtual time.
    pub r#for: Length,
}

impl Befall for RegistrySlow {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RegistrySlow {
    fn strike(&self, _: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let impairment = Impairment::Slow { by: self.by };
        let until = later(now, self.r#for.get());
        let began = impairment::Fact::Began {
            registry: self.registry,
            impairment,
            until,
        };
        Ok(vec![Fact::Impairment(began)])
    }
}
