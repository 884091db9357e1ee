//! Route origin authorizations (RFC 9582) and the validated payloads that
//! validators hand to routers (RFC 6811).

use serde::{Deserialize, Serialize};

use crate::asn::Asn;
use crate::prefix::Prefix;

#[cfg(test)]
mod tests;

/// "This AS may originate this prefix, and its parts down to this length."
///
/// One prefix to a ROA, as BCP 237 (RFC 9455) advises. A ROA is what a holder
/// creates; a VRP ([`Vrp`]) is what a validator makes of it. They say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Roa {
    prefix: Prefix,
    max_length: u8,
    asn: Asn,
}

/// A validated ROA payload: the triple a router compares routes with.
pub type Vrp = Roa;

impl Roa {
    /// Makes a ROA; without `max_length` it is the prefix's own length.
    pub fn new(prefix: Prefix, max_length: Option<u8>, asn: Asn) -> Result<Self, MaxLengthError> {
        let max_length = max_length.unwrap_or(prefix.length());
        if (prefix.length()..=prefix.longest()).contains(&max_length) {
            Ok(Self {
                prefix,
                max_length,
                asn,
            })
        } else {
            Err(MaxLengthError {
                max_length,
                prefix,
                longest: prefix.longest(),
            })
        }
    }

    /// The prefix.
    pub fn prefix(&self) -> Prefix {
        self.prefix
    }

    /// The longest announcement it authorises.
    pub fn max_length(&self) -> u8 {
        self.max_length
    }

    /// The AS that may originate.
    pub fn asn(&self) -> Asn {
        self.asn
    }
}

impl<'de> Deserialize<'de> for Roa {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Parts {
            prefix: Prefix,
            max_length: Option<u8>,
            asn: Asn,
        }
        let parts = Parts::deserialize(deserializer)?;
        Self::new(parts.prefix, parts.max_length, parts.asn).map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for Roa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{} => {}", self.prefix, self.max_length, self.asn)
    }
}

/// A maximum length outside prefix length and family (RFC 9582, section 4.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "maximum length {max_length} must be between {} and {longest} for {prefix}",
    prefix.length()
)]
pub struct MaxLengthError {
    max_length: u8,
    prefix: Prefix,
    longest: u8,
}
