//! The RPKI as a migration meets it: ROAs that holders create and delete, and
//! the validated payloads that everybody's validators make of them some time
//! later.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::{Roa, Vrp};
use byoip_vocabulary::validity::RouteValidity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::draw::Branch;
use super::refusal::HolderRefusal;
use super::registry::Registry;
use super::timers::{Timer, Timers};

#[cfg(test)]
mod tests;

/// A ROA's handle: 32 hexadecimal digits, as ARIN's `roaHandle`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RoaId(String);

impl RoaId {
    /// The handle of a text; whether it exists is the world's to say.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
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
    /// Created; validators do not have it yet.
    Created {
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
    /// The registry whose trust anchor it hangs on.
    pub registry: Registry,
    /// What it says.
    pub roa: Roa,
    /// How far it has come.
    pub stage: Stage,
}

impl Entry {
    /// Whether validators have it.
    pub fn is_visible(&self) -> bool {
        match self.stage {
            Stage::Created { .. } => false,
            Stage::Visible => true,
            Stage::Deleted { seen, .. } => seen,
        }
    }

    /// Whether its holder still wants it.
    fn is_wanted(&self) -> bool {
        match self.stage {
            Stage::Created { .. } | Stage::Visible => true,
            Stage::Deleted { .. } => false,
        }
    }
}

/// What a holder does at its hosted certification authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Creates a ROA.
    Create(Roa),
    /// Deletes one by its handle.
    Delete(RoaId),
}

/// What happened in the RPKI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A ROA was created.
    Created {
        /// Its handle.
        id: RoaId,
        /// The registry whose trust anchor it hangs on.
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
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created {
                registry,
                roa,
                visible_at,
                ..
            } => write!(
                f,
                "a ROA is created at {registry}: {roa}, visible at {visible_at}"
            ),
            Self::Shown { roa, .. } => write!(f, "validators see the ROA {roa}"),
            Self::Deleted { roa, gone_at, .. } => {
                write!(f, "the ROA {roa} is deleted, gone at {gone_at}")
            }
            Self::Hidden { roa, .. } => write!(f, "validators no longer see the ROA {roa}"),
        }
    }
}

/// Decides a command.
pub(super) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, HolderRefusal> {
    match command {
        Command::Create(roa) => {
            let Some(network) = world.registries.smallest_covering(roa.prefix()) else {
                return Err(HolderRefusal::NotHeld {
                    prefix: roa.prefix(),
                });
            };
            let same = |entry: &Entry| entry.roa == *roa && entry.is_wanted();
            if world.rpki.entries.values().any(same) {
                return Err(HolderRefusal::RoaExists { roa: *roa });
            }
            Ok(vec![Fact::Created {
                id: RoaId(
                    world
                        .draw
                        .uuid(Branch::Roa, world.rpki.created)
                        .replace('-', ""),
                ),
                registry: network.registry,
                roa: *roa,
                visible_at: super::later(now, world.policy.roa_creation),
            }])
        }
        Command::Delete(id) => match world.rpki.entries.get(id) {
            Some(entry) if entry.is_wanted() => Ok(vec![Fact::Deleted {
                id: id.clone(),
                roa: entry.roa,
                gone_at: super::later(now, world.policy.roa_deletion),
            }]),
            Some(_) | None => Err(HolderRefusal::NoSuchRoa { id: id.clone() }),
        },
    }
}

/// Every ROA of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rpki {
    entries: BTreeMap<RoaId, Entry>,
    /// How many were ever created: the position of the next handle's draw.
    created: u64,
}

impl Rpki {
    /// Puts a ROA on record, visible, as the world begins.
    pub(super) fn begin_with(&mut self, id: RoaId, registry: Registry, roa: Roa) {
        self.created += 1;
        self.entries.insert(
            id,
            Entry {
                registry,
                roa,
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

    /// What the validators have now, with the trust anchor, in prefix order
    /// and without duplicates.
    pub fn vrps(&self) -> Vec<(Vrp, Registry)> {
        let mut vrps: Vec<(Vrp, Registry)> = self
            .entries
            .values()
            .filter(|entry| entry.is_visible())
            .map(|entry| (entry.roa, entry.registry))
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
    pub(super) fn wake(&self, timer: &Timer) -> Option<Fact> {
        let (Timer::ShowRoa(id) | Timer::HideRoa(id)) = timer else {
            return None;
        };
        let entry = self.entries.get(id)?;
        let (id, roa) = (id.clone(), entry.roa);
        Some(match entry.stage {
            Stage::Created { .. } | Stage::Visible => Fact::Shown { id, roa },
            Stage::Deleted { .. } => Fact::Hidden { id, roa },
        })
    }

    pub(super) fn apply(&mut self, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Created {
                id,
                registry,
                roa,
                visible_at,
            } => {
                self.created += 1;
                let stage = Stage::Created {
                    visible_at: *visible_at,
                };
                let entry = Entry {
                    registry: *registry,
                    roa: *roa,
                    stage,
                };
                self.entries.insert(id.clone(), entry);
                timers.set(Timer::ShowRoa(id.clone()), *visible_at);
            }
            Fact::Shown { id, .. } => {
                if let Some(entry) = self.entries.get_mut(id) {
                    entry.stage = Stage::Visible;
                }
                timers.clear(&Timer::ShowRoa(id.clone()));
            }
            Fact::Deleted { id, gone_at, .. } => {
                timers.clear(&Timer::ShowRoa(id.clone()));
                if let Some(entry) = self.entries.get_mut(id) {
                    let (seen, gone_at) = (entry.is_visible(), *gone_at);
                    entry.stage = Stage::Deleted { seen, gone_at };
                }
                timers.set(Timer::HideRoa(id.clone()), *gone_at);
            }
            Fact::Hidden { id, .. } => {
                self.entries.remove(id);
                timers.clear(&Timer::HideRoa(id.clone()));
            }
        }
    }
}
