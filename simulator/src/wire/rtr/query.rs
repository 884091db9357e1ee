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
    if *kind == kind::ERROR_REPORT {
        return Err(Farewell(Vec::new()));
    }
    let session = u16::from_be_bytes([*a, *b]);
    let length = u32::from_be_bytes([*c, *d, *e, *f]);
    let checked = agree(*number, spoken).and_then(|version| {
        let right = check(version, *kind, length)?;
        Ok((version, right))
    });
    let (version, length) = checked.map_err(|wrong| {
        let quoted = usize::try_from(length).unwrap_or(QUOTED_MAX);
        let quoted = quoted.clamp(8, QUOTED_MAX).min(bytes.len());
        let quoted = bytes.get(..quoted).unwrap_or_default();
        let (version, code) = (wrong.version, wrong.code);
        Farewell(pdu::error_report(version, code, quoted, &wrong.text))
    })?;
    let query = match (*kind, body.first_chunk()) {
        (kind::RESET_QUERY, _) => Query::Reset,
        (_, Some(serial)) => {
            let serial = u32::from_be_bytes(*serial);
            Query::Serial(State { session, serial })
        }
        (_, None) => return Ok(None),
    };
    Ok(Some(Asked {
        version,
        query,
        length,
    }))
}

/// What is wrong, and the version in which to say so.
struct Wrong {
    version: Version,
    code: ErrorCode,
    text: String,
}

/// The version of a query: the first one's decides for the whole connection (RFC
/// 8210, section 7).
fn agree(number: u8, spoken: Option<Version>) -> Result<Version, Wrong> {
    let version = Version::new(number);
    match (spoken, version) {
        (None, Some(version)) => Ok(version),
        (None, None) => Err(Wrong {
            version: Version::LATEST,
            code: ErrorCode::UnsupportedVersion,
            text: "versions 0, 1 and 2 are spoken here".to_owned(),
        }),
        (Some(spoken), version) if version == Some(spoken) => Ok(spoken),
        (Some(spoken), _) => Err(Wrong {
            version: spoken,
            // RFC 6810 has no code but that of a version nobody speaks.
            code: match spoken {
                Version::V0 => ErrorCode::UnsupportedVersion,
                Version::V1 | Version::V2 => ErrorCode::UnexpectedVersion,
            },
            text: format!("this connection speaks version {}", spoken.number()),
        }),
    }
}

/// How many bytes a query has, if this is one and says so.
fn check(version: Version, kind: u8, length: u32) -> Result<usize, Wrong> {
    let right: u8 = match kind {
        kind::RESET_QUERY => 8,
        kind::SERIAL_QUERY => 12,
        kind => {
            let (code, what) = if is_of_caches(version, kind) {
                (ErrorCode::InvalidRequest, "only caches send this")
            } else {
                (ErrorCode::UnsupportedType, "there is no such type")
            };
            let text = format!("{what}; a router sends Reset Query or Serial Query");
            return Err(Wrong {
                version,
                code,
                text,
            });
        }
    };
    if length != u32::from(right) {
        return Err(Wrong {
            version,
            code: ErrorCode::CorruptData,
            text: format!("a query of this type has {right} bytes, not {length}"),
        });
    }
    Ok(usize::from(right))
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
