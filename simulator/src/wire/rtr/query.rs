//! What a router sends: one of two queries. Anything else ends the connection,
//! and the router is told why (RFC 8210, sections 5.1, 7 and 12).

use super::pdu::{self, ErrorCode, kind};
use super::{State, Version};

/// What a router asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Query {
    /// Everything.
    Reset,
    /// What is new since it had this.
    Serial(State),
}

/// A query, and the version it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The version.
    pub(crate) version: Version,
    /// The query.
    pub(crate) query: Query,
    /// Of how many bytes it was.
    pub(crate) length: usize,
}

/// What to send before the connection is closed: nothing where the router itself
/// reported an error, since nobody answers a report with a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Farewell(pub(crate) Vec<u8>);

/// How much of what was wrong is sent back.
const QUOTED_MAX: usize = 64;

/// Reads the query that the bytes begin with; nothing while they may still become
/// one. `spoken` is the version of the queries before.
pub(crate) fn read(bytes: &[u8], spoken: Option<Version>) -> Result<Option<Asked>, Farewell> {
    let Some(([number, kind, a, b, c, d, e, f], body)) = bytes.split_first_chunk() else {
        return Ok(None);
    };
    let (field, length) = (
        u16::from_be_bytes([*a, *b]),
        u32::from_be_bytes([*c, *d, *e, *f]),
    );
    if *kind == kind::ERROR_REPORT {
        return Err(Farewell(Vec::new()));
    }
    let end = |version, code, text: &str| {
        let quoted = usize::try_from(length).unwrap_or(QUOTED_MAX);
        let quoted = quoted.clamp(8, QUOTED_MAX).min(bytes.len());
        let wrong = bytes.get(..quoted).unwrap_or_default();
        Err(Farewell(pdu::error_report(version, code, wrong, text)))
    };
    let version = match (Version::new(*number), spoken) {
        (Some(version), None) => version,
        (Some(version), Some(spoken)) if version == spoken => version,
        // RFC 6810 has no code for it but that of a version nobody speaks.
        (_, Some(Version::V0)) => {
            let text = "this connection speaks version 0";
            return end(Version::V0, ErrorCode::UnsupportedVersion, text);
        }
        (_, Some(spoken)) => {
            let text = format!("this connection speaks version {}", spoken.number());
            return end(spoken, ErrorCode::UnexpectedVersion, &text);
        }
        (None, None) => {
            let text = "versions 0, 1 and 2 are spoken here";
            return end(Version::LATEST, ErrorCode::UnsupportedVersion, text);
        }
    };
    let right = match *kind {
        kind::RESET_QUERY => 8,
        kind::SERIAL_QUERY => 12,
        kind if is_of_caches(version, kind) => {
            let text = "only caches send this; a router sends Reset Query or Serial Query";
            return end(version, ErrorCode::InvalidRequest, text);
        }
        _ => {
            let text = "no such type; a router sends Reset Query or Serial Query";
            return end(version, ErrorCode::UnsupportedType, text);
        }
    };
    if length != right {
        let text = format!("a query of this type has {right} bytes, not {length}");
        return end(version, ErrorCode::CorruptData, &text);
    }
    let (query, length) = match (*kind, body.first_chunk()) {
        (kind::RESET_QUERY, _) => (Query::Reset, 8),
        (_, Some(serial)) => {
            let serial = u32::from_be_bytes(*serial);
            let session = field;
            (Query::Serial(State { session, serial }), 12)
        }
        (_, None) => return Ok(None),
    };
    Ok(Some(Asked {
        version,
        query,
        length,
    }))
}

/// Whether the version has this type, for caches to send.
fn is_of_caches(version: Version, kind: u8) -> bool {
    match kind {
        kind::ROUTER_KEY => version >= Version::V1,
        kind::ASPA => version >= Version::V2,
        kind::SERIAL_NOTIFY
        | kind::CACHE_RESPONSE
        | kind::IPV4_PREFIX
        | kind::IPV6_PREFIX
        | kind::END_OF_DATA
        | kind::CACHE_RESET => true,
        _ => false,
    }
}
