//! `looking-glass`: who originates a prefix now, as the collectors' peers see it
//! <https://stat.ripe.net/docs/data_api#looking-glass>.
//!
//! A prefix is looked up exactly; an address resolves to the most specific prefix
//! that is seen. A peer that has no route for it is not in the list.

use std::cmp::Reverse;
use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use serde::Serialize;

use super::envelope::{Call, time};
use super::{RipestatError, required};
use crate::wire::http::Query;
use crate::wire::ris::Peer;
use crate::world::World;

pub(super) const CALL: Call = Call {
    name: "looking-glass",
    version: "2.1",
};

/// How far back the real service looks by default, in seconds.
const LOOK_BACK_LIMIT: u32 = 86_400;

#[derive(Serialize)]
pub(super) struct LookingGlass {
    rrcs: Vec<Collector>,
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
struct Collector {
    rrc: &'static str,
    location: &'static str,
    scope: &'static str,
    peers: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
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
        Ok(address) => most_specific(world, address),
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

/// The most specific prefix that anybody shows a collector for an address.
fn most_specific(world: &World, address: IpAddr) -> Option<Prefix> {
    let internet = world.internet();
    let routes = internet.routes().map(|(route, _)| route.prefix);
    let mut prefixes: Vec<Prefix> = routes.filter(|it| it.contains(address)).collect();
    prefixes.sort_unstable_by_key(|prefix| Reverse(prefix.length()));
    let peers = Peer::all(internet.graph());
    prefixes.into_iter().find(|prefix| {
        let routing = world.routing(*prefix);
        peers.iter().any(|peer| routing.path(peer.node).is_some())
    })
}

/// What the collectors have of a prefix: those to which nobody shows it are not
/// in the list.
fn collect(world: &World, prefix: Prefix) -> Vec<Collector> {
    let routing = world.routing(prefix);
    let shown = |peer: &Peer| {
        let path = peer.shown(routing.path(peer.node)?);
        let origin = path.last()?.number();
        let path: Vec<String> = path.iter().map(|asn| asn.number().to_string()).collect();
        let since = routing.since(peer.node)?;
        let address = peer.address(prefix.is_ipv4());
        Some(Entry {
            asn_origin: origin.to_string(),
            as_path: path.join(" "),
            community: "",
            large_community: "",
            extended_community: "",
            last_updated: time(since),
            prefix,
            peer: address,
            origin: "IGP",
            next_hop: address,
            latest_time: time(world.now()),
            community_info: CommunityInfo {},
        })
    };
    let peers = Peer::all(world.internet().graph());
    let collectors = peers.chunk_by(|one, next| one.rrc == next.rrc);
    let shown = collectors.filter_map(|peers| {
        let rrc = peers.first()?.rrc;
        let peers: Vec<Entry> = peers.iter().filter_map(shown).collect();
        (!peers.is_empty()).then_some(Collector {
            rrc: rrc.name,
            location: rrc.location,
            scope: rrc.scope,
            peers,
        })
    });
    shown.collect()
}
