//! Addresses and AS numbers that no registry gives to anybody, by the lists that
//! RIPE NCC's server is published with (`ipranges.bogons`,
//! `whois.reserved.as.numbers`): a record of them is not active but reserved.
//! Documentation ranges are among them, so that a world of such ranges shows its
//! holdings at this registry as reserved.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

const IPV4: [(Ipv4Addr, u8); 13] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

const IPV6: [(Ipv6Addr, u8); 10] = [
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0), 8),
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64),
    (Ipv6Addr::new(0x2001, 0x2, 0, 0, 0, 0, 0, 0), 48),
    (Ipv6Addr::new(0x2001, 0x10, 0, 0, 0, 0, 0, 0), 28),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3ffe, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8),
];

/// The status of a network (RFC 9083, section 10.2.2).
pub(super) fn of_network(prefix: Prefix) -> &'static str {
    let covers = |address: IpAddr, length: u8| {
        Prefix::new(address, length).is_ok_and(|block| block.covers(prefix))
    };
    let is_reserved = if prefix.is_ipv4() {
        IPV4.iter()
            .any(|(it, length)| covers((*it).into(), *length))
    } else {
        IPV6.iter()
            .any(|(it, length)| covers((*it).into(), *length))
    };
    status(is_reserved)
}

/// The same of an AS number.
pub(super) const fn of_autnum(number: Asn) -> &'static str {
    status(matches!(
        number.number(),
        0 | 64_496..=131_071 | 4_200_000_000..
    ))
}

const fn status(is_reserved: bool) -> &'static str {
    if is_reserved { "reserved" } else { "active" }
}
