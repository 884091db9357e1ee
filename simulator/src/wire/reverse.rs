//! Reverse zones: `2.0.192.in-addr.arpa` (RFC 1035, section 3.5) and
//! `8.b.d.0.1.0.0.2.ip6.arpa` (RFC 3596, section 2.5).
//!
//! A registry delegates on the borders of octets and nibbles, so that a /22 has
//! four zones. Absent: delegations of less than a /24 (RFC 2317).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::prefix::Prefix;
use ipnet::IpNet;

#[cfg(test)]
mod tests;

/// A reverse zone, by the addresses it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone(Prefix);

impl Zone {
    /// Reads a name, with or without its last dot, in any case.
    pub(super) fn read(name: &str) -> Option<Self> {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        if let Some(octets) = name.strip_suffix(".in-addr.arpa") {
            let mut address = [0_u8; 4];
            let length = fill(octets, &mut address, |label| {
                let plain = label == "0" || !label.starts_with('0');
                let digits = label.bytes().all(|byte| byte.is_ascii_digit());
                label.parse().ok().filter(|_| plain && digits)
            })?;
            return Self::new(Ipv4Addr::from(address).into(), length * 8);
        }
        let nibbles = name.strip_suffix(".ip6.arpa")?;
        let mut address = [0_u8; 32];
        let length = fill(nibbles, &mut address, |label| {
            let nibble = u8::from_str_radix(label, 16).ok();
            nibble.filter(|_| label.len() == 1)
        })?;
        let bits = address
            .iter()
            .fold(0_u128, |bits, nibble| bits << 4 | u128::from(*nibble));
        Self::new(Ipv6Addr::from(bits).into(), length * 4)
    }

    fn new(address: IpAddr, length: u8) -> Option<Self> {
        Prefix::new(address, length).ok().map(Self)
    }

    /// What it names.
    pub(super) const fn prefix(self) -> Prefix {
        self.0
    }

    /// The zone that a registry has delegated around addresses, where it has
    /// delegated the zones of a network.
    pub(super) fn around(addresses: Prefix, network: Prefix) -> Option<Self> {
        let length = border(network)?;
        if !network.covers(addresses) || addresses.length() < length {
            return None;
        }
        let around = IpNet::new(addresses.first(), length).ok()?;
        Self::new(around.network(), length)
    }

    /// The zones that a registry delegates of a network.
    pub(super) fn all_of(network: Prefix) -> impl Iterator<Item = Self> {
        let length = border(network);
        let subnets = length.and_then(|length| IpNet::from(network).subnets(length).ok());
        subnets
            .into_iter()
            .flatten()
            .filter_map(|net| Self::new(net.network(), net.prefix_len()))
    }
}

/// The length of a network's zones; none where they would be less than a /24.
fn border(network: Prefix) -> Option<u8> {
    if !network.is_ipv4() {
        return Some(network.length().next_multiple_of(4));
    }
    let length = network.length().next_multiple_of(8);
    (length <= 24).then_some(length)
}

/// Fills in labels from the last to the first; how many there were.
fn fill(text: &str, into: &mut [u8], read: impl Fn(&str) -> Option<u8>) -> Option<u8> {
    let mut places = into.iter_mut();
    let mut count = 0;
    for label in text.rsplit('.') {
        *places.next()? = read(label)?;
        count += 1;
    }
    Some(count)
}

/// The name without its last dot.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = usize::from(self.0.length());
        match self.0.first() {
            IpAddr::V4(address) => {
                let octets = address.octets();
                for octet in octets.iter().take(length / 8).rev() {
                    write!(f, "{octet}.")?;
                }
                f.write_str("in-addr.arpa")
            }
            IpAddr::V6(address) => {
                let octets = address.octets();
                let nibbles = octets.iter().flat_map(|octet| [octet >> 4, octet & 0xf]);
                let nibbles: Vec<u8> = nibbles.take(length / 4).collect();
                for nibble in nibbles.iter().rev() {
                    write!(f, "{nibble:x}.")?;
                }
                f.write_str("ip6.arpa")
            }
        }
    }
}
