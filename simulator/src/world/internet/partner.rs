//! Networks that matter to the holder: whose packets must keep coming.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use std::net::IpAddr;

use crate::world::rpki::validator::ValidatorName;

/// A partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// What the holder calls it: `partner-a`.
    pub name: String,
    /// Its network.
    pub asn: Asn,
    /// Where its connections are accepted from; empty is from everywhere.
    pub allows: Vec<Prefix>,
    /// Which of the world's relying parties its routers listen to, where that is
    /// said; else as its network does.
    pub validator: Option<ValidatorName>,
}

impl Partner {
    /// Whether it lets in what comes from an address.
    pub fn admits(&self, address: IpAddr) -> bool {
        self.allows.is_empty() || self.allows.iter().any(|prefix| prefix.contains(address))
    }
}
