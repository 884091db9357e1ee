//! Where RIPE's routing information service listens: some of its collectors, with
//! peers that are invented, their AS numbers from the documentation range
//! (RFC 5398) and their addresses from 192.0.2.0/24 and 2001:db8::/32.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A route collector and who talks to it.
pub(super) struct Collector {
    pub(super) name: &'static str,
    pub(super) location: &'static str,
    pub(super) scope: &'static str,
    pub(super) peers: &'static [Peer],
}

/// A network that shows a collector its table.
pub(super) struct Peer {
    /// The AS numbers from the peer to the origin's neighbour.
    pub(super) path: &'static [u32],
    /// The last part of its addresses.
    host: u8,
}

impl Peer {
    /// Its address of a family.
    pub(super) fn address(&self, ipv4: bool) -> IpAddr {
        let host = self.host;
        if ipv4 {
            IpAddr::from(Ipv4Addr::new(192, 0, 2, host))
        } else {
            let host = u16::from(host);
            IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, host))
        }
    }
}

const fn peer(host: u8, path: &'static [u32]) -> Peer {
    Peer { path, host }
}

/// Every collector, by name.
pub(super) const COLLECTORS: &[Collector] = &[
    Collector {
        name: "RRC00",
        location: "Amsterdam, NL",
        scope: "Multihop, global",
        peers: &[peer(1, &[65536, 65540]), peer(2, &[65537, 65541])],
    },
    Collector {
        name: "RRC01",
        location: "London, GB",
        scope: "LINX / LONAP",
        peers: &[peer(3, &[65538, 65540]), peer(4, &[65540])],
    },
    Collector {
        name: "RRC11",
        location: "New York City, US",
        scope: "NYIIX",
        peers: &[peer(5, &[65541]), peer(6, &[65542, 65541])],
    },
    Collector {
        name: "RRC23",
        location: "Singapore, SG",
        scope: "Equinix Singapore",
        peers: &[peer(7, &[65543, 65544, 65540]), peer(8, &[65544, 65541])],
    },
];
