//! Route objects that somebody made by hand in an Internet Routing Registry, here
//! RADb: what networks build their filters from that know no RPKI.
//!
//! AWS keeps the objects of ranges that were brought itself, and an object by
//! hand with a BYOIP AS number makes provisioning fail (EC2 User Guide, BYOIP).
//! Not here: the objects of ROAs at APNIC, which are the registry's own.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::internet::Route;

#[cfg(test)]
mod tests;

/// The registry's name, as an object's `source` has it.
pub const SOURCE: &str = "RADB";

/// What somebody does there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Make an object.
    Make(Route),
    /// Take it away.
    Remove(Route),
}

/// What happened there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// An object was made.
    Made {
        /// What it says.
        #[serde(flatten)]
        route: Route,
    },
    /// It was taken away.
    Removed {
        /// What it said.
        #[serde(flatten)]
        route: Route,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made { route } => write!(f, "{SOURCE} has a route object of {route}"),
            Self::Removed { route } => {
                write!(f, "{SOURCE} has no route object of {route} any more")
            }
        }
    }
}

/// A refused command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is one that says the same.
    RouteObjectExists {
        /// What it says.
        route: Route,
    },
    /// There is none.
    NoSuchRouteObject {
        /// What it would say.
        route: Route,
    },
}

/// The registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Irr {
    objects: BTreeMap<Route, Timestamp>,
}

impl Irr {
    /// Every object, and when it was made.
    pub fn objects(&self) -> impl Iterator<Item = (Route, Timestamp)> {
        self.objects.iter().map(|(route, made)| (*route, *made))
    }

    pub(super) fn decide(&self, command: &Command) -> Result<Vec<Fact>, Refusal> {
        match *command {
            Command::Make(route) if self.objects.contains_key(&route) => {
                Err(Refusal::RouteObjectExists { route })
            }
            Command::Make(route) => Ok(vec![Fact::Made { route }]),
            Command::Remove(route) if self.objects.contains_key(&route) => {
                Ok(vec![Fact::Removed { route }])
            }
            Command::Remove(route) => Err(Refusal::NoSuchRouteObject { route }),
        }
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact) {
        match fact {
            Fact::Made { route } => {
                self.objects.insert(*route, now);
            }
            Fact::Removed { route } => {
                self.objects.remove(route);
            }
        }
    }
}
