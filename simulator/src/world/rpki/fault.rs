//! What can be wrong with a published ROA, and what validators make of it.
//!
//! Most mistakes cost the ROA alone: an object that is no good is left out and
//! what is published beside it counts. A manifest that does not fit what it lists
//! is another matter (RFC 9286, section 6.6): then nothing of that fetch counts,
//! whatever was fetched well before does until it runs out, and then the holder
//! has nothing. [`point`] keeps that.
//!
//! A ROA that its holder deletes is revoked and gone in one step, as registries
//! do it; here it is revoked alone and still listed.

use std::fmt;

use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Entry, RoaId, Rpki};
use crate::world::later;
use crate::world::registry::Member;
use crate::world::timers::Timers;

pub mod point;

use point::LAG;

#[cfg(test)]
mod tests;

/// What is wrong with a published ROA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Its certificate is on the list of what is revoked; it is still there.
    Revoked,
    /// Its certificate has run out and nobody renewed it.
    Expired,
    /// The file is no signed object at all.
    Garbled,
    /// The manifest has another hash of it.
    ManifestMismatch,
    /// Its certificate claims addresses that its holder's does not have.
    Overclaiming,
}

impl Fault {
    /// Whether validators leave out this ROA and nothing else.
    pub const fn costs_itself(self) -> bool {
        match self {
            Self::Revoked | Self::Expired | Self::Garbled | Self::Overclaiming => true,
            Self::ManifestMismatch => false,
        }
    }
}

impl fmt::Display for Fault {
    /// What is said of the ROA.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Revoked => "is revoked and still listed",
            Self::Expired => "has a certificate that ran out",
            Self::Garbled => "is garbled",
            Self::ManifestMismatch => "has another hash in the manifest",
            Self::Overclaiming => "claims more than its holder has",
        })
    }
}

/// What befalls a published ROA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Something goes wrong with it.
    Spoil {
        /// Its handle.
        id: RoaId,
        /// What.
        fault: Fault,
    },
    /// Its registry issues it anew, as it should be.
    Mend {
        /// Its handle.
        id: RoaId,
    },
}

/// Why it does not, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum Refusal {
    /// The ROA is not there.
    NoSuchRoa {
        /// The handle asked for.
        id: RoaId,
    },
    /// Nothing is wrong with it.
    NothingToMend {
        /// Its handle.
        id: RoaId,
    },
    /// It is not at the publication point yet.
    NotPublished {
        /// Its handle.
        id: RoaId,
        /// When it will be.
        published_at: Timestamp,
    },
    /// Something is wrong with it already.
    SpoiledAlready {
        /// Its handle.
        id: RoaId,
        /// What.
        fault: Fault,
    },
}

/// What happened to a published ROA, or to all that its holder has published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Something went wrong with it.
    Spoiled {
        /// Its handle.
        id: RoaId,
        /// Whose it is.
        #[serde(flatten)]
        member: Member,
        /// What it says.
        roa: Roa,
        /// What went wrong.
        fault: Fault,
        /// Until when what validators have of its holder is good, where they can
        /// take nothing new.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        good_until: Option<Timestamp>,
    },
    /// It is as it should be.
    Mended {
        /// Its handle.
        id: RoaId,
        /// Whose it is.
        #[serde(flatten)]
        member: Member,
        /// What it says.
        roa: Roa,
    },
    /// What validators have of a holder has run out, and what is there now is no
    /// good.
    RanOut {
        /// The holder.
        #[serde(flatten)]
        member: Member,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spoiled {
                roa,
                fault,
                good_until,
                member,
                ..
            } => {
                write!(f, "the ROA {roa} {fault}")?;
                match good_until {
                    Some(until) => write!(
                        f,
                        "; what was fetched of {} is good until {until}",
                        member.organization
                    ),
                    None => Ok(()),
                }
            }
            Self::Mended { roa, .. } => write!(f, "the ROA {roa} is published as it should be"),
            Self::RanOut { member } => write!(
                f,
                "what was fetched of {} at {} has run out",
                member.organization, member.registry
            ),
        }
    }
}

/// Decides a command.
pub(in crate::world) fn decide(
    rpki: &Rpki,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, Refusal> {
    let (Command::Spoil { id, .. } | Command::Mend { id }) = command;
    let id = id.clone();
    let Some(entry) = rpki.entry(&id) else {
        return Err(Refusal::NoSuchRoa { id });
    };
    let (member, roa) = (entry.member.clone(), entry.roa);
    match (command, entry.fault) {
        (Command::Mend { .. }, None) => Err(Refusal::NothingToMend { id }),
        (Command::Mend { .. }, Some(_)) => Ok(vec![Fact::Mended { id, member, roa }]),
        (Command::Spoil { fault, .. }, None) => {
            if let super::Stage::Created { published_at } = entry.stage {
                return Err(Refusal::NotPublished { id, published_at });
            }
            let breaks = !fault.costs_itself() && rpki.broken(&member).is_none();
            let good_until = breaks.then(|| rpki.good_until(&member, now));
            let fault = *fault;
            Ok(vec![Fact::Spoiled {
                id,
                member,
                roa,
                fault,
                good_until,
            }])
        }
        (Command::Spoil { .. }, Some(fault)) => Err(Refusal::SpoiledAlready { id, fault }),
    }
}

impl Rpki {
    pub(in crate::world) fn apply_fault(
        &mut self,
        now: Timestamp,
        fact: &Fact,
        timers: &mut Timers,
    ) {
        match fact {
            Fact::Spoiled {
                id,
                member,
                roa,
                fault,
                good_until,
            } => {
                if fault.costs_itself() {
                    self.hide(member, *roa);
                } else {
                    self.break_point(member, id, *good_until, timers);
                }
                self.set_fault(id, Some(*fault));
                self.issue(member, later(now, LAG));
                self.validators.publish(now, timers);
            }
            Fact::Mended { id, member, roa } => {
                let before = self.entry(id).and_then(|entry| entry.fault);
                self.set_fault(id, None);
                self.issue(member, later(now, LAG));
                if before.is_some_and(Fault::costs_itself) {
                    self.show(member, *roa);
                }
                self.mend_point(member, id, timers);
                self.validators.publish(now, timers);
            }
            Fact::RanOut { member } => {
                self.empty_point(member, timers);
                self.validators.expire(now, timers);
            }
        }
    }

    fn set_fault(&mut self, id: &RoaId, fault: Option<Fault>) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.fault = fault;
        }
    }
}

impl Entry {
    /// Whether validators take it where they take what is published beside it.
    pub fn is_sound(&self) -> bool {
        self.is_published() && !self.fault.is_some_and(Fault::costs_itself)
    }
}
