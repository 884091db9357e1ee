//! Who originates which prefix, and where everybody's packets for it go.
//!
//! A prefix that nothing has happened to since the world began is routed as
//! routing settles; one that something has happened to has a history of its own,
//! network by network. What happens is announced and withdrawn here, by the
//! holder's routers, by Amazon's or by an impostor's, and what validators think
//! of it, which is the RPKI's to tell.
//!
//! A route can be announced by two at once: Amazon may announce a range from the
//! customer's own AS while the customer's routers still do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::RouteState;
use jiff::Timestamp;

use super::assumption::Assumption;
use super::aws::address::amazons_block;
use super::rpki::Rpki;
use super::rpki::payloads::View as Payloads;
use super::rpki::validator::{self, ValidatorName};
use super::timers::{Timer, Timers};

pub mod collector;
mod decide;
mod fact;
pub mod forwarding;
pub mod graph;
mod partner;
pub mod plan;
mod routing;
pub mod solve;
mod source;
pub mod spread;
#[cfg(test)]
mod tests;
mod topology;
pub mod updates;
mod view;

pub use decide::{Command, Refusal};
pub(in crate::world) use decide::{announce, decide, withdraw};
pub use fact::{Fact, Share};
use graph::{Graph, Node};
pub use partner::Partner;
use plan::Plan;
use routing::Routing;
pub use source::{Announcer, Route, Source};
pub use view::View;

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
    /// Which networks do not keep to what may be told to whom.
    leaks: BTreeSet<(Prefix, Asn)>,
    /// Every route that was ever announced at home, and since when.
    homes: BTreeMap<Route, Timestamp>,
    /// When those networks came that were not there as the world began.
    came: BTreeMap<Node, Timestamp>,
    partners: Arc<[Partner]>,
    /// The prefixes that something has happened to.
    routings: BTreeMap<Prefix, Routing>,
}

impl Internet {
    /// The internet of a seed and a plan, with these routes of holders' and that to
    /// Amazon's own addresses, settled, as the world begins.
    pub(super) fn begin(seed: u64, routes: &[Route], plan: Plan, since: Timestamp) -> Self {
        let announced = true;
        let announcement = Announcement { since, announced };
        let amazons = Source::amazon(Route {
            prefix: amazons_block(),
            origin: topology::AMAZON,
        });
        let sources = routes.iter().map(|it| Source::home(*it)).chain([amazons]);
        let sources = sources.map(|source| (source, announcement));
        let mut internet = Self {
            seed,
            graph: plan.topology.graph(seed),
            sources: sources.collect(),
            leaks: BTreeSet::new(),
            came: BTreeMap::new(),
            homes: routes.iter().map(|route| (*route, since)).collect(),
            partners: plan.partners.into(),
            routings: BTreeMap::new(),
        };
        internet.attach_all();
        internet
    }

    /// The networks.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The networks in which a prefix is at home, and since when.
    fn homes(&self, prefix: Prefix) -> impl Iterator<Item = (Node, Source, Timestamp)> {
        let homes = self.homes.iter();
        homes
            .filter(move |(route, _)| route.prefix == prefix)
            .filter_map(|(route, since)| {
                let node = self.graph.find(route.origin)?;
                Some((node, Source::home(*route), *since))
            })
    }

    /// Whether a prefix, or one that it is in, is at home in a network.
    fn is_home(&self, prefix: Prefix, network: Asn) -> bool {
        let mut homes = self.homes.keys();
        homes.any(|route| route.origin == network && route.prefix.covers(prefix))
    }

    /// When a network came, if it was not there as the world began.
    pub(super) fn came(&self, node: Node) -> Option<Timestamp> {
        self.came.get(&node).copied()
    }

    /// Networks that matter to the holder.
    pub fn partners(&self) -> &[Partner] {
        &self.partners
    }

    /// Every route that is announced or still fading, by whom.
    pub fn sources(&self) -> impl Iterator<Item = (&Source, &Announcement)> {
        self.sources.iter()
    }

    /// Who tells more than they should of which prefix.
    pub fn leaks(&self) -> impl Iterator<Item = (Prefix, Asn)> {
        self.leaks.iter().copied()
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
        if !self.routings.get(&prefix)?.settles() {
            return Some(Fact::Unsettled { prefix });
        }
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
            Fact::Leaked { prefix, network } => {
                self.leaks.insert((*prefix, *network));
                self.leak(now, *prefix, *network, true, rpki, timers);
            }
            Fact::LeakEnded { prefix, network } => {
                self.leaks.remove(&(*prefix, *network));
                self.leak(now, *prefix, *network, false, rpki, timers);
            }
            Fact::Unsettled { prefix } => {
                if let Some(routing) = self.routings.get_mut(prefix) {
                    routing.advance(&self.graph, now);
                    timers.set(Timer::SettleRoute(*prefix), routing.settles_at());
                }
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
        if source.by == Announcer::Home {
            self.homes.entry(source.route).or_insert(now);
        }
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

    fn leak(
        &mut self,
        now: Timestamp,
        prefix: Prefix,
        network: Asn,
        leaks: bool,
        rpki: &Rpki,
        timers: &mut Timers,
    ) {
        self.stir(prefix, |validator, route| {
            is_invalid(rpki.seen_by(validator), route)
        });
        let node = self.graph.find(network);
        if let Some((routing, node)) = self.routings.get_mut(&prefix).zip(node) {
            routing.leak(&self.graph, now, node, leaks);
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
            ..
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

/// What the model of the internet takes for granted.
pub fn assumptions() -> Vec<Assumption> {
    let mut assumptions = spread::assumptions();
    assumptions.push(graph::validation::assumption());
    assumptions.push(routing::assumption());
    assumptions
}

/// Whether a router that listens to this drops the route.
fn is_invalid(seen: Payloads<'_>, route: Route) -> bool {
    seen.state(route.prefix, route.origin) == RouteState::Invalid
}
