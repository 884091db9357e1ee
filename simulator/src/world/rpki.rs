//! The RPKI as a migration meets it: ROAs that holders create and delete at
//! their registry, the registry's publication point that shows them some time
//! later, and the validated payloads that everybody's validators make of what is
//! published, later still.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::{Roa, Vrp};
use byoip_vocabulary::validity::RouteValidity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::policy::Policy;
use super::registry::Member;
use super::timers::{Timer, Timers};

mod decide;
mod refusal;

pub(super) use decide::decide;
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

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

/// Where a ROA is between its creation and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Created; not at the publication point yet.
    Created {
        /// When it will be.
        published_at: Timestamp,
    },
    /// At the publication point; validators do not have it yet.
    Published {
        /// When they will.
        visible_at: Timestamp,
    },
    /// Validators have it.
    Visible,
    /// Deleted by its holder.
    Deleted {
        /// Whether validators had it then; they keep it for a while.
        seen: bool,
        /// When they no longer will.
        gone_at: Timestamp,
    },
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
    /// From when on whois shows a route object of its prefix and origin, which
    /// APNIC makes and deletes with it; none where none was asked for.
    pub route_object: Option<Timestamp>,
    /// When it ends; without, its registry renews it for as long as it is wanted.
    pub until: Option<Timestamp>,
    /// How far it has come.
    pub stage: Stage,
}

impl Entry {
    /// Whether validators have it.
    pub fn is_visible(&self) -> bool {
        match self.stage {
            Stage::Created { .. } | Stage::Published { .. } => false,
            Stage::Visible => true,
            Stage::Deleted { seen, .. } => seen,
        }
    }

    /// Whether its holder still wants it.
    pub fn is_wanted(&self) -> bool {
        match self.stage {
            Stage::Created { .. } | Stage::Published { .. } | Stage::Visible => true,
            Stage::Deleted { .. } => false,
        }
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

/// What happened in the RPKI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A ROA was created.
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
        /// When validators will have it.
        visible_at: Timestamp,
    },
    /// Validators have it.
    Shown {
        /// Its handle.
        id: RoaId,
        /// What it says.
        roa: Roa,
    },
    /// A ROA was deleted.
    Deleted {
        /// Its handle.
        id: RoaId,
        /// What it said.
        roa: Roa,
        /// When validators will have lost it.
        gone_at: Timestamp,
    },
    /// Validators no longer have it.
    Hidden {
        /// Its handle.
        id: RoaId,
        /// What it said.
        roa: Roa,
    },
    /// Its end has come: whoever has it still takes it for nothing.
    Expired {
        /// Its handle.
        id: RoaId,
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
            Self::Published {
                registry,
                roa,
                visible_at,
                ..
            } => write!(
                f,
                "{registry} publishes the ROA {roa}, validators have it at {visible_at}"
            ),
            Self::Shown { roa, .. } => write!(f, "validators see the ROA {roa}"),
            Self::Deleted { roa, gone_at, .. } => {
                write!(f, "the ROA {roa} is deleted, gone at {gone_at}")
            }
            Self::Hidden { roa, .. } => write!(f, "validators no longer see the ROA {roa}"),
            Self::Expired { roa, .. } => write!(f, "the ROA {roa} has expired"),
        }
    }
}

/// Every ROA of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rpki {
    entries: BTreeMap<RoaId, Entry>,
    /// Those of them that have a route object.
    with_route_object: BTreeSet<RoaId>,
    /// How many were ever created and deleted: positions of the next draws.
    created: u64,
    deleted: u64,
}

impl Rpki {
    /// Puts a ROA on record, visible, as the world begins.
    pub(super) fn begin_with(&mut self, id: RoaId, member: Member, roa: Roa, now: Timestamp) {
        self.created += 1;
        self.entries.insert(
            id,
            Entry {
                member,
                name: None,
                roa,
                created: now,
                route_object: None,
                until: None,
                stage: Stage::Visible,
            },
        );
    }

    /// How many were ever created.
    pub(super) const fn created(&self) -> u64 {
        self.created
    }

    /// Every ROA that is on record or still seen, by handle.
    pub fn entries(&self) -> impl Iterator<Item = (&RoaId, &Entry)> {
        self.entries.iter()
    }

    /// One ROA.
    pub fn entry(&self, id: &RoaId) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The handle of a wanted ROA that says exactly this.
    pub fn find(&self, roa: &Roa) -> Option<&RoaId> {
        self.entries
            .iter()
            .find(|(_, entry)| entry.roa == *roa && entry.is_wanted())
            .map(|(id, _)| id)
    }

    /// Those whose route object whois shows at a moment, by handle.
    pub fn with_route_object(&self, now: Timestamp) -> impl Iterator<Item = &Entry> {
        let with = self.with_route_object.iter();
        let with = with.filter_map(|id| self.entries.get(id));
        with.filter(move |entry| entry.shows_route_object(now))
    }

    /// What the validators have now, with the trust anchor, in prefix order
    /// and without duplicates.
    pub fn vrps(&self) -> Vec<(Vrp, Registry)> {
        let mut vrps: Vec<(Vrp, Registry)> = self
            .entries
            .values()
            .filter(|entry| entry.is_visible())
            .map(|entry| (entry.roa, entry.member.registry))
            .collect();
        vrps.sort_unstable();
        vrps.dedup();
        vrps
    }

    /// What the validators say of a route now.
    pub fn validity(&self, prefix: Prefix, origin: Asn) -> RouteValidity {
        let vrps = self.vrps();
        RouteValidity::new(prefix, origin, vrps.iter().map(|(vrp, _)| vrp))
    }

    /// What happens when a timer of this noun is due.
    pub(super) fn wake(&self, now: Timestamp, timer: &Timer, policy: &Policy) -> Option<Fact> {
        if let Timer::ExpireRoa(id) = timer {
            let (id, roa) = (id.clone(), self.entries.get(id)?.roa);
            return Some(Fact::Expired { id, roa });
        }
        let (Timer::PublishRoa(id) | Timer::ShowRoa(id) | Timer::HideRoa(id)) = timer else {
            return None;
        };
        let entry = self.entries.get(id)?;
        let (id, roa) = (id.clone(), entry.roa);
        Some(match entry.stage {
            Stage::Created { .. } => Fact::Published {
                id,
                registry: entry.member.registry,
                roa,
                visible_at: super::later(now, policy.validator_refresh),
            },
            Stage::Published { .. } | Stage::Visible => Fact::Shown { id, roa },
            Stage::Deleted { .. } => Fact::Hidden { id, roa },
        })
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Created {
                id,
                member,
                name,
                roa,
                until,
                published_at,
                route_object,
            } => {
                self.created += 1;
                let published_at = *published_at;
                let entry = Entry {
                    member: member.clone(),
                    name: name.clone(),
                    roa: *roa,
                    created: now,
                    route_object: *route_object,
                    until: *until,
                    stage: Stage::Created { published_at },
                };
                self.entries.insert(id.clone(), entry);
                if route_object.is_some() {
                    self.with_route_object.insert(id.clone());
                }
                timers.set(Timer::PublishRoa(id.clone()), published_at);
                if let Some(until) = until {
                    timers.set(Timer::ExpireRoa(id.clone()), *until);
                }
            }
            Fact::Published { id, visible_at, .. } => {
                let visible_at = *visible_at;
                self.enter(id, Stage::Published { visible_at });
                timers.clear(&Timer::PublishRoa(id.clone()));
                timers.set(Timer::ShowRoa(id.clone()), visible_at);
            }
            Fact::Shown { id, .. } => {
                self.enter(id, Stage::Visible);
                timers.clear(&Timer::ShowRoa(id.clone()));
            }
            Fact::Deleted { id, gone_at, .. } => {
                self.deleted += 1;
                self.with_route_object.remove(id);
                timers.clear(&Timer::PublishRoa(id.clone()));
                timers.clear(&Timer::ShowRoa(id.clone()));
                if let Some(entry) = self.entries.get_mut(id) {
                    let (seen, gone_at) = (entry.is_visible(), *gone_at);
                    entry.stage = Stage::Deleted { seen, gone_at };
                }
                timers.set(Timer::HideRoa(id.clone()), *gone_at);
            }
            Fact::Hidden { id, .. } | Fact::Expired { id, .. } => {
                self.entries.remove(id);
                self.with_route_object.remove(id);
                for timer in [
                    Timer::PublishRoa,
                    Timer::ShowRoa,
                    Timer::HideRoa,
                    Timer::ExpireRoa,
                ] {
                    timers.clear(&timer(id.clone()));
                }
            }
        }
    }

    fn enter(&mut self, id: &RoaId, stage: Stage) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.stage = stage;
        }
    }
}
