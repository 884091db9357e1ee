//! An update as RIS Live sends it.
//!
//! As recorded in August and September 2026: `host` is the collector's full
//! name, `origin` is written large, lists that are empty are there, a withdrawal
//! has no `origin`, an IPv6 prefix has all its groups (seen in withdrawals;
//! inferred for announcements), and an id is the peer's address, the time in
//! milliseconds and a count, both in hexadecimal.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::Serialize;

use crate::wire::bgp::update::heard_by;
use crate::wire::ris::Peer;

/// What a peer told its collector of a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Update {
    pub(super) at: Timestamp,
    pub(super) peer: Peer,
    /// Which it is of those at the same millisecond.
    pub(super) number: usize,
    pub(super) prefix: Prefix,
    /// The AS path, the peer's own number first; none for a withdrawal.
    pub(super) path: Option<Vec<Asn>>,
}

#[derive(Serialize)]
struct Message {
    r#type: &'static str,
    data: Data,
}

#[derive(Serialize)]
struct Data {
    timestamp: f64,
    peer: IpAddr,
    peer_asn: String,
    id: String,
    host: String,
    r#type: &'static str,
    path: Vec<u32>,
    /// Empty, as no route here bears one.
    community: [[u32; 2]; 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'static str>,
    announcements: Vec<Announcement>,
    withdrawals: Vec<String>,
    /// The BGP message in hexadecimal, for who wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

#[derive(Serialize)]
struct Announcement {
    next_hop: IpAddr,
    prefixes: [String; 1],
}

impl Update {
    /// The UPDATE that it came in.
    fn raw(&self) -> String {
        hexadecimal(&heard_by(&self.peer, self.prefix, self.path.clone()))
    }

    /// The address of the session that it came by.
    pub(super) fn address(&self) -> IpAddr {
        self.peer.address(self.prefix.is_ipv4())
    }

    /// The message as JSON, with the BGP message in it where that is wanted.
    pub(super) fn text(&self, include_raw: bool) -> String {
        let address = self.address();
        let announcement = self.path.as_ref().map(|_| Announcement {
            next_hop: address,
            prefixes: [written(self.prefix)],
        });
        let withdrawal = self.path.is_none().then(|| written(self.prefix));
        let path = self.path.iter().flatten().map(|asn| asn.number());
        let millisecond = self.at.as_millisecond();
        let message = Message {
            r#type: "ris_message",
            data: Data {
                timestamp: self.at.as_duration().as_secs_f64(),
                peer: address,
                peer_asn: self.peer.asn.number().to_string(),
                id: format!("{address}-{millisecond:012x}{:04x}", self.number),
                host: format!("rrc{}.ripe.net", self.peer.rrc.number()),
                r#type: "UPDATE",
                path: path.collect(),
                community: [],
                origin: self.path.is_some().then_some("IGP"),
                announcements: announcement.into_iter().collect(),
                withdrawals: withdrawal.into_iter().collect(),
                raw: include_raw.then(|| self.raw()),
            },
        };
        // Made of structs, numbers and texts, none of which fails.
        serde_json::to_string(&message).unwrap_or_default()
    }
}

/// Bytes in hexadecimal, in capitals as the manual's example has them.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn written(prefix: Prefix) -> String {
    match prefix.first() {
        IpAddr::V4(_) => prefix.to_string(),
        IpAddr::V6(address) => {
            let groups = address.segments().map(|group| format!("{group:x}"));
            format!("{}/{}", groups.join(":"), prefix.length())
        }
    }
}
