//! A ROA for another origin appears over a route: it authorises `origin` for
//! `prefix` and for nothing longer. Every route in the prefix that has no ROA of
//! its own becomes invalid by it, as it is now covered and not matched; one that
//! has stays valid (RFC 6811, section 2). That is how a holder takes its own data
//! centre off the air who makes Amazon's ROAs before that of its own AS.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::roa;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::rpki::{self, Command};
use crate::world::{Fact, World, wrap};

/// Another ROA covers the route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoaShadowed {
    /// What the new ROA covers.
    pub prefix: Prefix,
    /// The AS that it authorises.
    pub origin: Asn,
}

impl Befall for RoaShadowed {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RoaShadowed {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let (prefix, origin) = (self.prefix, self.origin);
        let roa = Roa::new(prefix, None, origin);
        let roa = roa.expect("a prefix's own length is no less and no more than it may be");
        let facts = rpki::decide(world, now, &Command::create(roa));
        let facts = facts.map_err(|refusal| roa::missed(refusal, prefix, origin))?;
        Ok(wrap(Fact::Roa, facts))
    }
}
