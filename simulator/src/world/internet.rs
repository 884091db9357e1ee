//! Who originates which prefix, as far as a looking glass can see.
//!
//! Announcements spread and withdrawals fade in a set time; there is no graph
//! of networks here, so everybody sees the same. A route can be announced by two
//! at once: Amazon may announce a range from the customer's own AS while the
//! customer's routers still do.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::timers::{Timer, Timers};

pub mod graph;
pub mod solve;
pub mod spread;
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

/// Whose routers announce a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Announcer {
    /// The holder's own.
    Home,
    /// Amazon's.
    Amazon,
}

/// A route as one announcer has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The route.
    #[serde(flatten)]
    pub route: Route,
    /// Who announces it.
    pub by: Announcer,
}

impl Source {
    /// A route of the holder's own routers.
    pub const fn home(route: Route) -> Self {
        let by = Announcer::Home;
        Self { route, by }
    }

    /// A route of Amazon's.
    pub const fn amazon(route: Route) -> Self {
        let by = Announcer::Amazon;
        Self { route, by }
    }

    const fn prefix(&self) -> Prefix {
        self.route.prefix
    }
}

impl fmt::Display for Source {
    /// The AS, and whose routers speak for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.by {
            Announcer::Home => write!(f, "{} at home", self.route.origin),
            Announcer::Amazon => write!(f, "{} at Amazon", self.route.origin),
        }
    }
}

/// How far a route has spread. Of two that announce it, the greater counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spread {
    /// Withdrawn, still seen here and there.
    Fading,
    /// Announced, not seen everywhere yet.
    Spreading,
    /// Seen everywhere.
    Seen,
}

/// A route that is announced, or was a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Since when it is announced; for a fading one, since when it is not.
    pub since: Timestamp,
    /// How far that has spread.
    pub spread: Spread,
}

impl Announcement {
    /// The same route announced by two: it is seen as far as either has spread,
    /// since the earlier of those, and fades with the later.
    fn joined(self, other: Self) -> Self {
        match self.spread.cmp(&other.spread) {
            Ordering::Greater => self,
            Ordering::Less => other,
            Ordering::Equal if self.spread == Spread::Fading => Self {
                since: self.since.max(other.since),
                ..self
            },
            Ordering::Equal => Self {
                since: self.since.min(other.since),
                ..self
            },
        }
    }
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
    /// Somebody announces it.
    Announced {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
        /// When everybody sees it.
        seen_at: Timestamp,
    },
    /// Everybody sees it.
    Seen {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
    },
    /// Somebody announces it no longer.
    Withdrawn {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
        /// When nobody sees it any more.
        gone_at: Timestamp,
    },
    /// Nobody sees it any more, unless another announces it too.
    Gone {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Announced { source, .. } => write!(f, "{source} announces {}", source.prefix()),
            Self::Seen { source } => {
                write!(f, "{} is seen everywhere from {source}", source.prefix())
            }
            Self::Withdrawn { source, .. } => write!(f, "{source} withdraws {}", source.prefix()),
            Self::Gone { source } => {
                write!(f, "{} is seen nowhere from {source}", source.prefix())
            }
        }
    }
}

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The route is announced already.
    RouteAnnounced {
        /// The route.
        route: Route,
    },
    /// The route is not announced.
    RouteNotAnnounced {
        /// The route.
        route: Route,
    },
}

/// Decides a command.
pub(super) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::Announce(route) => {
            let source = Source::home(*route);
            if world.internet.is_announced_by(&source) {
                return Err(Refusal::RouteAnnounced { route: *route });
            }
            Ok(vec![announce(world, now, source)])
        }
        Command::Withdraw(route) => {
            let source = Source::home(*route);
            if !world.internet.is_announced_by(&source) {
                return Err(Refusal::RouteNotAnnounced { route: *route });
            }
            Ok(vec![withdraw(world, now, source)])
        }
    }
}

/// The fact of an announcement, for whoever decides one.
pub(super) fn announce(world: &World, now: Timestamp, source: Source) -> Fact {
    Fact::Announced {
        source,
        seen_at: super::later(now, world.policy.announcement_spread),
    }
}

/// The fact of a withdrawal, for whoever decides one.
pub(super) fn withdraw(world: &World, now: Timestamp, source: Source) -> Fact {
    Fact::Withdrawn {
        source,
        gone_at: super::later(now, world.policy.withdrawal_spread),
    }
}

/// Every route of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Internet {
    sources: BTreeMap<Source, Announcement>,
}

impl Internet {
    /// Puts a route of the holder's on the internet, seen everywhere, as the
    /// world begins.
    pub(super) fn begin_with(&mut self, route: Route, since: Timestamp) {
        let spread = Spread::Seen;
        let announcement = Announcement { since, spread };
        self.sources.insert(Source::home(route), announcement);
    }

    /// Every route that is announced or still fading, each once.
    pub fn routes(&self) -> impl Iterator<Item = (Route, Announcement)> {
        let mut merged: BTreeMap<Route, Announcement> = BTreeMap::new();
        for (source, announcement) in &self.sources {
            merged
                .entry(source.route)
                .and_modify(|other| *other = other.joined(*announcement))
                .or_insert(*announcement);
        }
        merged.into_iter()
    }

    /// Whether this announcer announces it.
    fn is_announced_by(&self, source: &Source) -> bool {
        self.sources
            .get(source)
            .is_some_and(|announcement| announcement.spread != Spread::Fading)
    }

    /// The routes for exactly this prefix that a looking glass shows: those
    /// that have spread and those that still fade.
    pub fn seen(&self, prefix: Prefix) -> impl Iterator<Item = (Route, Announcement)> {
        self.routes().filter(move |(route, announcement)| {
            route.prefix == prefix && announcement.spread != Spread::Spreading
        })
    }

    /// The most specific prefix that a looking glass shows for an address.
    pub fn most_specific(&self, address: IpAddr) -> Option<Prefix> {
        self.routes()
            .filter(|(_, announcement)| announcement.spread != Spread::Spreading)
            .map(|(route, _)| route.prefix)
            .filter(|prefix| prefix.contains(address))
            .max_by_key(|prefix| prefix.length())
    }

    /// What happens when a timer of this noun is due.
    pub(super) fn wake(&self, source: &Source) -> Option<Fact> {
        let source = *source;
        Some(match self.sources.get(&source)?.spread {
            Spread::Spreading | Spread::Seen => Fact::Seen { source },
            Spread::Fading => Fact::Gone { source },
        })
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Announced { source, seen_at } => {
                // One that comes back before it has faded was seen all along,
                // and so was one that another announces.
                let spread = if self.seen(source.prefix()).any(|it| it.0 == source.route) {
                    Spread::Seen
                } else {
                    Spread::Spreading
                };
                self.sources
                    .insert(*source, Announcement { since: now, spread });
                timers.set(Timer::SettleRoute(*source), *seen_at);
            }
            Fact::Seen { source } => {
                if let Some(announcement) = self.sources.get_mut(source) {
                    announcement.spread = Spread::Seen;
                }
                timers.clear(&Timer::SettleRoute(*source));
            }
            Fact::Withdrawn { source, gone_at } => {
                let spread = Spread::Fading;
                self.sources
                    .insert(*source, Announcement { since: now, spread });
                timers.set(Timer::SettleRoute(*source), *gone_at);
            }
            Fact::Gone { source } => {
                self.sources.remove(source);
                timers.clear(&Timer::SettleRoute(*source));
            }
        }
    }
}
