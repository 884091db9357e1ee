//! A ROA on record at its registry, from its creation to its end.

use std::fmt;

use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use crate::world::registry::Member;

/// A ROA's handle: 32 hexadecimal digits, as ARIN's `roaHandle`. Of a ROA for
/// several prefixes there is an entry for each: those after the first have the
/// handle with a number behind it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RoaId(String);

impl RoaId {
    /// The handle of a text; whether it exists is the world's to say.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The handle, which the entries of one ROA share.
    pub fn handle(&self) -> &str {
        let number = self.0.split_once('-');
        number.map_or(self.0.as_str(), |(handle, _)| handle)
    }
}

impl fmt::Display for RoaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a ROA, or an ASPA, is between its creation and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Created; not at the publication point yet.
    Created {
        /// When it will be.
        published_at: Timestamp,
    },
    /// At the publication point.
    Published {
        /// Since when.
        since: Timestamp,
    },
    /// Deleted by its holder, and still at the publication point.
    Deleted {
        /// Until when.
        removed_at: Timestamp,
    },
}

impl Stage {
    /// Whether the holder still wants it.
    pub const fn is_wanted(self) -> bool {
        match self {
            Self::Created { .. } | Self::Published { .. } => true,
            Self::Deleted { .. } => false,
        }
    }
}

/// A ROA on record at its registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose resource certificate it hangs on.
    pub member: Member,
    /// What its holder calls it.
    pub name: Option<String>,
    /// What it says.
    pub roa: Roa,
    /// When it was created.
    pub created: Timestamp,
    /// When it ends; without, its registry renews it for as long as it is wanted.
    pub until: Option<Timestamp>,
    /// From when on whois shows a route object of its prefix and origin, which
    /// APNIC makes and deletes with it; none where none was asked for.
    pub route_object: Option<Timestamp>,
    /// How far it has come.
    pub stage: Stage,
    /// What is wrong with it as it is published.
    pub fault: Option<Fault>,
}

impl Entry {
    /// Whether it is at the publication point.
    pub const fn is_published(&self) -> bool {
        match self.stage {
            Stage::Created { .. } => false,
            Stage::Published { .. } | Stage::Deleted { .. } => true,
        }
    }

    /// Whether its holder still wants it.
    pub const fn is_wanted(&self) -> bool {
        self.stage.is_wanted()
    }

    /// Whether whois shows its route object at a moment.
    pub fn shows_route_object(&self, now: Timestamp) -> bool {
        self.is_wanted() && self.route_object.is_some_and(|from| from <= now)
    }
}

/// What a holder does at its hosted certification authority: deletions and
/// creations in one step, the deletions first, all of them or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Who asks; the portal of whoever may without.
    pub by: Option<Member>,
    /// The ROAs to delete.
    pub delete: Vec<RoaId>,
    /// The ROAs to create.
    pub create: Vec<Draft>,
}

/// A ROA to be created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is to say.
    pub roa: Roa,
    /// What its holder calls it.
    pub name: Option<String>,
    /// When it is to end; without, its registry renews it for as long as it is
    /// wanted.
    pub until: Option<Timestamp>,
    /// Whether it is one ROA with the draft before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joined: bool,
    /// Whether a route object is to be made with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub route_object: bool,
}

impl Draft {
    /// A ROA alone, without a name or an end.
    pub const fn of(roa: Roa) -> Self {
        Self {
            roa,
            name: None,
            until: None,
            joined: false,
            route_object: false,
        }
    }
}

impl Command {
    /// Creates one ROA, by portal.
    pub fn create(roa: Roa) -> Self {
        Self {
            by: None,
            delete: Vec::new(),
            create: vec![Draft::of(roa)],
        }
    }

    /// Deletes one ROA, by portal.
    pub fn delete(id: RoaId) -> Self {
        Self {
            by: None,
            delete: vec![id],
            create: Vec::new(),
        }
    }
}
