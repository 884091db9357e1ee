//! An address prefix, canonical by construction.
//!
//! `198.18.1.5/24` is not a prefix here but an error that names `198.18.1.0/24`:
//! AWS, the registries and the RPKI all speak of the network, and a host bit
//! that slips through one of them is found days later by another.

use std::cmp::Ordering;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(test)]
mod tests;

/// An IPv4 or IPv6 network without host bits.
///
/// The order is by family, then first address, then length, so that a covering
/// prefix stands right before what it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Prefix(IpNet);

impl Prefix {
    /// Makes a prefix, refusing host bits and lengths beyond the family's.
    pub fn new(address: IpAddr, length: u8) -> Result<Self, PrefixError> {
        let net = IpNet::new(address, length).map_err(|_| PrefixError::LengthOverflow {
            length,
            longest: if address.is_ipv4() { 32 } else { 128 },
        })?;
        if net.addr() != net.network() {
            return Err(PrefixError::HostBits {
                network: Self(net.trunc()),
            });
        }
        Ok(Self(net))
    }

    /// The prefix of exactly one address: a /32 or a /128.
    pub fn host(address: IpAddr) -> Self {
        Self(IpNet::from(address))
    }

    /// The first address.
    pub fn first(self) -> IpAddr {
        self.0.network()
    }

    /// The last address; for IPv4 the one written as the broadcast address,
    /// which a BYOIP pool hands out like any other.
    pub fn last(self) -> IpAddr {
        self.0.broadcast()
    }

    /// The length in bits.
    pub fn length(self) -> u8 {
        self.0.prefix_len()
    }

    /// The longest length of the family: 32 or 128.
    pub fn longest(self) -> u8 {
        self.0.max_prefix_len()
    }

    /// Whether this is an IPv4 prefix.
    pub fn is_ipv4(self) -> bool {
        self.0.network().is_ipv4()
    }

    /// How many addresses it holds, at most `u128::MAX`.
    pub fn address_count(self) -> u128 {
        let host_bits = u32::from(self.longest() - self.length());
        1_u128.checked_shl(host_bits).unwrap_or(u128::MAX)
    }

    /// The address `offset` places after the first, if it is still inside.
    pub fn nth(self, offset: u128) -> Option<IpAddr> {
        if offset >= self.address_count() {
            return None;
        }
        match self.first() {
            IpAddr::V4(first) => {
                let offset = u32::try_from(offset).ok()?;
                Some(IpAddr::from(
                    u32::from(first).checked_add(offset)?.to_be_bytes(),
                ))
            }
            IpAddr::V6(first) => Some(IpAddr::from(
                u128::from(first).checked_add(offset)?.to_be_bytes(),
            )),
        }
    }

    /// Whether `other` is this prefix or lies inside it (RFC 6811's "cover").
    pub fn covers(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the address lies inside.
    pub fn contains(self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    /// Whether the two share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// The two halves, or none where the prefix is a single address.
    pub fn halves(self) -> Option<[Self; 2]> {
        let mut halves = self.0.subnets(self.length() + 1).ok()?;
        Some([Self(halves.next()?), Self(halves.next()?)])
    }
}

impl From<Prefix> for IpNet {
    fn from(prefix: Prefix) -> Self {
        prefix.0
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialOrd for Prefix {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Prefix {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first(), self.length()).cmp(&(other.first(), other.length()))
    }
}

impl FromStr for Prefix {
    type Err = ParsePrefixError;

    fn from_str(text: &str) -> Result<Self, ParsePrefixError> {
        let Some((address, length)) = text.split_once('/') else {
            return Err(ParsePrefixError::NoLength);
        };
        let address: IpAddr = address.parse().map_err(|_| ParsePrefixError::Address)?;
        // `u8::from_str` takes a leading plus sign and leading zeros; a prefix
        // length has neither.
        let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        let digits = digits && (length == "0" || !length.starts_with('0'));
        let length = match length.parse::<u8>() {
            Ok(length) if digits => length,
            Ok(_) | Err(_) => return Err(ParsePrefixError::Length),
        };
        Ok(Self::new(address, length)?)
    }
}

impl Serialize for Prefix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Prefix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer)
    }
}

/// Why an address and a length do not make a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// The length is longer than the family has bits.
    #[error("length {length} is longer than {longest} bits")]
    LengthOverflow {
        /// The length asked for.
        length: u8,
        /// The family's longest.
        longest: u8,
    },
    /// The address is not the network's first.
    #[error("host bits are set; the network is {network}")]
    HostBits {
        /// The prefix without them.
        network: Prefix,
    },
}

/// Why a text is not a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePrefixError {
    /// There is no slash.
    #[error("no prefix length; write address/length, such as 198.18.1.0/24")]
    NoLength,
    /// What stands before the slash is no address.
    #[error("not an IP address before the slash")]
    Address,
    /// What stands behind the slash is no number.
    #[error("not a prefix length behind the slash")]
    Length,
    /// The parts are well written but make no prefix.
    #[error(transparent)]
    Prefix(#[from] PrefixError),
}
