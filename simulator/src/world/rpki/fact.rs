//! What happens to ROAs.

use std::fmt;

use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::RoaId;
use crate::world::registry::Member;

/// What happened to a ROA.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was created.
    Created {
        /// Its handle.
        id: RoaId,
        /// Whose resource certificate it hangs on.
        #[serde(flatten)]
        member: Member,
        /// What its holder calls it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        name: Option<String>,
        /// What it says.
        roa: Roa,
        /// When it ends.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Timestamp>,
        /// When it will be at the publication point.
        published_at: Timestamp,
        /// From when on whois shows a route object to it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        route_object: Option<Timestamp>,
    },
    /// It is at its registry's publication point.
    Published {
        /// Its handle.
        id: RoaId,
        /// The registry.
        registry: Registry,
        /// What it says.
        roa: Roa,
    },
    /// Its holder deleted it.
    Deleted {
        /// Its handle.
        id: RoaId,
        /// What it said.
        roa: Roa,
        /// When it will have left the publication point, if it ever was there.
        removed_at: Timestamp,
    },
    /// It has left the publication point.
    Removed {
        /// Its handle.
        id: RoaId,
        /// The registry.
        registry: Registry,
        /// What it said.
        roa: Roa,
    },
    /// Its end has come: whoever has it still takes it for nothing.
    Expired {
        /// Its handle.
        id: RoaId,
        /// The registry.
        registry: Registry,
        /// What it said.
        roa: Roa,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created {
                member,
                roa,
                published_at,
                ..
            } => write!(
                f,
                "a ROA is created at {}: {roa}, published at {published_at}",
                member.registry
            ),
            Self::Published { registry, roa, .. } => {
                write!(f, "{registry} publishes the ROA {roa}")
            }
            Self::Deleted {
                roa, removed_at, ..
            } => write!(f, "the ROA {roa} is deleted, published until {removed_at}"),
            Self::Removed { registry, roa, .. } => {
                write!(f, "{registry} no longer publishes the ROA {roa}")
            }
            Self::Expired { roa, .. } => write!(f, "the ROA {roa} has expired"),
        }
    }
}
