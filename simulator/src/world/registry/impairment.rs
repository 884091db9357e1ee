//! What ails a registry that answers all the same: its answers take long, or are
//! written wrongly. One that does not answer is an [`outage`](super::outage).

use std::fmt;

use byoip_vocabulary::registry::Registry;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Registries;
use crate::world::faults::length::Wait;
use crate::world::timers::{Timer, Timers};

#[cfg(test)]
mod tests;

/// What ails it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "impairment", rename_all = "kebab-case")]
pub enum Impairment {
    /// Its services answer after so long, in real time.
    Slow {
        /// How long.
        by: Wait,
    },
    /// Its public services write dashes for a certificate's hyphens.
    Dashes,
}

impl Impairment {
    const fn kind(self) -> Kind {
        match self {
            Self::Slow { .. } => Kind::Slow,
            Self::Dashes => Kind::Dashes,
        }
    }
}

/// Which of the two, whatever its measure: a registry has each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Its answers take long.
    Slow,
    /// Its answers have dashes.
    Dashes,
}

/// A registry is to be well again, before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recover {
    /// The registry.
    pub registry: Registry,
}

/// What happened to a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Something ails it.
    Began {
        /// The registry.
        registry: Registry,
        /// What.
        #[serde(flatten)]
        impairment: Impairment,
        /// Until when.
        until: Timestamp,
    },
    /// It does no longer.
    Ended {
        /// The registry.
        registry: Registry,
        /// Which.
        kind: Kind,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Began {
                registry,
                impairment: Impairment::Slow { by },
                until,
            } => write!(f, "{registry} takes {by} to answer until {until}"),
            Self::Began {
                registry,
                impairment: Impairment::Dashes,
                until,
            } => write!(
                f,
                "{registry} writes dashes for the hyphens of certificates until {until}"
            ),
            Self::Ended {
                registry,
                kind: Kind::Slow,
            } => write!(f, "{registry} answers in no time again"),
            Self::Ended {
                registry,
                kind: Kind::Dashes,
            } => write!(f, "{registry} writes hyphens again"),
        }
    }
}

/// Ends all that ails a registry; of one that is well there is nothing to end.
pub(in crate::world) fn recover(registries: &Registries, command: &Recover) -> Vec<Fact> {
    let registry = command.registry;
    let kinds = [Kind::Slow, Kind::Dashes].into_iter();
    let ailing = kinds.filter(|kind| registries.impaired.contains_key(&(registry, *kind)));
    ailing.map(|kind| Fact::Ended { registry, kind }).collect()
}

impl Registries {
    /// How long a registry's services take to answer, in real time.
    pub fn slow_by(&self, registry: Registry) -> SignedDuration {
        match self.impaired.get(&(registry, Kind::Slow)) {
            Some(Impairment::Slow { by }) => by.get(),
            Some(Impairment::Dashes) | None => SignedDuration::ZERO,
        }
    }

    /// Whether a registry's public services write dashes for a certificate's
    /// hyphens.
    pub fn writes_dashes(&self, registry: Registry) -> bool {
        self.impaired.contains_key(&(registry, Kind::Dashes))
    }

    pub(in crate::world) fn apply_impairment(&mut self, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Began {
                registry,
                impairment,
                until,
            } => {
                let (registry, kind) = (*registry, impairment.kind());
                self.impaired.insert((registry, kind), *impairment);
                timers.set(Timer::EndImpairment(registry, kind), *until);
            }
            Fact::Ended { registry, kind } => {
                self.impaired.remove(&(*registry, *kind));
                timers.clear(&Timer::EndImpairment(*registry, *kind));
            }
        }
    }
}
