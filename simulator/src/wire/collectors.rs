//! The route collectors as those who read them know them: who shows them its
//! table, and at which address. The addresses are of documentation ranges.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::asn::Asn;

use crate::world::internet::collector;
use crate::world::internet::graph::{Graph, Node};

/// The AS of RIPE's routing information service, whose collectors these are
/// <https://ris.ripe.net/docs/route-collectors/>.
pub(crate) const RIS: Asn = Asn::new(12654);

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
    /// Its number among all, from 1.
    number: u8,
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

    /// Its BGP identifier.
    pub(crate) const fn identifier(&self) -> Ipv4Addr {
        ipv4(self.number)
    }
}

/// Where the collectors' own addresses begin: behind all peers'.
const OWN: u8 = 250;

impl Collector {
    /// Where it is spoken to of prefixes of a family.
    pub(crate) fn address(&self, ipv4: bool) -> IpAddr {
        address(OWN.saturating_add(self.number), ipv4)
    }

    /// Its BGP identifier.
    pub(crate) const fn identifier(&self) -> Ipv4Addr {
        ipv4(OWN.saturating_add(self.number))
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
    (1..)
        .zip(collector::collectors(graph))
        .map(|(number, it)| Collector {
            name: it.name,
            location: it.location,
            scope: it.scope,
            peers: it.peers.into_iter().map(&mut peer).collect(),
            number,
        })
        .collect()
}

/// The collector of a name, in whatever case: `RRC00`, `rrc00`.
pub(crate) fn find(graph: &Graph, name: &str) -> Option<Collector> {
    let mut all = collectors(graph).into_iter();
    all.find(|it| it.name.eq_ignore_ascii_case(name))
}

fn address(host: u8, is_ipv4: bool) -> IpAddr {
    if is_ipv4 {
        return IpAddr::from(ipv4(host));
    }
    let host = u16::from(host);
    IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, host))
}

const fn ipv4(host: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 0, 2, host)
}
