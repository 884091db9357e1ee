//! The Border Gateway Protocol, a speaker's half that tells and does not listen:
//! RFC 4271, with IPv6 (RFC 4760), four-octet AS numbers (RFC 6793), route refresh
//! (RFC 2918) and the marker at a table's end (RFC 4724, section 2).
//!
//! The speaker is a route collector, and tells a router the best that it has: of
//! its peers' paths for a prefix the shortest, and among those the peer's with the
//! lowest address. To a router of another AS it puts its own number in front, as
//! every speaker does (RFC 4271, section 5.1.2): many routers take nothing else
//! from a neighbour. To one of its own AS it does not, so that the path is the
//! looking glass's. The next hop is the peer.
//!
//! [`message`] reads what a router sends, [`update`] writes what it is told, and
//! [`told`] is what it has been told. Whatever a router announces is looked at for
//! its form and forgotten. Other families, add-path, graceful restart and extended
//! messages are not here.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::ris::collector::{Collector, RIS};
use crate::world::World;

pub(crate) mod attributes;
pub(crate) mod message;
pub(crate) mod notification;
pub(crate) mod open;
#[cfg(test)]
mod tests;
pub(crate) mod told;
pub(crate) mod update;

use attributes::Numbers;
use open::Open;

/// What precedes a message's length.
const MARKER: [u8; 16] = [0xFF; 16];
/// How many bytes a message's header has.
const HEADER: usize = 19;
/// How many bytes a message has at most.
const MESSAGE_MAX: usize = 4096;

/// The kinds of messages.
mod kind {
    pub(super) const OPEN: u8 = 1;
    pub(super) const UPDATE: u8 = 2;
    pub(super) const NOTIFICATION: u8 = 3;
    pub(super) const KEEPALIVE: u8 = 4;
    pub(super) const ROUTE_REFRESH: u8 = 5;
}

/// Which addresses a route is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    Ipv4,
    Ipv6,
}

impl Family {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Ipv4, Self::Ipv6];

    /// The family of a prefix.
    pub(crate) fn of(prefix: Prefix) -> Self {
        if prefix.is_ipv4() {
            Self::Ipv4
        } else {
            Self::Ipv6
        }
    }

    /// Its number of IANA's, and that of unicast behind it.
    const fn numbers(self) -> (u16, u8) {
        match self {
            Self::Ipv4 => (1, 1),
            Self::Ipv6 => (2, 1),
        }
    }

    fn new(family: u16, part: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|it| it.numbers() == (family, part))
    }
}

/// A way to a prefix, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    /// The AS path: the neighbour's number first and the origin's last.
    pub(crate) path: Vec<Asn>,
    /// Where packets go next.
    pub(crate) next_hop: IpAddr,
}

/// The best that a collector had of a prefix at a moment.
pub(crate) fn best(
    world: &World,
    collector: &Collector,
    prefix: Prefix,
    at: Timestamp,
) -> Option<Way> {
    let routing = world.routing_at(prefix, at);
    let ways = collector.peers.iter().filter_map(|peer| {
        let path = peer.shown(routing.path(peer.node)?);
        let next_hop = peer.address(prefix.is_ipv4());
        Some(Way { path, next_hop })
    });
    ways.min_by_key(|way| (way.path.len(), way.next_hop))
}

/// What two speakers agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    /// How the router reads AS numbers.
    numbers: Numbers,
    /// Whether both are of one AS.
    is_internal: bool,
    /// What it wants to hear of.
    families: Vec<Family>,
    /// After how many seconds of silence either takes the other for gone; none
    /// where neither ever does.
    pub(crate) hold_time: Option<u16>,
}

/// What prefers nothing to nothing else: a router of the same AS wants to be told
/// (RFC 4271, section 5.1.5).
const LOCAL_PREFERENCE: u32 = 100;

impl Terms {
    /// What a collector's speaker has in common with a router.
    pub(crate) fn with(router: &Open) -> Self {
        let numbers = if router.has_four_octets {
            Numbers::FourOctets
        } else {
            Numbers::TwoOctets
        };
        Self {
            numbers,
            is_internal: router.asn == RIS,
            families: router.families.clone(),
            hold_time: Some(router.hold_time.min(Open::HOLD_TIME)).filter(|time| *time > 0),
        }
    }

    /// Whether the router wants to hear of a family.
    pub(crate) fn has(&self, family: Family) -> bool {
        self.families.contains(&family)
    }

    /// What it wants to hear of.
    pub(crate) fn families(&self) -> &[Family] {
        &self.families
    }

    /// A way's attributes but for a next hop of IPv6, as this router gets them.
    fn attributes(&self, way: &Way) -> Vec<u8> {
        if self.is_internal {
            return attributes::of(way, self.numbers, Some(LOCAL_PREFERENCE));
        }
        let mut told = way.clone();
        told.path.insert(0, RIS);
        attributes::of(&told, self.numbers, None)
    }
}

/// A whole message.
fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(HEADER + body.len()).unwrap_or(u16::MAX);
    [&MARKER[..], &length.to_be_bytes(), &[kind], body].concat()
}
