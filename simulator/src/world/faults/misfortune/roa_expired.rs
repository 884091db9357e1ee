//! A ROA runs out and nobody renews it: it stays where it is published, and
//! validators leave it out.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::roa;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::rpki::fault::{self, Command, Fault, Refusal};
use crate::world::{Fact, World, wrap};

/// A ROA is published with a certificate that ran out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoaExpired {
    /// Its prefix.
    pub prefix: Prefix,
    /// Its AS.
    pub origin: Asn,
}

impl Befall for RoaExpired {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RoaExpired {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let (prefix, origin) = (self.prefix, self.origin);
        let id = roa::find(world, prefix, origin)?.clone();
        let fault = Fault::Expired;
        let spoil = fault::decide(&world.rpki, now, &Command::Spoil { id, fault });
        let facts = spoil.map_err(|refusal| match refusal {
            Refusal::NoSuchRoa { .. } => Miss::NoRoa { prefix, origin },
            Refusal::NotPublished { published_at, .. } => Miss::RoaNotPublished {
                prefix,
                origin,
                published_at,
            },
            Refusal::SpoiledAlready { .. } | Refusal::NothingToMend { .. } => {
                Miss::RoaSpoiltAlready { prefix, origin }
            }
        })?;
        Ok(wrap(Fact::Fault, facts))
    }
}
