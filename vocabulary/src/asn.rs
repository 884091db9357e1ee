//! An autonomous system number (RFC 6793), written as RFC 5396's asplain.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(test)]
mod tests;

/// A four-octet AS number. Written `AS16509`; read with or without `AS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asn(u32);

impl Asn {
    /// "Nobody may originate": the AS number of a ROA that disavows (RFC 7607).
    pub const ZERO: Self = Self(0);

    /// Makes an AS number; every 32-bit number is one.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The bare number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Asn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AS{}", self.0)
    }
}

impl FromStr for Asn {
    type Err = ParseAsnError;

    fn from_str(text: &str) -> Result<Self, ParseAsnError> {
        let digits = match text.get(..2) {
            Some(start) if start.eq_ignore_ascii_case("AS") => text.get(2..).unwrap_or_default(),
            Some(_) | None => text,
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseAsnError::NotANumber);
        }
        digits
            .parse()
            .map(Self)
            .map_err(|_| ParseAsnError::TooLarge)
    }
}

impl Serialize for Asn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Asn {
    /// Takes `AS64500`, `"64500"` and the bare number `64500`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Spelling {
            Number(u32),
            Text(String),
        }
        match Spelling::deserialize(deserializer)? {
            Spelling::Number(number) => Ok(Self(number)),
            Spelling::Text(text) => text
                .parse()
                .map_err(|error| serde::de::Error::custom(format_args!("`{text}`: {error}"))),
        }
    }
}

/// Why a text is not an AS number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseAsnError {
    /// Something other than digits stands behind the optional `AS`.
    #[error("not an AS number; write AS64500 or 64500")]
    NotANumber,
    /// More than 32 bits.
    #[error("an AS number has 32 bits, at most AS4294967295")]
    TooLarge,
}
