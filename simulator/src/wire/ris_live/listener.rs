//! How far a client has been told, and what is new since.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::Update;
use crate::wire::ris::Peer;
use crate::world::World;
use crate::world::internet::graph::Node;
use crate::world::internet::updates::Cursor;

/// A client's place in what the collectors hear. What is new is read from the
/// world's own history, so that nothing piles up for a client that is slow.
#[derive(Debug)]
pub(crate) struct Listener {
    cursor: Cursor,
    /// The millisecond of the last update, and how many were at it.
    last: (i64, usize),
}

impl Listener {
    /// Everything up to now has been told. An update has the same number for
    /// all who listen, whenever they began.
    pub(crate) fn at_present(world: &World) -> Self {
        let now = world.now();
        let peers = peers(world);
        let behind = now + SignedDuration::from_millis(1);
        let already = world.internet().updates(now, behind, &nodes(&peers));
        Self {
            cursor: Cursor::at_present(world),
            last: (now.as_millisecond(), already.len()),
        }
    }

    /// What is new, in the order of time.
    pub(crate) fn news(&mut self, world: &World) -> Vec<Update> {
        let peers = peers(world);
        let news = self.cursor.advance(world, &nodes(&peers));
        let told = news.into_iter().filter_map(|update| {
            let peer = *peers.get(&update.node)?;
            Some(Update {
                at: update.at,
                number: self.number(update.at),
                prefix: update.prefix,
                path: update.path.map(|path| peer.shown(path)),
                peer,
            })
        });
        told.collect()
    }

    /// When there is something new next, unless anything else happens before.
    pub(crate) fn next(world: &World) -> Option<Timestamp> {
        let nodes = nodes(&peers(world));
        world.internet().next_update(world.now(), &nodes)
    }

    fn number(&mut self, at: Timestamp) -> usize {
        let at = at.as_millisecond();
        let number = match self.last {
            (last, number) if last == at => number,
            _ => 0,
        };
        self.last = (at, number + 1);
        number
    }
}

fn peers(world: &World) -> BTreeMap<Node, Peer> {
    let peers = Peer::all(world.internet().graph());
    peers.into_iter().map(|peer| (peer.node, peer)).collect()
}

fn nodes(peers: &BTreeMap<Node, Peer>) -> BTreeSet<Node> {
    peers.keys().copied().collect()
}
