//! Where packets go: network by network, each by its own table at that moment.
//!
//! While routing changes, the networks on a way do not all know the same. So a
//! packet is followed hop by hop: each network looks up the most specific prefix
//! that it has a route for (RFC 1812, section 5.2.4.3) and hands the packet to
//! the neighbour that route names. Nobody has a default route here.
//!
//! The holder's own routers know where the range is without any announcement: what
//! still comes to them after they have withdrawn it, by the routes of those who
//! have not heard of that yet, arrives.

use std::collections::BTreeSet;
use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::graph::Node;
use super::{Source, View};
use crate::world::World;

#[cfg(test)]
mod tests;

/// The way of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The networks it comes through, the first one first.
    pub networks: Vec<Node>,
    /// What becomes of it at the last of them.
    pub end: End,
}

/// What becomes of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is where its prefix is announced from.
    Delivered(Source),
    /// The network has no route for it.
    NoRoute,
    /// It has been there before: it goes round until its time to live is over.
    Circle,
}

/// One prefix, for everybody: who has which route for it, and where the holder's
/// own routers stand, which need none.
#[derive(Debug)]
pub(in crate::world) struct Table<'a> {
    view: View<'a>,
    at: Timestamp,
    /// Where it is at home, and since when.
    homes: Vec<(Node, Source, Timestamp)>,
}

impl Table<'_> {
    /// Looks at another moment that has passed.
    pub(in crate::world) fn move_to(&mut self, moment: Timestamp) {
        self.view.move_to(moment);
        self.at = moment;
    }

    /// Which network changed its mind when, whether that has passed or not.
    pub(in crate::world) fn changes(&self) -> impl Iterator<Item = (Timestamp, Node)> {
        self.view.changes()
    }

    /// To whom a network's route leads.
    pub(in crate::world) fn source(&self, node: Node) -> Option<Source> {
        self.view.source(node)
    }

    /// What a network does with a packet by the routes it has: to whom that goes
    /// in the end as far as it knows, and to which neighbour first, if it is not
    /// there.
    fn look_up(&self, node: Node) -> Option<(Source, Option<Node>)> {
        let source = self.view.source(node)?;
        Some((source, self.view.next_hop(node)))
    }

    /// What is here without any announcement.
    fn at_home(&self, node: Node) -> Option<Source> {
        let here =
            |(home, _, since): &&(Node, Source, Timestamp)| *home == node && *since <= self.at;
        let (_, source, _) = self.homes.iter().find(here)?;
        Some(*source)
    }
}

/// The way of a packet from a network to an address, now.
pub fn way(world: &World, from: Node, address: IpAddr) -> Way {
    let at_home = world.premises.answers(address);
    follow(&tables(world, address, world.now()), from, at_home)
}

/// Everybody's tables for an address at a moment: one of each prefix that it is
/// in and that ever was announced, the most specific first.
pub(in crate::world) fn tables(world: &World, address: IpAddr, at: Timestamp) -> Vec<Table<'_>> {
    let prefixes = world.internet().prefixes().into_iter();
    let covering: BTreeSet<(u8, Prefix)> = prefixes
        .filter(|prefix| prefix.contains(address))
        .map(|prefix| (prefix.length(), prefix))
        .collect();
    let longest_first = covering.iter().rev();
    let table = |(_, prefix): &(u8, Prefix)| Table {
        view: world.routing_at(*prefix, at),
        at,
        homes: world.internet().homes(*prefix).collect(),
    };
    longest_first.map(table).collect()
}

/// The way of a packet by these tables. What is up at home is nearer to the
/// holder's routers than any route that others tell them; what is shut down there
/// is not, so that they follow a route where they have one.
pub(in crate::world) fn follow(tables: &[Table<'_>], from: Node, is_up_at_home: bool) -> Way {
    let mut networks = vec![from];
    let mut seen = BTreeSet::from([from]);
    let mut here = from;
    let end = loop {
        let home = tables.iter().find_map(|table| table.at_home(here));
        if let Some(home) = home.filter(|_| is_up_at_home) {
            break End::Delivered(home);
        }
        let found = tables.iter().find_map(|table| table.look_up(here));
        let Some((source, next)) = found.or(home.map(|home| (home, None))) else {
            break End::NoRoute;
        };
        let Some(next) = next else {
            break End::Delivered(source);
        };
        networks.push(next);
        if !seen.insert(next) {
            break End::Circle;
        }
        here = next;
    };
    Way { networks, end }
}
