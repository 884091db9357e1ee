//! ASPAs: which networks the holder of an AS number buys transit from, as
//! draft-ietf-sidrops-aspa-profile has them signed.
//!
//! One per customer AS, as the draft asks of holders: what is made again takes
//! the place of what was there. Who may make it is who has the AS number in the
//! resource certificate.
//!
//! Absent: what a router would do with one. No network of this world judges
//! paths by them, they only come to the validators.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::Registry;
use serde::{Deserialize, Serialize};

use super::Stage;
use crate::world::registry::Member;

mod apply;
mod decide;
mod fact;

pub(in crate::world) use decide::decide;
pub use fact::Fact;

#[cfg(test)]
mod tests;

/// How many providers validators take: the draft lets them choose a limit, and
/// Routinator's is ten thousand.
pub const PROVIDERS_MAX: usize = 10_000;

/// What an ASPA says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Aspa {
    /// Who buys.
    pub customer: Asn,
    /// From whom; AS 0 alone stands for nobody.
    pub providers: BTreeSet<Asn>,
}

impl fmt::Display for Aspa {
    /// `AS64500 with providers AS174, AS1299`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with providers ", self.customer)?;
        for (index, provider) in self.providers.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{provider}")?;
        }
        Ok(())
    }
}

/// An ASPA on record at its registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose resource certificate it hangs on.
    pub member: Member,
    /// What it is to say.
    pub aspa: Aspa,
    /// How far that has come.
    pub stage: Stage,
    /// What is at the publication point, which may be an earlier one.
    pub published: Option<Aspa>,
}

impl Entry {
    /// Whether its holder still wants it.
    pub const fn is_wanted(&self) -> bool {
        self.stage.is_wanted()
    }

    /// The registry.
    pub const fn registry(&self) -> Registry {
        self.member.registry
    }
}

/// Every ASPA of the world, by customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aspas {
    pub(super) entries: BTreeMap<Asn, Entry>,
    /// How many were ever made and deleted: positions of the next draws.
    pub(super) made: u64,
    pub(super) deleted: u64,
}

impl Aspas {
    /// All that are on record or still published, by customer.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// A customer's.
    pub fn get(&self, customer: Asn) -> Option<&Entry> {
        self.entries.get(&customer)
    }

    /// What happens when an ASPA's timer is due.
    pub(in crate::world) fn wake(&self, customer: Asn) -> Option<Fact> {
        let entry = self.entries.get(&customer)?;
        let registry = entry.registry();
        match (entry.stage, &entry.published) {
            (Stage::Created { .. }, _) => Some(Fact::Published {
                registry,
                aspa: entry.aspa.clone(),
            }),
            (Stage::Deleted { .. }, Some(aspa)) => Some(Fact::Removed {
                registry,
                aspa: aspa.clone(),
            }),
            (Stage::Published { .. }, _) | (Stage::Deleted { .. }, None) => None,
        }
    }
}

/// What a holder does at its hosted certification authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes the first one of a customer.
    Create {
        /// What it is to say.
        aspa: Aspa,
    },
    /// Makes another in the place of the one that is there.
    Replace {
        /// What it is to say.
        aspa: Aspa,
    },
    /// Deletes it.
    Delete {
        /// Whose.
        customer: Asn,
    },
}

/// Why a holder's step is refused, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum Refusal {
    /// It names no provider; AS 0 alone says that there is none.
    NoProviders {
        /// Whose it was to be.
        customer: Asn,
    },
    /// It names more providers than validators take.
    TooManyProviders {
        /// Whose it was to be.
        customer: Asn,
    },
    /// The customer is among its own providers.
    OwnProvider {
        /// Whose it was to be.
        customer: Asn,
    },
    /// AS 0 stands beside other providers.
    ZeroAmongProviders {
        /// Whose it was to be.
        customer: Asn,
    },
    /// Nobody in this world holds the AS number.
    NotHeld {
        /// Whose it was to be.
        customer: Asn,
    },
    /// The customer has one already.
    AspaExists {
        /// Whose it is.
        customer: Asn,
    },
    /// The customer has none.
    NoSuchAspa {
        /// Whose it would be.
        customer: Asn,
    },
}
