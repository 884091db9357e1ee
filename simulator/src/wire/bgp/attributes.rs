//! The attributes of a way (RFC 4271, section 4.3 and 5.1; RFC 4760, section 3;
//! RFC 6793), in the order of their numbers. What is told here is learned inside
//! nobody's network and not aggregated: ORIGIN is IGP, and nothing else is said.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;

use super::Way;
use super::open::AS_TRANS;

/// How AS numbers in a path are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// As today.
    FourOctets,
    /// As before RFC 6793: numbers that have no room stand in a second path.
    TwoOctets,
}

/// Types of attributes.
mod kind {
    pub(super) const ORIGIN: u8 = 1;
    pub(super) const AS_PATH: u8 = 2;
    pub(super) const NEXT_HOP: u8 = 3;
    pub(super) const LOCAL_PREF: u8 = 5;
    pub(super) const MP_REACH_NLRI: u8 = 14;
    pub(super) const MP_UNREACH_NLRI: u8 = 15;
    pub(super) const AS4_PATH: u8 = 17;
}

const OPTIONAL: u8 = 0x80;
const TRANSITIVE: u8 = 0x40;
const EXTENDED_LENGTH: u8 = 0x10;

const ORIGIN_IGP: u8 = 0;
const AS_SEQUENCE: u8 = 2;
/// How many numbers a segment of a path can have.
const SEGMENT_MAX: usize = 255;

/// A way's attributes. A next hop of IPv6 is not among them: it stands with the
/// prefixes, in [`reached`].
pub(crate) fn of(way: &Way, numbers: Numbers, local_preference: Option<u32>) -> Vec<u8> {
    let mut bytes = attribute(TRANSITIVE, kind::ORIGIN, &[ORIGIN_IGP]);
    let is_short = |asn: &Asn| u16::try_from(asn.number()).is_ok();
    let four = segments(&way.path, |asn| asn.number().to_be_bytes().to_vec());
    let path = match numbers {
        Numbers::FourOctets => &four,
        Numbers::TwoOctets => &segments(&way.path, |asn| {
            let short = u16::try_from(asn.number()).unwrap_or(AS_TRANS);
            short.to_be_bytes().to_vec()
        }),
    };
    bytes.extend(attribute(TRANSITIVE, kind::AS_PATH, path));
    if let IpAddr::V4(next_hop) = way.next_hop {
        bytes.extend(attribute(TRANSITIVE, kind::NEXT_HOP, &next_hop.octets()));
    }
    if let Some(preference) = local_preference {
        let preference = preference.to_be_bytes();
        bytes.extend(attribute(TRANSITIVE, kind::LOCAL_PREF, &preference));
    }
    if numbers == Numbers::TwoOctets && !way.path.iter().all(is_short) {
        bytes.extend(attribute(OPTIONAL | TRANSITIVE, kind::AS4_PATH, &four));
    }
    bytes
}

/// The next hop of IPv6 and the prefixes that are reached by it, already written.
pub(super) fn reached(next_hop: IpAddr, prefixes: &[u8]) -> Vec<u8> {
    let next_hop = next_hop_of(next_hop);
    // Reserved.
    let body = [&IPV6_UNICAST, next_hop.as_slice(), &[0], prefixes].concat();
    attribute(OPTIONAL, kind::MP_REACH_NLRI, &body)
}

/// The next hop of IPv6 alone, as tables in files have it (RFC 6396, section
/// 4.3.4).
pub(crate) fn reached_by(next_hop: IpAddr) -> Vec<u8> {
    attribute(OPTIONAL, kind::MP_REACH_NLRI, &next_hop_of(next_hop))
}

/// Prefixes of IPv6 that are reached no longer, already written.
pub(super) fn unreached(prefixes: &[u8]) -> Vec<u8> {
    let body = [&IPV6_UNICAST, prefixes].concat();
    attribute(OPTIONAL, kind::MP_UNREACH_NLRI, &body)
}

const IPV6_UNICAST: [u8; 3] = [0, 2, 1];

/// A next hop with its length before it.
fn next_hop_of(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(it) => [&[4], it.octets().as_slice()].concat(),
        IpAddr::V6(it) => [&[16], it.octets().as_slice()].concat(),
    }
}

/// A path in as many segments as it takes.
fn segments(path: &[Asn], write: impl Fn(&Asn) -> Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for segment in path.chunks(SEGMENT_MAX) {
        let count = u8::try_from(segment.len()).unwrap_or(u8::MAX);
        bytes.extend([AS_SEQUENCE, count]);
        bytes.extend(segment.iter().flat_map(&write));
    }
    bytes
}

/// An attribute, with a length of two octets where one is not enough.
fn attribute(flags: u8, kind: u8, value: &[u8]) -> Vec<u8> {
    let head = match u8::try_from(value.len()) {
        Ok(length) => vec![flags, kind, length],
        Err(_) => {
            let length = u16::try_from(value.len()).unwrap_or(u16::MAX);
            let [high, low] = length.to_be_bytes();
            vec![flags | EXTENDED_LENGTH, kind, high, low]
        }
    };
    [head.as_slice(), value].concat()
}
