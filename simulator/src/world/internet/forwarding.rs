//! Where packets go: network by network, each by its own table at that moment.
//!
//! While routing changes, the networks on a way do not all know the same. So a
//! packet is followed hop by hop: each network looks up the most specific prefix
//! that it has a route for (RFC 1812, section 5.2.4.3) and hands the packet to
//! the neighbour that route names. Nobody has a default route here.

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

/// The way of a packet from a network to an address, now.
pub fn way(world: &World, from: Node, address: IpAddr) -> Way {
    follow(&tables(world, address, world.now()), from)
}

/// Everybody's tables for an address at a moment: one view of each prefix that it
/// is in and that ever was announced, the most specific first.
pub(in crate::world) fn tables(world: &World, address: IpAddr, at: Timestamp) -> Vec<View<'_>> {
    let prefixes = world.internet().prefixes().into_iter();
    let covering: BTreeSet<(u8, Prefix)> = prefixes
        .filter(|prefix| prefix.contains(address))
        .map(|prefix| (prefix.length(), prefix))
        .collect();
    let longest_first = covering.iter().rev();
    longest_first
        .map(|(_, prefix)| world.routing_at(*prefix, at))
        .collect()
}

/// The way of a packet by these tables.
pub(in crate::world) fn follow(tables: &[View<'_>], from: Node) -> Way {
    let mut networks = vec![from];
    let mut seen = BTreeSet::from([from]);
    let mut here = from;
    let end = loop {
        let found = tables
            .iter()
            .find_map(|table| Some((table, table.source(here)?)));
        let Some((table, source)) = found else {
            break End::NoRoute;
        };
        let Some(next) = table.next_hop(here) else {
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
