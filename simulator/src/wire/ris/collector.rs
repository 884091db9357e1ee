//! A collector as those meet it who speak to it, or read what it has written down:
//! with its peers, and addresses of its own behind all of theirs.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::asn::Asn;

use super::{Peer, address};
use crate::world::internet::graph::{Graph, Node};

/// The AS of RIPE's routing information service, of which all collectors are
/// <https://ris.ripe.net/docs/route-collectors/>.
pub(crate) const RIS: Asn = Asn::new(12654);

/// The addresses of the collectors' own begin behind this one.
const PEERS_MAX: u8 = 250;

/// A collector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Collector {
    /// `RRC00`.
    pub(crate) name: &'static str,
    /// Who shows it its table, by address.
    pub(in crate::wire) peers: Vec<Peer>,
    /// Its number among all, from 1.
    number: u8,
}

impl Collector {
    /// Every collector, by name.
    pub(crate) fn all(graph: &Graph) -> Vec<Self> {
        let peers = Peer::all(graph);
        let peers = peers.chunk_by(|one, next| one.rrc == next.rrc);
        let peers = peers.filter_map(|peers| Some((peers.first()?.rrc.name, peers.to_vec())));
        (1..=u8::MAX)
            .zip(peers)
            .map(|(number, (name, peers))| Self {
                name,
                peers,
                number,
            })
            .collect()
    }

    /// The collector of a name, in whatever case: `RRC00`, `rrc00`.
    pub(crate) fn find(graph: &Graph, name: &str) -> Option<Self> {
        let mut all = Self::all(graph).into_iter();
        all.find(|it| it.name.eq_ignore_ascii_case(name))
    }

    /// The networks that show it their tables.
    pub(crate) fn nodes(&self) -> BTreeSet<Node> {
        self.peers.iter().map(|peer| peer.node).collect()
    }

    /// Its address in a family.
    pub(in crate::wire) fn address(&self, is_ipv4: bool) -> IpAddr {
        address(PEERS_MAX.saturating_add(self.number), is_ipv4)
    }

    /// Its BGP identifier: its address of IPv4.
    pub(crate) const fn identifier(&self) -> Ipv4Addr {
        super::ipv4(PEERS_MAX.saturating_add(self.number))
    }
}
