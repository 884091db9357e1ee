//! Why a holder's step in the RPKI is refused.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use serde::{Deserialize, Serialize};

use super::RoaId;
use crate::world::registry::Member;

/// A refused creation or deletion of ROAs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum Refusal {
    /// The ROA is not there.
    NoSuchRoa {
        /// The handle asked for.
        id: RoaId,
    },
    /// It is another's.
    NotYours {
        /// The ROA, or the addresses.
        what: String,
        /// Who asked.
        member: Member,
    },
    /// Nobody in this world holds the prefix.
    NotHeld {
        /// The prefix asked for.
        prefix: Prefix,
    },
    /// Whoever asks holds the prefix from another holder, in whose resource
    /// certificate it is.
    PassedOn {
        /// The prefix asked for.
        prefix: Prefix,
        /// The organisation that can make its ROAs.
        upstream: String,
    },
    /// There is a ROA that says the same.
    RoaExists {
        /// What it says.
        roa: Roa,
    },
    /// There is one by which a route is valid that would be valid by this one too,
    /// at a registry that does not take that.
    RoaOverlaps {
        /// The ROA asked for.
        roa: Roa,
        /// The other.
        other: Roa,
    },
}
