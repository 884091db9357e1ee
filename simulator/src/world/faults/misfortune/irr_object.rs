//! Somebody makes a route object by hand in an IRR, with an AS number that Amazon
//! is to announce the range from: provisioning fails while it stands there (EC2
//! User Guide, BYOIP), by a row of the policy table.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::internet::Route;
use crate::world::irr::{Command, Refusal};
use crate::world::{Fact, World, wrap};

/// A route object is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IrrObject {
    /// Its prefix.
    pub prefix: Prefix,
    /// Its AS.
    pub origin: Asn,
}

impl Befall for IrrObject {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for IrrObject {
    fn strike(&self, world: &World, _: Timestamp) -> Result<Vec<Fact>, Miss> {
        let (prefix, origin) = (self.prefix, self.origin);
        let make = Command::Make(Route { prefix, origin });
        match world.irr.decide(&make) {
            Ok(facts) => Ok(wrap(Fact::Irr, facts)),
            Err(Refusal::RouteObjectExists { .. } | Refusal::NoSuchRouteObject { .. }) => {
                Err(Miss::RouteObjectThere { prefix, origin })
            }
        }
    }
}
