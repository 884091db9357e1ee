//! `looking-glass`: who originates a prefix now, as the collectors' peers see it
//! <https://stat.ripe.net/docs/data_api#looking-glass>.
//!
//! A prefix is looked up exactly; an address resolves to the most specific prefix
//! that is seen. Everybody sees the same in this world, except that of several
//! origins of one prefix each peer has chosen one, always the same one.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::Serialize;

use super::collectors::{self, COLLECTORS};
use super::envelope::{Call, time};
use super::{RipestatError, required};
use crate::wire::http::Query;
use crate::world::World;

pub(super) const CALL: Call = Call {
    name: "looking-glass",
    version: "2.1",
};

/// How far back the real service looks by default, in seconds.
const LOOK_BACK_LIMIT: u32 = 86_400;

#[derive(Serialize)]
pub(super) struct LookingGlass {
    rrcs: Vec<Rrc>,
    query_time: String,
    latest_time: String,
    parameters: Parameters,
}

#[derive(Serialize)]
struct Parameters {
    resource: String,
    look_back_limit: u32,
    cache: Option<bool>,
}

#[derive(Serialize)]
struct Rrc {
    rrc: &'static str,
    location: &'static str,
    scope: &'static str,
    peers: Vec<Peer>,
}

#[derive(Serialize)]
struct Peer {
    asn_origin: String,
    as_path: String,
    community: &'static str,
    #[serde(rename = "largeCommunity")]
    large_community: &'static str,
    #[serde(rename = "extendedCommunity")]
    extended_community: &'static str,
    last_updated: String,
    prefix: Prefix,
    peer: IpAddr,
    origin: &'static str,
    next_hop: IpAddr,
    latest_time: String,
    community_info: CommunityInfo,
}

/// Empty, as no route here bears a community.
#[derive(Serialize)]
struct CommunityInfo {}

/// Looks up the prefix or address `resource`.
pub(super) fn look(query: &Query<'_>, world: &World) -> Result<LookingGlass, RipestatError> {
    let resource = required(query, "resource")?;
    let prefix = match resource.parse::<IpAddr>() {
        Ok(address) => world.internet().most_specific(address),
        Err(_) => Some(
            resource
                .parse()
                .map_err(|error| RipestatError::invalid("resource", resource, error))?,
        ),
    };
    let now = world.now();
    let shown = prefix.map_or_else(|| resource.to_owned(), |prefix| prefix.to_string());
    Ok(LookingGlass {
        rrcs: prefix.map_or_else(Vec::new, |prefix| collect(world, prefix)),
        query_time: time(now),
        latest_time: time(now),
        parameters: Parameters {
            resource: shown,
            look_back_limit: LOOK_BACK_LIMIT,
            cache: None,
        },
    })
}

/// What the collectors have of a prefix: nothing, if nobody originates it.
fn collect(world: &World, prefix: Prefix) -> Vec<Rrc> {
    let origins: Vec<(Asn, Timestamp)> = world
        .internet()
        .seen(prefix)
        .map(|(route, announcement)| (route.origin, announcement.since))
        .collect();
    if origins.is_empty() {
        return Vec::new();
    }
    let mut choices = origins.iter().cycle();
    COLLECTORS
        .iter()
        .map(|collector| Rrc {
            rrc: collector.name,
            location: collector.location,
            scope: collector.scope,
            peers: collector
                .peers
                .iter()
                .zip(choices.by_ref())
                .map(|(peer, (origin, since))| see(peer, prefix, *origin, *since, world.now()))
                .collect(),
        })
        .collect()
}

fn see(
    peer: &collectors::Peer,
    prefix: Prefix,
    origin: Asn,
    since: Timestamp,
    now: Timestamp,
) -> Peer {
    let path = peer.path.iter().copied().chain([origin.number()]);
    let path: Vec<String> = path.map(|asn| asn.to_string()).collect();
    let address = peer.address(prefix.is_ipv4());
    Peer {
        asn_origin: origin.number().to_string(),
        as_path: path.join(" "),
        community: "",
        large_community: "",
        extended_community: "",
        last_updated: time(since),
        prefix,
        peer: address,
        origin: "IGP",
        next_hop: address,
        latest_time: time(now),
        community_info: CommunityInfo {},
    }
}
