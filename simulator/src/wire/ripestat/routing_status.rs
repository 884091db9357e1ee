//! `routing-status`: how a prefix, an address or an AS stood in the last dump
//! <https://stat.ripe.net/docs/data_api#routing-status>.
//!
//! An address is looked up by the most specific prefix that enough peers see.
//! `first_seen` and `last_seen` look at every dump from the world's first up to
//! the one asked for, and are empty for what was in none, as the documentation
//! has it. An AS's neighbours are those next to it on the paths of what it
//! originates. Absent: neighbours whose routes it only carries, and route
//! objects of registries other than those that the world has.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::Serialize;

use super::calendar::{Calendar, dump_before, moment};
use super::envelope::{Call, Found, low_visibility, time};
use super::resource::Resource;
use super::table::{Table, candidates, for_each_dump};
use super::{RipestatError, min_peers_seeing, required};
use crate::wire::http::Query;
use crate::world::World;
use crate::world::irr;

pub(super) const CALL: Call = Call {
    name: "routing-status",
    version: "3.4",
};

#[derive(Serialize)]
pub(super) struct Status {
    first_seen: Sighting,
    last_seen: Sighting,
    visibility: Families<Visibility>,
    #[serde(flatten)]
    kind: Kind,
    resource: String,
    query_time: String,
}

/// When a resource was seen, as which route.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Sighting {
    Seen {
        prefix: Prefix,
        origin: String,
        time: String,
    },
    Never {},
}

#[derive(Serialize)]
struct Families<T, U = T> {
    v4: T,
    v6: U,
}

#[derive(Serialize)]
struct Visibility {
    ris_peers_seeing: usize,
    total_ris_peers: usize,
}

/// What is told of a prefix alone, and of an AS alone.
#[derive(Serialize)]
#[serde(untagged)]
enum Kind {
    Prefix {
        origins: Vec<Origin>,
        less_specifics: Vec<Route>,
        more_specifics: Vec<Route>,
    },
    Asn {
        announced_space: Families<Space, SpaceV6>,
        observed_neighbours: usize,
    },
}

#[derive(Serialize)]
struct Origin {
    origin: u32,
    route_objects: BTreeSet<String>,
}

#[derive(Serialize)]
struct Route {
    prefix: Prefix,
    origin: u32,
}

#[derive(Default, Serialize)]
struct Space {
    prefixes: usize,
    ips: u128,
}

#[derive(Default, Serialize)]
struct SpaceV6 {
    prefixes: usize,
    #[serde(rename = "48s")]
    nets: u128,
}

/// Looks up the prefix, address or AS `resource`.
pub(super) fn look(
    query: &Query<'_>,
    world: &World,
    calendar: Calendar,
) -> Result<Found<Status>, RipestatError> {
    let resource = Resource::parse(required(query, "resource")?)?;
    let least = min_peers_seeing(query)?;
    let asked = moment(query, "timestamp")?.map(dump_before);
    let (at, warning) = calendar.within(asked, calendar.latest_dump());
    let (prefix, asn) = match resource {
        Resource::Asn(asn) => (None, Some(asn)),
        Resource::Prefix(prefix) => (Some(prefix), None),
        Resource::Address(address) => (most_specific(world, at, address, least), None),
    };
    let own = match asn {
        Some(asn) => candidates(world, asn, calendar.earliest),
        None => prefix.into_iter().collect(),
    };
    let (first_seen, last_seen) = sightings(world, (calendar.earliest, at), &own, asn, least);
    let table = Table::at(world, at, own);
    let kind = match asn {
        Some(asn) => of_asn(&table, asn, least),
        None => of_prefix(world, at, prefix, least),
    };
    let mut messages = vec![low_visibility(least)];
    messages.extend(warning);
    Ok(Found {
        messages,
        data: Status {
            first_seen,
            last_seen,
            visibility: Families {
                v4: visibility(&table, asn, true),
                v6: visibility(&table, asn, false),
            },
            kind,
            resource: resource.to_string(),
            query_time: time(at),
        },
    })
}

fn most_specific(world: &World, at: Timestamp, address: IpAddr, least: usize) -> Option<Prefix> {
    let all = world.internet().prefixes();
    let table = Table::at(world, at, all.into_iter().filter(|it| it.contains(address)));
    let seen = table
        .prefixes()
        .filter(|it| !table.origins(*it, least).is_empty());
    seen.max_by_key(|prefix| prefix.length())
}

/// The first and the last dump of an interval that has any of the prefixes, from
/// one AS where that is asked for.
fn sightings(
    world: &World,
    interval: (Timestamp, Timestamp),
    prefixes: &BTreeSet<Prefix>,
    asn: Option<Asn>,
    least: usize,
) -> (Sighting, Sighting) {
    let is_of = |origin: &Asn| asn.is_none_or(|asn| asn == *origin);
    let mut first = None;
    let mut last = None;
    for_each_dump(world, prefixes, interval, |dump, table| {
        let seen = prefixes.iter().find_map(|prefix| {
            let origins = table.origins(*prefix, least);
            let origins = origins.into_iter().filter(|(origin, _)| is_of(origin));
            let (origin, _) = origins.max_by_key(|(_, seeing)| *seeing)?;
            Some(Sighting::Seen {
                prefix: *prefix,
                origin: origin.number().to_string(),
                time: time(dump),
            })
        });
        if let Some(seen) = seen {
            first.get_or_insert_with(|| seen.clone());
            last = Some(seen);
        }
    });
    let [first, last] = [first, last].map(|seen| seen.unwrap_or(Sighting::Never {}));
    (first, last)
}

/// How many peers see any of what is asked for, in a family.
fn visibility(table: &Table, asn: Option<Asn>, is_ipv4: bool) -> Visibility {
    let prefixes = table.prefixes().filter(|it| it.is_ipv4() == is_ipv4);
    let seen = prefixes.flat_map(|prefix| table.paths(prefix));
    let seen = seen.filter(|(_, path)| asn.is_none_or(|asn| path.last() == Some(&asn)));
    let peers: BTreeSet<IpAddr> = seen.map(|(peer, _)| peer.address(is_ipv4)).collect();
    Visibility {
        ris_peers_seeing: peers.len(),
        total_ris_peers: table.peers(),
    }
}

fn of_prefix(world: &World, at: Timestamp, prefix: Option<Prefix>, least: usize) -> Kind {
    let overlaps = |other: &Prefix| prefix.is_some_and(|prefix| prefix.overlaps(*other));
    let near = world.internet().prefixes();
    let table = Table::at(world, at, near.into_iter().filter(overlaps));
    let objects = route_objects(world);
    let mut origins = Vec::new();
    let mut less_specifics = Vec::new();
    let mut more_specifics = Vec::new();
    for other in table.prefixes() {
        for asn in table.origins(other, least).into_keys() {
            let origin = asn.number();
            let route = Route {
                prefix: other,
                origin,
            };
            if Some(other) == prefix {
                let route_objects = objects.get(&(other, asn)).cloned().unwrap_or_default();
                origins.push(Origin {
                    origin,
                    route_objects,
                });
            } else if prefix.is_some_and(|prefix| other.covers(prefix)) {
                less_specifics.push(route);
            } else {
                more_specifics.push(route);
            }
        }
    }
    Kind::Prefix {
        origins,
        less_specifics,
        more_specifics,
    }
}

/// The registries that have an object for a route.
fn route_objects(world: &World) -> BTreeMap<(Prefix, Asn), BTreeSet<String>> {
    let mut objects: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for entry in world.rpki().with_route_object(world.now()) {
        let route = (entry.roa.prefix(), entry.roa.asn());
        let source = entry.member.registry.to_string();
        objects.entry(route).or_default().insert(source);
    }
    for (route, _) in world.irr().objects() {
        let route = (route.prefix, route.origin);
        let sources = objects.entry(route).or_default();
        sources.insert(irr::SOURCE.to_owned());
    }
    objects
}

fn of_asn(table: &Table, asn: Asn, least: usize) -> Kind {
    let announced = table
        .prefixes()
        .filter(|it| table.origins(*it, least).contains_key(&asn));
    let announced: Vec<Prefix> = announced.collect();
    let of = |is_ipv4: bool| {
        let own = announced.iter().filter(move |it| it.is_ipv4() == is_ipv4);
        own.copied().collect::<Vec<Prefix>>()
    };
    let (v4, v6) = (of(true), of(false));
    let mut neighbours = BTreeSet::new();
    for (_, path) in announced.iter().flat_map(|prefix| table.paths(*prefix)) {
        if let [.., neighbour, origin] = path
            && *origin == asn
        {
            neighbours.insert(*neighbour);
        }
    }
    Kind::Asn {
        announced_space: Families {
            v4: Space {
                prefixes: v4.len(),
                ips: together(&v4, 32),
            },
            v6: SpaceV6 {
                prefixes: v6.len(),
                nets: together(&v6, 48),
            },
        },
        observed_neighbours: neighbours.len(),
    }
}

/// How many networks of a length there are in prefixes, those that lie in one
/// another counted once; what is smaller than one is none.
fn together(prefixes: &[Prefix], length: u8) -> u128 {
    let is_inside = |one: Prefix| prefixes.iter().any(|it| *it != one && it.covers(one));
    let outer = prefixes.iter().filter(|it| !is_inside(**it));
    let nets = outer.map(|it| {
        let bits = length.checked_sub(it.length());
        bits.map_or(0, |bits| {
            1_u128.checked_shl(bits.into()).unwrap_or(u128::MAX)
        })
    });
    nets.fold(0, u128::saturating_add)
}
