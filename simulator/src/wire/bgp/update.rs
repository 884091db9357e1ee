//! UPDATE: which prefixes are reached by a way, and which no longer (RFC 4271,
//! section 4.3; for IPv6 RFC 4760).

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use bytes::Buf;

use super::attributes::Numbers;
use super::notification::{Notification, Reason};
use super::{Family, HEADER, MESSAGE_MAX, Terms, Way, attributes, kind, message};
use crate::wire::ris::Peer;
use crate::world::internet::updates::Update;

/// What an UPDATE has besides attributes and prefixes: its header and two lengths.
const FRAME: usize = HEADER + 4;
/// What attributes with prefixes have besides: flags, type, a long length, family
/// and, where they are reached, a next hop.
const FRAME_IPV6: usize = 4 + 3 + 17 + 1;

/// Prefixes of one family that are reached by a way: as many messages as it takes.
pub(crate) fn announced(terms: &Terms, way: &Way, prefixes: &[Prefix]) -> Vec<u8> {
    let attributes = terms.attributes(way);
    announced_with(&attributes, way, prefixes)
}

/// The message by which a collector hears of a change of mind of a peer, with AS
/// numbers of four octets.
pub(in crate::wire) fn heard(peer: &Peer, change: &Update) -> Vec<u8> {
    let path = change.path.clone().map(|path| peer.shown(path));
    heard_by(peer, change.prefix, path)
}

/// The same with the path as the peer shows it, its own number first.
pub(in crate::wire) fn heard_by(peer: &Peer, prefix: Prefix, path: Option<Vec<Asn>>) -> Vec<u8> {
    let prefixes = [prefix];
    match path {
        Some(path) => {
            let next_hop = peer.address(prefix.is_ipv4());
            let way = Way { path, next_hop };
            let attributes = attributes::of(&way, Numbers::FourOctets, None);
            announced_with(&attributes, &way, &prefixes)
        }
        None => withdrawn(&prefixes),
    }
}

/// The same as [`announced`] with attributes that are already written.
fn announced_with(attributes: &[u8], way: &Way, prefixes: &[Prefix]) -> Vec<u8> {
    // A path has a few dozen numbers at most: there is room left.
    let room = MESSAGE_MAX.saturating_sub(FRAME + attributes.len());
    let mut bytes = Vec::new();
    if way.next_hop.is_ipv4() {
        for prefixes in packed(prefixes, room) {
            bytes.extend(update(&[], attributes, &prefixes));
        }
    } else {
        for prefixes in packed(prefixes, room.saturating_sub(FRAME_IPV6)) {
            // First of all, so that who reads on knows the family (RFC 7606,
            // section 5.1).
            let mut all = attributes::reached(way.next_hop, &prefixes);
            all.extend(attributes);
            bytes.extend(update(&[], &all, &[]));
        }
    }
    bytes
}

/// Prefixes that are reached no longer.
pub(crate) fn withdrawn(prefixes: &[Prefix]) -> Vec<u8> {
    let (ipv4, ipv6): (Vec<Prefix>, Vec<Prefix>) = prefixes.iter().partition(|it| it.is_ipv4());
    let mut bytes = Vec::new();
    for prefixes in packed(&ipv4, MESSAGE_MAX - FRAME) {
        bytes.extend(update(&prefixes, &[], &[]));
    }
    for prefixes in packed(&ipv6, MESSAGE_MAX - FRAME - FRAME_IPV6) {
        bytes.extend(update(&[], &attributes::unreached(&prefixes), &[]));
    }
    bytes
}

/// That was all of a family (RFC 4724, section 2).
pub(crate) fn end_of_rib(family: Family) -> Vec<u8> {
    match family {
        Family::Ipv4 => update(&[], &[], &[]),
        Family::Ipv6 => update(&[], &attributes::unreached(&[]), &[]),
    }
}

/// A prefix: its length, and as many of its octets as that covers.
pub(crate) fn prefix(prefix: Prefix) -> Vec<u8> {
    let octets = match prefix.first() {
        IpAddr::V4(it) => it.octets().to_vec(),
        IpAddr::V6(it) => it.octets().to_vec(),
    };
    let covered = usize::from(prefix.length().div_ceil(8));
    let mut bytes = vec![prefix.length()];
    bytes.extend(octets.iter().take(covered));
    bytes
}

/// Looks whether the parts of what follows the header fit together; the attributes
/// inside are nothing to a speaker that takes no routes. Prefixes that cannot be
/// read end the session though routes are not kept (RFC 7606, section 5.3).
pub(super) fn check(mut body: &[u8]) -> Result<(), Notification> {
    let withdrawn = part(&mut body)?;
    let _attributes = part(&mut body)?;
    for mut prefixes in [withdrawn, body] {
        while prefixes.has_remaining() {
            let length = prefixes.get_u8();
            let covered = usize::from(length.div_ceil(8));
            if length > 32 || prefixes.len() < covered {
                return Err(Reason::InvalidNetwork.into());
            }
            prefixes.advance(covered);
        }
    }
    Ok(())
}

/// Takes a part with its length before it off the front.
fn part<'a>(body: &mut &'a [u8]) -> Result<&'a [u8], Notification> {
    let malformed = Reason::MalformedAttributes;
    let length = body.try_get_u16().map_err(|_| malformed)?;
    let (part, rest) = body.split_at_checked(length.into()).ok_or(malformed)?;
    *body = rest;
    Ok(part)
}

fn update(withdrawn: &[u8], attributes: &[u8], announced: &[u8]) -> Vec<u8> {
    let length = |part: &[u8]| u16::try_from(part.len()).unwrap_or(u16::MAX).to_be_bytes();
    let body = [
        &length(withdrawn),
        withdrawn,
        &length(attributes),
        attributes,
        announced,
    ];
    message(kind::UPDATE, &body.concat())
}

/// Prefixes one after the other, in pieces that fit.
fn packed(prefixes: &[Prefix], room: usize) -> Vec<Vec<u8>> {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for it in prefixes {
        let written = prefix(*it);
        match pieces.last_mut() {
            Some(piece) if piece.len() + written.len() <= room => piece.extend(written),
            _ => pieces.push(written),
        }
    }
    pieces
}
