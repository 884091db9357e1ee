//! What the collectors had of some prefixes at a moment that has passed, and at
//! dump after dump.

use std::collections::{BTreeMap, BTreeSet};

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::{SignedDuration, Timestamp};

use super::calendar::dumps;
use crate::wire::ris::Peer;
use crate::world::World;
use crate::world::internet::graph::Node;

/// Every peer's AS path to each prefix, its own number first.
#[derive(Clone, Debug)]
pub(super) struct Table {
    peers: Vec<Peer>,
    /// By prefix, and then by the peer's position.
    paths: BTreeMap<Prefix, Vec<Option<Vec<Asn>>>>,
}

impl Table {
    /// The table of a moment.
    pub(super) fn at(
        world: &World,
        moment: Timestamp,
        prefixes: impl IntoIterator<Item = Prefix>,
    ) -> Self {
        let peers = Peer::all(world.internet().graph());
        let paths = prefixes.into_iter().map(|prefix| {
            let routing = world.routing_at(prefix, moment);
            let path = |peer: &Peer| Some(peer.shown(routing.path(peer.node)?));
            (prefix, peers.iter().map(path).collect())
        });
        Self {
            paths: paths.collect(),
            peers,
        }
    }

    /// How many peers there are.
    pub(super) fn peers(&self) -> usize {
        self.peers.len()
    }

    /// The prefixes, seen or not.
    pub(super) fn prefixes(&self) -> impl Iterator<Item = Prefix> {
        self.paths.keys().copied()
    }

    /// Who sees a prefix, and by which path.
    pub(super) fn paths(&self, prefix: Prefix) -> impl Iterator<Item = (&Peer, &[Asn])> {
        let paths = self.paths.get(&prefix).into_iter().flatten();
        let seen = self.peers.iter().zip(paths);
        seen.filter_map(|(peer, path)| Some((peer, path.as_deref()?)))
    }

    /// The origins of a prefix that enough peers see, with how many do.
    pub(super) fn origins(&self, prefix: Prefix, least: usize) -> BTreeMap<Asn, usize> {
        let mut origins = BTreeMap::new();
        for (_, path) in self.paths(prefix) {
            if let Some(origin) = path.last() {
                *origins.entry(*origin).or_default() += 1;
            }
        }
        origins.retain(|_, seeing| *seeing >= least);
        origins
    }

    fn put(&mut self, prefix: Prefix, node: Node, path: Option<Vec<Asn>>) {
        let position = self.peers.iter().position(|peer| peer.node == node);
        let (Some(position), Some(paths)) = (position, self.paths.get_mut(&prefix)) else {
            return;
        };
        let Some(peer) = self.peers.get(position) else {
            return;
        };
        if let Some(known) = paths.get_mut(position) {
            *known = path.map(|path| peer.shown(path));
        }
    }
}

/// Looks at the table of every dump of an interval, the first first.
pub(super) fn for_each_dump(
    world: &World,
    prefixes: &BTreeSet<Prefix>,
    (from, to): (Timestamp, Timestamp),
    mut look: impl FnMut(Timestamp, &Table),
) {
    let mut dumps = dumps(from, to);
    let Some(first) = dumps.next() else {
        return;
    };
    let mut table = Table::at(world, first, prefixes.iter().copied());
    look(first, &table);
    let nodes = table.peers.iter().map(|peer| peer.node).collect();
    // A table has what happened at its very moment.
    let behind = SignedDuration::from_millis(1);
    let updates = world
        .internet()
        .updates(first + behind, to + behind, &nodes);
    let mut updates = updates.into_iter().peekable();
    for dump in dumps {
        while let Some(update) = updates.next_if(|update| update.at <= dump) {
            table.put(update.prefix, update.node, update.path);
        }
        look(dump, &table);
    }
}

/// The prefixes that an AS may have originated since a moment: those it
/// originates now, and all that anything has happened to.
pub(super) fn candidates(world: &World, asn: Asn, since: Timestamp) -> BTreeSet<Prefix> {
    let internet = world.internet();
    let routes = internet.routes().filter(|(route, _)| route.origin == asn);
    let peers = Peer::all(internet.graph());
    let nodes = peers.iter().map(|peer| peer.node).collect();
    let moved = internet.updates(since, world.now() + SignedDuration::from_millis(1), &nodes);
    let moved = moved.into_iter().map(|update| update.prefix);
    routes.map(|(route, _)| route.prefix).chain(moved).collect()
}
