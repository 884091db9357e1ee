//! RIPE's routing information service as those see it who read its data: which
//! networks show a collector their table, and by which address it knows them.
//! What [`ripestat`](super::ripestat) and [`ris_live`](super::ris_live) share.
//!
//! Every peer shows its whole table of both families. Addresses are of
//! documentation ranges, by the peer's number among all.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::asn::Asn;

use crate::world::internet::collector::collectors;
use crate::world::internet::graph::{Graph, Node};

pub(crate) mod collector;
#[cfg(test)]
mod tests;

/// A collector, without its peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rrc {
    /// `RRC00`.
    pub(super) name: &'static str,
    pub(super) location: &'static str,
    pub(super) scope: &'static str,
}

impl Rrc {
    /// `00`, as ids of peers and `rrcs` parameters have it.
    pub(super) fn number(self) -> &'static str {
        self.name.strip_prefix("RRC").unwrap_or(self.name)
    }
}

/// A network that shows a collector its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer {
    pub(super) rrc: Rrc,
    pub(super) node: Node,
    pub(super) asn: Asn,
    /// Its number among all, from 1.
    number: u8,
}

impl Peer {
    /// Every peer of every collector, a collector's one after the other.
    pub(super) fn all(graph: &Graph) -> Vec<Self> {
        let peers = collectors(graph).into_iter().flat_map(|collector| {
            let rrc = Rrc {
                name: collector.name,
                location: collector.location,
                scope: collector.scope,
            };
            collector.peers.into_iter().map(move |node| (rrc, node))
        });
        (1..=u8::MAX)
            .zip(peers)
            .map(|(number, (rrc, node))| Self {
                rrc,
                node,
                asn: graph.asn(node),
                number,
            })
            .collect()
    }

    /// Its address in a family.
    pub(super) fn address(&self, is_ipv4: bool) -> IpAddr {
        address(self.number, is_ipv4)
    }

    /// Its BGP identifier: its address of IPv4.
    pub(super) const fn identifier(&self) -> Ipv4Addr {
        ipv4(self.number)
    }

    /// The AS path as the collector gets it: the peer's own number in front of
    /// the path by which the peer reaches a prefix.
    pub(super) fn shown(&self, path: Vec<Asn>) -> Vec<Asn> {
        let mut shown = vec![self.asn];
        shown.extend(path);
        shown
    }
}

fn address(host: u8, is_ipv4: bool) -> IpAddr {
    if is_ipv4 {
        return IpAddr::from(ipv4(host));
    }
    let host = host.into();
    IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, host))
}

const fn ipv4(host: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 0, 2, host)
}
