//! Somebody deletes a ROA at the registry's portal. It leaves the publication
//! point after the registry's delay, and validators lose it when they look next;
//! AWS may stop advertising a range without one (EC2 User Guide, BYOIP).

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::roa;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::rpki::{self, Command};
use crate::world::{Fact, World, wrap};

/// A ROA is deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoaDeleted {
    /// Its prefix.
    pub prefix: Prefix,
    /// Its AS.
    pub origin: Asn,
}

impl Befall for RoaDeleted {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RoaDeleted {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let (prefix, origin) = (self.prefix, self.origin);
        let id = roa::find(world, prefix, origin)?.clone();
        let facts = rpki::decide(world, now, &Command::delete(id));
        let facts = facts.map_err(|refusal| roa::missed(refusal, prefix, origin))?;
        Ok(wrap(Fact::Roa, facts))
    }
}
