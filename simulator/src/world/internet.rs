//! Who originates which prefix, as far as a looking glass can see.
//!
//! Announcements spread and withdrawals fade in a set time; there is no graph
//! of networks here, so everybody sees the same.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::refusal::HolderRefusal;
use super::timers::{Timer, Timers};

#[cfg(test)]
mod tests;

/// A prefix and the AS that originates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Route {
    /// The prefix.
    pub prefix: Prefix,
    /// The origin.
    pub origin: Asn,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.prefix, self.origin)
    }
}

/// How far a route has spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Announced, not seen everywhere yet.
    Spreading,
    /// Seen everywhere.
    Seen,
    /// Withdrawn, still seen here and there.
    Fading,
}

/// A route that is announced, or was a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Since when it is announced; for a fading one, since when it is not.
    pub since: Timestamp,
    /// How far that has spread.
    pub spread: Spread,
}

/// What the customer's own routers do. Amazon's follow Advertise and Withdraw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begin to originate.
    Announce(Route),
    /// Stop originating.
    Withdraw(Route),
}

/// What happened to a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Its origin announces it.
    Announced {
        /// The route.
        #[serde(flatten)]
        route: Route,
        /// When everybody sees it.
        seen_at: Timestamp,
    },
    /// Everybody sees it.
    Seen {
        /// The route.
        #[serde(flatten)]
        route: Route,
    },
    /// Its origin announces it no longer.
    Withdrawn {
        /// The route.
        #[serde(flatten)]
        route: Route,
        /// When nobody sees it any more.
        gone_at: Timestamp,
    },
    /// Nobody sees it any more.
    Gone {
        /// The route.
        #[serde(flatten)]
        route: Route,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Announced { route, .. } => {
                write!(f, "{} announces {}", route.origin, route.prefix)
            }
            Self::Seen { route } => {
                write!(
                    f,
                    "{} is seen everywhere from {}",
                    route.prefix, route.origin
                )
            }
            Self::Withdrawn { route, .. } => {
                write!(f, "{} withdraws {}", route.origin, route.prefix)
            }
            Self::Gone { route } => {
                write!(f, "{} is seen nowhere from {}", route.prefix, route.origin)
            }
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
        Command::Announce(route) if world.internet.is_announced(route) => {
            Err(HolderRefusal::RouteAnnounced { route: *route })
        }
        Command::Announce(route) => Ok(vec![announce(world, now, *route)]),
        Command::Withdraw(route) if world.internet.is_announced(route) => {
            Ok(vec![withdraw(world, now, *route)])
        }
        Command::Withdraw(route) => Err(HolderRefusal::RouteNotAnnounced { route: *route }),
    }
}

/// The fact of an announcement, for whoever decides one.
pub(super) fn announce(world: &World, now: Timestamp, route: Route) -> Fact {
    Fact::Announced {
        route,
        seen_at: super::later(now, world.policy.announcement_spread),
    }
}

/// The fact of a withdrawal, for whoever decides one.
pub(super) fn withdraw(world: &World, now: Timestamp, route: Route) -> Fact {
    Fact::Withdrawn {
        route,
        gone_at: super::later(now, world.policy.withdrawal_spread),
    }
}

/// Every route of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Internet {
    routes: BTreeMap<Route, Announcement>,
}

impl Internet {
    /// Puts a route on the internet, seen everywhere, as the world begins.
    pub(super) fn begin_with(&mut self, route: Route, since: Timestamp) {
        let spread = Spread::Seen;
        self.routes.insert(route, Announcement { since, spread });
    }

    /// Every route that is announced or still fading.
    pub fn routes(&self) -> impl Iterator<Item = (&Route, &Announcement)> {
        self.routes.iter()
    }

    /// Whether its origin announces it.
    pub fn is_announced(&self, route: &Route) -> bool {
        self.routes
            .get(route)
            .is_some_and(|announcement| announcement.spread != Spread::Fading)
    }

    /// The routes for exactly this prefix that a looking glass shows: those
    /// that have spread and those that still fade.
    pub fn seen(&self, prefix: Prefix) -> impl Iterator<Item = (&Route, &Announcement)> {
        self.routes.iter().filter(move |(route, announcement)| {
            route.prefix == prefix && announcement.spread != Spread::Spreading
        })
    }

    /// The most specific prefix that a looking glass shows for an address.
    pub fn most_specific(&self, address: IpAddr) -> Option<Prefix> {
        self.routes
            .iter()
            .filter(|(_, announcement)| announcement.spread != Spread::Spreading)
            .map(|(route, _)| route.prefix)
            .filter(|prefix| prefix.contains(address))
            .max_by_key(|prefix| prefix.length())
    }

    /// What happens when a timer of this noun is due.
    pub(super) fn wake(&self, route: &Route) -> Option<Fact> {
        let route = *route;
        Some(match self.routes.get(&route)?.spread {
            Spread::Spreading | Spread::Seen => Fact::Seen { route },
            Spread::Fading => Fact::Gone { route },
        })
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Announced { route, seen_at } => {
                // One that comes back before it has faded was seen all along.
                let spread = match self.routes.get(route) {
                    Some(_) => Spread::Seen,
                    None => Spread::Spreading,
                };
                self.routes
                    .insert(*route, Announcement { since: now, spread });
                timers.set(Timer::SettleRoute(*route), *seen_at);
            }
            Fact::Seen { route } => {
                if let Some(announcement) = self.routes.get_mut(route) {
                    announcement.spread = Spread::Seen;
                }
                timers.clear(&Timer::SettleRoute(*route));
            }
            Fact::Withdrawn { route, gone_at } => {
                let spread = Spread::Fading;
                self.routes
                    .insert(*route, Announcement { since: now, spread });
                timers.set(Timer::SettleRoute(*route), *gone_at);
            }
            Fact::Gone { route } => {
                self.routes.remove(route);
                timers.clear(&Timer::SettleRoute(*route));
            }
        }
    }
}
