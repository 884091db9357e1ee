//! What a route collector writes down, in the Multi-Threaded Routing Toolkit's
//! format: RFC 6396, in the kinds of records that RIPE's collectors use.
//!
//! [`table`] is TABLE_DUMP_V2: everybody who shows the collector its table, then
//! each prefix with the way of each that has one. [`updates`] is BGP4MP_ET: each
//! change of mind of a peer as the UPDATE by which the collector hears of it, to
//! the microsecond. A peer speaks of IPv4 from an address of IPv4 and of IPv6 from
//! one of IPv6, and AS numbers have four octets. [`archive`] names the files.
//! Records of a session's state are not here: the sessions never end.

use std::net::IpAddr;

use jiff::Timestamp;

use super::bgp::attributes::{self, Numbers};
use super::bgp::{Family, Way, update};
use super::ris::Peer;
use super::ris::collector::{Collector, RIS};
use crate::world::World;

pub(super) mod archive;
#[cfg(test)]
mod tests;

/// Types of records, each with the subtypes that are written here.
mod kind {
    pub(super) const PEER_INDEX_TABLE: [u16; 2] = [13, 1];
    pub(super) const RIB_IPV4_UNICAST: [u16; 2] = [13, 2];
    pub(super) const RIB_IPV6_UNICAST: [u16; 2] = [13, 4];
    /// BGP4MP_ET, and BGP4MP_MESSAGE_AS4.
    pub(super) const MESSAGE: [u16; 2] = [17, 4];
}

/// A collector's table at a moment that has come.
pub(super) fn table(world: &World, collector: &Collector, at: Timestamp) -> Vec<u8> {
    let mut bytes = record(kind::PEER_INDEX_TABLE, at, &peers(collector));
    let mut sequence = 0_u32;
    for prefix in world.internet().prefixes() {
        let routing = world.routing_at(prefix, at);
        let family = Family::of(prefix);
        let rows = (0_u16..)
            .zip(&collector.peers)
            .filter_map(|(number, peer)| {
                let way = Way {
                    path: peer.shown(routing.path(peer.node)?),
                    next_hop: peer.address(prefix.is_ipv4()),
                };
                let since = routing.since(peer.node)?;
                Some(row(place(number, family), since, &way))
            });
        let rows: Vec<Vec<u8>> = rows.collect();
        if rows.is_empty() {
            continue;
        }
        let body = [
            sequence.to_be_bytes().as_slice(),
            &update::prefix(prefix),
            &short(rows.len()),
            &rows.concat(),
        ]
        .concat();
        let kind = match family {
            Family::Ipv4 => kind::RIB_IPV4_UNICAST,
            Family::Ipv6 => kind::RIB_IPV6_UNICAST,
        };
        bytes.extend(record(kind, at, &body));
        sequence = sequence.wrapping_add(1);
    }
    bytes
}

/// What a collector heard from a moment to before another, which has come.
pub(super) fn updates(
    world: &World,
    collector: &Collector,
    from: Timestamp,
    to: Timestamp,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    for change in world.internet().updates(from, to, &collector.nodes()) {
        let mut peers = collector.peers.iter();
        let Some(peer) = peers.find(|peer| peer.node == change.node) else {
            continue;
        };
        let is_ipv4 = change.prefix.is_ipv4();
        let message = update::heard(peer, &change);
        let head = [
            microseconds(change.at).to_be_bytes(),
            peer.asn.number().to_be_bytes(),
            RIS.number().to_be_bytes(),
        ];
        let afi: u16 = if is_ipv4 { 1 } else { 2 };
        let body = [
            head.as_flattened(),
            // The number of an interface, which nobody knows.
            &[0, 0],
            &afi.to_be_bytes(),
            &octets(peer.address(is_ipv4)),
            &octets(collector.address(is_ipv4)),
            &message,
        ];
        bytes.extend(record(kind::MESSAGE, change.at, &body.concat()));
    }
    bytes
}

/// Who shows a collector its table: each peer twice, by IPv4 and by IPv6.
fn peers(collector: &Collector) -> Vec<u8> {
    const HAS_IPV6: u8 = 1;
    const HAS_FOUR_OCTETS: u8 = 2;
    let entry = |peer: &Peer, family| {
        let (kind, address) = match family {
            Family::Ipv4 => (HAS_FOUR_OCTETS, peer.address(true)),
            Family::Ipv6 => (HAS_FOUR_OCTETS | HAS_IPV6, peer.address(false)),
        };
        let identifier = peer.identifier().octets();
        let asn = peer.asn.number().to_be_bytes();
        [&[kind], identifier.as_slice(), &octets(address), &asn].concat()
    };
    let entries = collector.peers.iter();
    let entries = entries.flat_map(|peer| Family::ALL.map(|family| entry(peer, family)));
    let entries: Vec<Vec<u8>> = entries.collect();
    let body = [
        &collector.identifier().octets(),
        // The name of a view, of which there is only one.
        [0, 0].as_slice(),
        &short(entries.len()),
        &entries.concat(),
    ];
    body.concat()
}

/// Where in the table of peers the one of a number stands with a family.
fn place(number: u16, family: Family) -> u16 {
    match family {
        Family::Ipv4 => number.saturating_mul(2),
        Family::Ipv6 => number.saturating_mul(2).saturating_add(1),
    }
}

/// How one peer reaches a prefix.
fn row(peer: u16, since: Timestamp, way: &Way) -> Vec<u8> {
    let mut attributes = attributes::of(way, Numbers::FourOctets, None);
    if way.next_hop.is_ipv6() {
        attributes.extend(attributes::reached_by(way.next_hop));
    }
    [
        peer.to_be_bytes().as_slice(),
        &seconds(since).to_be_bytes(),
        &short(attributes.len()),
        &attributes,
    ]
    .concat()
}

fn record([kind, part]: [u16; 2], at: Timestamp, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    [
        seconds(at).to_be_bytes().as_slice(),
        &kind.to_be_bytes(),
        &part.to_be_bytes(),
        &length.to_be_bytes(),
        body,
    ]
    .concat()
}

/// Seconds since 1970. The format has no room for moments before that, or after
/// 2106.
fn seconds(at: Timestamp) -> u32 {
    let last = i64::from(u32::MAX);
    u32::try_from(at.as_second().clamp(0, last)).unwrap_or_default()
}

fn microseconds(at: Timestamp) -> u32 {
    at.subsec_microsecond().unsigned_abs()
}

fn octets(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(it) => it.octets().to_vec(),
        IpAddr::V6(it) => it.octets().to_vec(),
    }
}

/// A length or a count. Nothing here comes near the largest.
fn short(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_be_bytes()
}
