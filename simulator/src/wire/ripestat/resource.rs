//! What a data call on routing is asked about.

use std::fmt;
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

use super::RipestatError;

/// An AS number, a prefix or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resource {
    Asn(Asn),
    Prefix(Prefix),
    Address(IpAddr),
}

impl Resource {
    /// Reads `AS64500` or `64500`, `198.18.0.0/23`, `198.18.0.9`.
    pub(super) fn parse(text: &str) -> Result<Self, RipestatError> {
        let text = text.trim();
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        if text.contains('/') {
            let prefix = text.parse().map(Self::Prefix);
            return prefix.map_err(|error| RipestatError::invalid("resource", text, error));
        }
        let why = "write an AS number (AS64500), a prefix (198.18.0.0/23) or an address";
        text.parse()
            .map(Self::Asn)
            .map_err(|_| RipestatError::invalid("resource", text, why))
    }
}

impl fmt::Display for Resource {
    /// As answers have it: an AS number is bare.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asn(asn) => asn.number().fmt(f),
            Self::Prefix(prefix) => prefix.fmt(f),
            Self::Address(address) => address.fmt(f),
        }
    }
}
