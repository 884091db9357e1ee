//! What happens to ASPAs.

use std::fmt;

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Aspa;
use crate::world::registry::Member;

/// What happened to an ASPA.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// One was made, the customer's first or in the place of another.
    Made {
        /// Whose resource certificate it hangs on.
        #[serde(flatten)]
        member: Member,
        /// What it says.
        aspa: Aspa,
        /// When it will be at the publication point.
        published_at: Timestamp,
    },
    /// It is at its registry's publication point, and what was there is not.
    Published {
        /// The registry.
        registry: Registry,
        /// What it says.
        aspa: Aspa,
    },
    /// Its holder deleted it.
    Deleted {
        /// What it said.
        aspa: Aspa,
        /// When it will have left the publication point, if it ever was there.
        removed_at: Timestamp,
    },
    /// It has left the publication point.
    Removed {
        /// The registry.
        registry: Registry,
        /// What it said.
        aspa: Aspa,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made {
                member,
                aspa,
                published_at,
            } => write!(
                f,
                "an ASPA is made at {}: {aspa}, published at {published_at}",
                member.registry
            ),
            Self::Published { registry, aspa } => {
                write!(f, "{registry} publishes the ASPA {aspa}")
            }
            Self::Deleted { aspa, removed_at } => write!(
                f,
                "the ASPA of {} is deleted, published until {removed_at}",
                aspa.customer
            ),
            Self::Removed { registry, aspa } => {
                write!(
                    f,
                    "{registry} no longer publishes the ASPA of {}",
                    aspa.customer
                )
            }
        }
    }
}
