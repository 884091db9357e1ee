//! What answers in the holder's own data centre.
//!
//! Everything does, until the holder shuts something down there: a migration
//! moves what runs, not only the route to it. Packets that still come for what
//! was shut down come to nobody.

use std::collections::BTreeSet;
use std::fmt;
use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// What the holder does there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Shut down what has these addresses.
    Stop(Prefix),
    /// Start it again.
    Start(Prefix),
}

/// What happened there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Nothing answers there for these addresses any more.
    Stopped {
        /// The addresses.
        prefix: Prefix,
    },
    /// It does again.
    Started {
        /// The addresses, as they were stopped.
        prefix: Prefix,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped { prefix } => write!(f, "nothing answers for {prefix} at home any more"),
            Self::Started { prefix } => write!(f, "{prefix} is answered for at home again"),
        }
    }
}

/// A refused command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is shut down already, alone or with more.
    Stopped {
        /// What was to be shut down.
        prefix: Prefix,
        /// What is.
        by: Prefix,
    },
    /// It was not shut down under this prefix.
    NotStopped {
        /// The prefix.
        prefix: Prefix,
    },
}

/// The data centre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Premises {
    stopped: BTreeSet<Prefix>,
}

impl Premises {
    /// Whether anything answers for an address.
    pub fn answers(&self, address: IpAddr) -> bool {
        !self.stopped.iter().any(|prefix| prefix.contains(address))
    }

    /// What is shut down.
    pub fn stopped(&self) -> impl Iterator<Item = Prefix> {
        self.stopped.iter().copied()
    }

    pub(super) fn decide(&self, command: &Command) -> Result<Vec<Fact>, Refusal> {
        match *command {
            Command::Stop(prefix) => match self.stopped().find(|by| by.covers(prefix)) {
                Some(by) => Err(Refusal::Stopped { prefix, by }),
                None => Ok(vec![Fact::Stopped { prefix }]),
            },
            Command::Start(prefix) if self.stopped.contains(&prefix) => {
                Ok(vec![Fact::Started { prefix }])
            }
            Command::Start(prefix) => Err(Refusal::NotStopped { prefix }),
        }
    }

    pub(super) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Stopped { prefix } => {
                self.stopped.insert(*prefix);
            }
            Fact::Started { prefix } => {
                self.stopped.remove(prefix);
            }
        }
    }
}
