//! What networks told those who listen to them, as it came: another route for a
//! prefix, or that there is none left.
//!
//! A moment of the world is not enough to say how far somebody has listened, as
//! more can happen at the same moment. A [`Cursor`] is: what has happened to a
//! prefix by now stays, and what comes is behind it.

use std::collections::{BTreeMap, BTreeSet};

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::Internet;
use super::graph::Node;
use super::routing::Routing;
use super::spread::Change;
use crate::world::World;

#[cfg(test)]
mod tests;

/// A network has changed its mind about a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// When.
    pub at: Timestamp,
    /// Which network.
    pub node: Node,
    /// The prefix.
    pub prefix: Prefix,
    /// The AS path by which it reaches the prefix from now on, without itself:
    /// its neighbour's number first and the origin's last, empty for an origin.
    /// Nothing where it has no route left.
    pub path: Option<Vec<Asn>>,
}

/// How far somebody has listened: how many changes there were to each prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    heard: BTreeMap<Prefix, usize>,
}

impl Cursor {
    /// Everything up to now has been heard.
    pub fn at_present(world: &World) -> Self {
        let routings = world.internet.routings.iter();
        let heard = routings.map(|(prefix, routing)| (*prefix, happened(routing, world.now).len()));
        Self {
            heard: heard.collect(),
        }
    }

    /// What has happened since at some networks, in the order of time, and the
    /// cursor behind it.
    pub fn advance(&mut self, world: &World, networks: &BTreeSet<Node>) -> Vec<Update> {
        let mut updates = Vec::new();
        for (prefix, routing) in &world.internet.routings {
            let happened = happened(routing, world.now);
            let heard = self.heard.entry(*prefix).or_default();
            let news = happened.get(*heard..).unwrap_or_default();
            *heard = happened.len();
            let told = news.iter().filter(|change| networks.contains(&change.node));
            updates.extend(told.map(|change| world.internet.update(*prefix, routing, change)));
        }
        updates.sort_by_key(|update| update.at);
        updates
    }
}

/// What has happened to a prefix by a moment.
fn happened(routing: &Routing, by: Timestamp) -> &[Change] {
    let changes = routing.run().changes();
    let by = by.as_millisecond();
    let count = changes.partition_point(|change| change.at <= by);
    changes.get(..count).unwrap_or_default()
}

impl Internet {
    /// What happened at some networks from a moment to before another, in the
    /// order of time. The interval has to be over.
    pub fn updates(
        &self,
        from: Timestamp,
        to: Timestamp,
        networks: &BTreeSet<Node>,
    ) -> Vec<Update> {
        let (from, to) = (from.as_millisecond(), to.as_millisecond());
        let mut updates = Vec::new();
        for (prefix, routing) in &self.routings {
            let changes = routing.run().changes().iter();
            let told = changes
                .skip_while(|change| change.at < from)
                .take_while(|change| change.at < to)
                .filter(|change| networks.contains(&change.node));
            updates.extend(told.map(|change| self.update(*prefix, routing, change)));
        }
        updates.sort_by_key(|update| update.at);
        updates
    }

    /// When one of some networks next changes its mind about a prefix, unless
    /// something else happens before.
    pub fn next_update(&self, after: Timestamp, networks: &BTreeSet<Node>) -> Option<Timestamp> {
        let next = |routing: &Routing| {
            let changes = routing.run().changes();
            let past = happened(routing, after).len();
            let mut coming = changes.get(past..).unwrap_or_default().iter();
            let change = coming.find(|change| networks.contains(&change.node));
            change.map(|change| change.at)
        };
        let next = self.routings.values().filter_map(next).min()?;
        Timestamp::from_millisecond(next).ok()
    }

    /// Every prefix that is announced, or ever was since the world began.
    pub fn prefixes(&self) -> BTreeSet<Prefix> {
        let announced = self.sources.keys().map(|source| source.prefix());
        announced.chain(self.routings.keys().copied()).collect()
    }

    fn update(&self, prefix: Prefix, routing: &Routing, change: &Change) -> Update {
        let run = routing.run();
        let path = change.best.map(|best| run.asns(&self.graph, best));
        Update {
            at: Timestamp::from_millisecond(change.at).unwrap_or(Timestamp::MAX),
            node: change.node,
            prefix,
            path,
        }
    }
}
