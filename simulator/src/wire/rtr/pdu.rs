//! What a cache sends (RFC 8210, section 5; ASPAs: section 5.12 of its successor's
//! draft).

use std::net::IpAddr;

use byoip_vocabulary::roa::Vrp;

use super::{State, Version};
use crate::world::rpki::aspa::Aspa;

/// How long a router waits before it asks again, in seconds: refresh, retry after
/// a failure, and expiry of what it has. RFC 8210's own suggestions (section 6).
const TIMERS: [u32; 3] = [3_600, 600, 7_200];

/// The kinds of data units.
pub(super) mod kind {
    pub(in super::super) const SERIAL_NOTIFY: u8 = 0;
    pub(in super::super) const SERIAL_QUERY: u8 = 1;
    pub(in super::super) const RESET_QUERY: u8 = 2;
    pub(in super::super) const CACHE_RESPONSE: u8 = 3;
    pub(in super::super) const IPV4_PREFIX: u8 = 4;
    pub(in super::super) const IPV6_PREFIX: u8 = 6;
    pub(in super::super) const END_OF_DATA: u8 = 7;
    pub(in super::super) const CACHE_RESET: u8 = 8;
    pub(in super::super) const ROUTER_KEY: u8 = 9;
    pub(in super::super) const ERROR_REPORT: u8 = 10;
    pub(in super::super) const ASPA: u8 = 11;
}

/// Whether a payload comes or goes.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Flag {
    Withdraw = 0,
    Announce = 1,
}

/// Why a connection ends (RFC 8210, section 12).
#[derive(Clone, Copy, Debug)]
#[repr(u16)]
pub(super) enum ErrorCode {
    CorruptData = 0,
    InvalidRequest = 3,
    UnsupportedVersion = 4,
    UnsupportedType = 5,
    UnexpectedVersion = 8,
}

/// There is something new.
pub(crate) fn serial_notify(version: Version, state: State) -> Vec<u8> {
    with_serial(version, kind::SERIAL_NOTIFY, state, &[])
}

/// What was asked for follows.
pub(super) fn cache_response(version: Version, state: State) -> Vec<u8> {
    unit(version, kind::CACHE_RESPONSE, state.session, &[])
}

/// That was all of it. Version 0 leaves the timers to the router.
pub(super) fn end_of_data(version: Version, state: State) -> Vec<u8> {
    let timers = TIMERS.map(u32::to_be_bytes);
    let timers = match version {
        Version::V0 => &[],
        Version::V1 | Version::V2 => timers.as_flattened(),
    };
    with_serial(version, kind::END_OF_DATA, state, timers)
}

/// What is new since then is not known: ask for everything.
pub(crate) fn cache_reset(version: Version) -> Vec<u8> {
    unit(version, kind::CACHE_RESET, 0, &[])
}

/// Payloads, one after the other.
pub(super) fn payloads(version: Version, flag: Flag, vrps: &[Vrp]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(vrps.len() * 20);
    for vrp in vrps {
        let lengths = [
            flag as u8,
            vrp.prefix().length(),
            vrp.max_length(),
            0, // Reserved.
        ];
        let asn = vrp.asn().number().to_be_bytes();
        let mut write = |kind, address: &[u8], length| {
            bytes.extend(header(version, kind, 0, length));
            bytes.extend(lengths);
            bytes.extend(address);
            bytes.extend(asn);
        };
        match vrp.prefix().first() {
            IpAddr::V4(first) => write(kind::IPV4_PREFIX, &first.octets(), 20),
            IpAddr::V6(first) => write(kind::IPV6_PREFIX, &first.octets(), 32),
        }
    }
    bytes
}

/// ASPAs, one after the other; nothing in a version that has none. What is
/// withdrawn is the customer's, whoever the providers were.
pub(super) fn aspas(version: Version, flag: Flag, aspas: &[Aspa]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if version < Version::V2 {
        return bytes;
    }
    for aspa in aspas {
        let mut body = aspa.customer.number().to_be_bytes().to_vec();
        if matches!(flag, Flag::Announce) {
            let providers = aspa.providers.iter();
            body.extend(providers.flat_map(|asn| asn.number().to_be_bytes()));
        }
        let field = u16::from_be_bytes([flag as u8, 0]);
        bytes.extend(unit(version, kind::ASPA, field, &body));
    }
    bytes
}

/// What was wrong, with as much of it as there is.
pub(super) fn error_report(version: Version, code: ErrorCode, wrong: &[u8], text: &str) -> Vec<u8> {
    let long = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
    let body = [&long(wrong), wrong, &long(text.as_bytes()), text.as_bytes()];
    unit(version, kind::ERROR_REPORT, code as u16, &body.concat())
}

fn with_serial(version: Version, kind: u8, state: State, rest: &[u8]) -> Vec<u8> {
    let body = [&state.serial.to_be_bytes(), rest].concat();
    unit(version, kind, state.session, &body)
}

/// A data unit; `field` is the session or the code of an error.
fn unit(version: Version, kind: u8, field: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap_or(u32::MAX);
    let mut bytes = header(version, kind, field, length).to_vec();
    bytes.extend(body);
    bytes
}

fn header(version: Version, kind: u8, field: u16, length: u32) -> [u8; 8] {
    let [a, b] = field.to_be_bytes();
    let [c, d, e, f] = length.to_be_bytes();
    [version.number(), kind, a, b, c, d, e, f]
}
