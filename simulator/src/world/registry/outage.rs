//! A registry that does not answer: neither RDAP nor whois, neither its portal
//! nor its interfaces. What it published before stays published in the RPKI.

use std::fmt;

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Registries;
use crate::world::timers::{Timer, Timers};

#[cfg(test)]
mod tests;

/// What befalls a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// It stops answering.
    Fail {
        /// The registry.
        registry: Registry,
        /// Until when.
        until: Timestamp,
    },
    /// It answers again, before its time.
    Recover {
        /// The registry.
        registry: Registry,
    },
}

/// What befell a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It stopped answering.
    Failed {
        /// The registry.
        registry: Registry,
        /// Until when.
        until: Timestamp,
    },
    /// It answers again.
    Recovered {
        /// The registry.
        registry: Registry,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { registry, until } => {
                write!(f, "{registry} stops answering until {until}")
            }
            Self::Recovered { registry } => write!(f, "{registry} answers again"),
        }
    }
}

/// The registry does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename = "down")]
pub struct Down {
    /// The registry.
    pub registry: Registry,
    /// Until when.
    pub until: Timestamp,
}

/// An outage that would be over before it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// When it was to end.
    pub until: Timestamp,
}

/// Decides a command.
pub(in crate::world) fn decide(
    registries: &Registries,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, Over> {
    match command {
        Command::Fail { until, .. } if *until <= now => Err(Over { until: *until }),
        Command::Fail { registry, until } => Ok(vec![Fact::Failed {
            registry: *registry,
            until: *until,
        }]),
        // One that answers is asked for nothing.
        Command::Recover { registry } => Ok(registries
            .down_until(*registry)
            .map(|_| Fact::Recovered {
                registry: *registry,
            })
            .into_iter()
            .collect()),
    }
}

impl Registries {
    /// Until when a registry does not answer, if it does not.
    pub fn down_until(&self, registry: Registry) -> Option<Timestamp> {
        self.down.get(&registry).copied()
    }

    /// Refuses what is asked of a registry that does not answer.
    pub(in crate::world) fn check_up(&self, registry: Registry) -> Result<(), Down> {
        match self.down_until(registry) {
            Some(until) => Err(Down { registry, until }),
            None => Ok(()),
        }
    }

    pub(in crate::world) fn apply_outage(&mut self, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Failed { registry, until } => {
                self.down.insert(*registry, *until);
                timers.set(Timer::RecoverRegistry(*registry), *until);
            }
            Fact::Recovered { registry } => {
                self.down.remove(registry);
                timers.clear(&Timer::RecoverRegistry(*registry));
            }
        }
    }
}
