//! The route collectors as those who read them know them: who shows them its
//! table, and at which address. The addresses are of documentation ranges.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::asn::Asn;

use crate::world::internet::collector;
use crate::world::internet::graph::{Graph, Node};

/// A collector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Collector {
    /// `RRC00`.
    pub(crate) name: &'static str,
    /// Where it stands.
    pub(crate) location: &'static str,
    /// Whose tables it takes.
    pub(crate) scope: &'static str,
    /// Who shows it theirs, by address.
    pub(crate) peers: Vec<Peer>,
}

/// A network that shows a collector its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer {
    /// The network.
    pub(crate) node: Node,
    /// Its number.
    pub(crate) asn: Asn,
    /// Its number among the peers of all collectors, from 1.
    number: u8,
}

impl Peer {
    /// From where it speaks of prefixes of a family.
    pub(crate) fn address(&self, ipv4: bool) -> IpAddr {
        address(self.number, ipv4)
    }
}

/// Every collector, by name.
pub(crate) fn collectors(graph: &Graph) -> Vec<Collector> {
    let mut number = 0_u8;
    let mut peer = |node| {
        number = number.saturating_add(1);
        Peer {
            node,
            asn: graph.asn(node),
            number,
        }
    };
    collector::collectors(graph)
        .into_iter()
        .map(|it| Collector {
            name: it.name,
            location: it.location,
            scope: it.scope,
            peers: it.peers.into_iter().map(&mut peer).collect(),
        })
        .collect()
}

fn address(host: u8, is_ipv4: bool) -> IpAddr {
    if is_ipv4 {
        return IpAddr::from(Ipv4Addr::new(192, 0, 2, host));
    }
    let host = u16::from(host);
    IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, host))
}
