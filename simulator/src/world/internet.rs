//! Who originates which prefix, and where everybody's packets for it go.
//!
//! A prefix that nothing has happened to since the world began is routed as
//! routing settles; one that something has happened to has a history of its own,
//! network by network. What happens is announced and withdrawn here, by the
//! holder's routers or by Amazon's, and what validators think of it, which is
//! the RPKI's to tell.
//!
//! A route can be announced by two at once: Amazon may announce a range from the
//! customer's own AS while the customer's routers still do.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::RouteState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::rpki::Rpki;
use super::rpki::payloads::View as Payloads;
use super::rpki::validator::{self, ValidatorName};
use super::timers::{Timer, Timers};

pub mod collector;
pub mod forwarding;
pub mod graph;
mod routing;
pub mod solve;
pub mod spread;
#[cfg(test)]
mod tests;
mod topology;
pub mod updates;
mod view;

use graph::Graph;
use graph::seeded::Shape;
use routing::Routing;
pub use view::View;

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
    },
    /// Somebody announces it no longer.
    Withdrawn {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
    },
    /// Nobody changes their mind about a prefix any more.
    Settled {
        /// The prefix.
        prefix: Prefix,
        /// How many networks go to each who announces it.
        shares: Vec<Share>,
        /// How many have no route.
        without: u32,
    },
}

/// How many networks go to one who announces a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Who announces it.
    #[serde(flatten)]
    pub source: Source,
    /// How many networks.
    pub networks: u32,
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Announced { source } => write!(f, "{source} announces {}", source.prefix()),
            Self::Withdrawn { source } => write!(f, "{source} withdraws {}", source.prefix()),
            Self::Settled {
                prefix,
                shares,
                without,
            } => {
                write!(f, "routing of {prefix} has settled: ")?;
                for Share { source, networks } in shares {
                    write!(f, "{networks} networks go to {source}, ")?;
                }
                write!(f, "{without} have no route")
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
pub(super) fn decide(world: &World, command: &Command) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::Announce(route) => {
            let source = Source::home(*route);
            if world.internet.is_announced_by(&source) {
                return Err(Refusal::RouteAnnounced { route: *route });
            }
            Ok(vec![announce(source)])
        }
        Command::Withdraw(route) => {
            let source = Source::home(*route);
            if !world.internet.is_announced_by(&source) {
                return Err(Refusal::RouteNotAnnounced { route: *route });
            }
            Ok(vec![withdraw(source)])
        }
    }
}

/// The fact of an announcement, for whoever decides one.
pub(super) const fn announce(source: Source) -> Fact {
    Fact::Announced { source }
}

/// The fact of a withdrawal, for whoever decides one.
pub(super) const fn withdraw(source: Source) -> Fact {
    Fact::Withdrawn { source }
}

/// Since when somebody announces a route, or when they stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Since when.
    pub since: Timestamp,
    /// Whether it still is announced; one that is not fades.
    pub announced: bool,
}

/// The networks, and every route that they know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Internet {
    seed: u64,
    graph: Arc<Graph>,
    sources: BTreeMap<Source, Announcement>,
    /// The prefixes that something has happened to.
    routings: BTreeMap<Prefix, Routing>,
}

impl Internet {
    /// The internet of a seed, with these routes of holders', settled, as the
    /// world begins.
    pub(super) fn begin(seed: u64, routes: &[Route], since: Timestamp) -> Self {
        let validators = u8::try_from(ValidatorName::NETWORKS.len()).unwrap_or(u8::MAX);
        let shape = Shape {
            validators,
            ..Shape::default()
        };
        let announced = true;
        let announcement = Announcement { since, announced };
        let sources = routes.iter().map(|it| (Source::home(*it), announcement));
        let mut internet = Self {
            seed,
            graph: Arc::new(graph::seeded::graph(seed, shape)),
            sources: sources.collect(),
            routings: BTreeMap::new(),
        };
        internet.attach_all();
        internet
    }

    /// The networks.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Every route that is announced or still fading, by whom.
    pub fn sources(&self) -> impl Iterator<Item = (&Source, &Announcement)> {
        self.sources.iter()
    }

    /// Every route that is announced or still fading, each once: announced where
    /// anybody announces it.
    pub fn routes(&self) -> impl Iterator<Item = (Route, Announcement)> {
        let mut merged: BTreeMap<Route, Announcement> = BTreeMap::new();
        for (source, announcement) in &self.sources {
            merged
                .entry(source.route)
                .and_modify(|other| {
                    if announcement.announced && !other.announced {
                        *other = *announcement;
                    }
                })
                .or_insert(*announcement);
        }
        merged.into_iter()
    }

    /// Whether this announcer announces it.
    fn is_announced_by(&self, source: &Source) -> bool {
        self.sources
            .get(source)
            .is_some_and(|announcement| announcement.announced)
    }

    /// Who announces a prefix, or did a moment ago.
    fn sources_of(&self, prefix: Prefix) -> impl Iterator<Item = (Source, Announcement)> {
        self.sources
            .iter()
            .filter(move |(source, _)| source.prefix() == prefix)
            .map(|(source, announcement)| (*source, *announcement))
    }

    /// How everybody reaches a prefix at a moment that has passed.
    pub(super) fn view(&self, rpki: &Rpki, prefix: Prefix, at: Timestamp) -> View<'_> {
        match self.routings.get(&prefix) {
            Some(routing) => View::moving(&self.graph, routing, at),
            None => {
                let sources: Vec<(Source, Announcement)> = self.sources_of(prefix).collect();
                let judge = |validator: &str, route| is_invalid(rpki.seen_by(validator), route);
                View::still(&self.graph, &sources, judge)
            }
        }
    }

    /// What happens when a prefix's routing has settled.
    pub(super) fn wake(&self, rpki: &Rpki, prefix: Prefix, now: Timestamp) -> Option<Fact> {
        self.routings.get(&prefix)?;
        let (shares, without) = self.view(rpki, prefix, now).shares();
        let share = |(source, networks)| Share { source, networks };
        Some(Fact::Settled {
            prefix,
            shares: shares.into_iter().map(share).collect(),
            without,
        })
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, rpki: &Rpki, timers: &mut Timers) {
        match fact {
            Fact::Announced { source } => self.change(now, source, true, rpki, timers),
            Fact::Withdrawn { source } => self.change(now, source, false, rpki, timers),
            Fact::Settled { prefix, .. } => {
                self.sources
                    .retain(|source, it| it.announced || source.prefix() != *prefix);
                timers.clear(&Timer::SettleRoute(*prefix));
            }
        }
    }

    fn change(
        &mut self,
        now: Timestamp,
        source: &Source,
        announced: bool,
        rpki: &Rpki,
        timers: &mut Timers,
    ) {
        self.attach(source, now);
        for (prefix, routing) in &self.routings {
            let timer = Timer::SettleRoute(*prefix);
            if timers.due_at(&timer).is_some() {
                timers.set(timer, routing.settles_at());
            }
        }
        let prefix = source.prefix();
        let judge = |validator: &str, route| is_invalid(rpki.seen_by(validator), route);
        self.stir(prefix, judge);
        self.sources.insert(
            *source,
            Announcement {
                since: now,
                announced,
            },
        );
        if let Some(routing) = self.routings.get_mut(&prefix) {
            routing.announce(&self.graph, now, source, announced, judge);
            timers.set(Timer::SettleRoute(prefix), routing.settles_at());
        }
    }

    /// Gives a prefix a history, beginning with how it is routed so far.
    fn stir(&mut self, prefix: Prefix, judge: impl Fn(&str, Route) -> bool) {
        if !self.routings.contains_key(&prefix) {
            let sources: Vec<(Source, Announcement)> = self.sources_of(prefix).collect();
            let routing = Routing::settled(&self.graph, self.seed, &sources, judge);
            self.routings.insert(prefix, routing);
        }
    }

    /// A validator has something new: those whose routers listen to it look at
    /// their routes again.
    pub(super) fn judge(
        &mut self,
        now: Timestamp,
        fact: &validator::Fact,
        rpki: &Rpki,
        timers: &mut Timers,
    ) {
        let validator::Fact::Refreshed {
            validator,
            added,
            removed,
        } = fact
        else {
            return;
        };
        let mut names = ValidatorName::NETWORKS.iter();
        let Some(number) = names.position(|name| *name == validator.as_str()) else {
            return;
        };
        let before = rpki.seen_before(validator);
        let after = rpki.seen_by(validator.as_str());
        let touched = |route: Route| {
            let covers = |vrp: &Vrp| vrp.prefix().covers(route.prefix);
            added.iter().chain(removed).any(covers)
                && is_invalid(before, route) != is_invalid(after, route)
        };
        let routes: Vec<Route> = self.routes().map(|(route, _)| route).collect();
        for route in routes.into_iter().filter(|route| touched(*route)) {
            let then = |name: &str, route| {
                let seen = if name == validator.as_str() {
                    before
                } else {
                    rpki.seen_by(name)
                };
                is_invalid(seen, route)
            };
            self.stir(route.prefix, then);
            if let Some(routing) = self.routings.get_mut(&route.prefix) {
                let rejects = is_invalid(after, route);
                routing.judge(&self.graph, now, number, route, rejects);
                timers.set(Timer::SettleRoute(route.prefix), routing.settles_at());
            }
        }
    }
}

/// Whether a router that listens to this drops the route.
fn is_invalid(seen: Payloads<'_>, route: Route) -> bool {
    seen.state(route.prefix, route.origin) == RouteState::Invalid
}
