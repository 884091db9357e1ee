//! Space that no registry gives to anybody, and nobody can bring to AWS: IANA's
//! special-purpose address registries (RFC 6890) as far as they are not globally
//! reachable, multicast (RFC 5771, RFC 4291) and what is reserved.
//!
//! Documentation and benchmarking (RFC 5737, RFC 3849, RFC 9637, RFC 2544) are not
//! among them here: rehearsals use them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::prefix::Prefix;

/// What of IPv4 it is. Those blocks of the registry that are globally reachable are
/// somebody's.
const IPV4: [([u8; 4], u8, &str); 11] = [
    ([0, 0, 0, 0], 8, "\"this network\""),
    ([10, 0, 0, 0], 8, "private space"),
    ([100, 64, 0, 0], 10, "shared space behind carriers' NAT"),
    ([127, 0, 0, 0], 8, "loopback"),
    ([169, 254, 0, 0], 16, "link-local"),
    ([172, 16, 0, 0], 12, "private space"),
    ([192, 0, 0, 0], 24, "set aside for protocols"),
    ([192, 88, 99, 0], 24, "set aside for protocols"),
    ([192, 168, 0, 0], 16, "private space"),
    ([224, 0, 0, 0], 4, "multicast"),
    ([240, 0, 0, 0], 4, "reserved"),
];

/// The one block of IPv6 that is given out at all (RFC 4291, section 2.4).
const GLOBAL_UNICAST: (u16, u8) = (0x2000, 3);

/// What of that is special, and outside of it what has a name of its own.
const IPV6: [([u16; 2], u8, &str); 6] = [
    ([0x2001, 0], 23, "set aside for protocols"),
    ([0x2002, 0], 16, "6to4"),
    ([0xfc00, 0], 7, "unique local, which is private"),
    ([0xfe80, 0], 10, "link-local"),
    ([0xff00, 0], 8, "multicast"),
    ([0, 0], 8, "reserved"),
];

/// Of what is set aside for protocols, the part for benchmarking (RFC 5180).
const BENCHMARKING: ([u16; 2], u8) = ([0x2001, 2], 48);

/// The first such block that a prefix has addresses of, and what it is for.
pub(super) fn overlapping(prefix: Prefix) -> Option<(Prefix, &'static str)> {
    let (first, length) = BENCHMARKING;
    if ipv6(first, length).is_some_and(|it| it.covers(prefix)) {
        return None;
    }
    let found = blocks().find(|(block, _)| block.overlaps(prefix));
    let (first, length) = GLOBAL_UNICAST;
    let unicast = ipv6([first, 0], length);
    let is_outside = !prefix.is_ipv4() && !unicast.is_some_and(|it| it.covers(prefix));
    found.or_else(|| is_outside.then_some((prefix, "given out by no registry")))
}

fn blocks() -> impl Iterator<Item = (Prefix, &'static str)> {
    let ipv4 = IPV4.into_iter().filter_map(|(first, length, purpose)| {
        let first = IpAddr::V4(Ipv4Addr::from(first));
        Some((Prefix::new(first, length).ok()?, purpose))
    });
    let ipv6 = IPV6
        .into_iter()
        .filter_map(|(first, length, purpose)| Some((ipv6(first, length)?, purpose)));
    ipv4.chain(ipv6)
}

fn ipv6([first, second]: [u16; 2], length: u8) -> Option<Prefix> {
    let first = Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0);
    Prefix::new(IpAddr::V6(first), length).ok()
}
