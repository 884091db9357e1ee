//! `bgp-state`: every route that the collectors' peers had at a moment
//! <https://stat.ripe.net/docs/data_api#bgp-state>.
//!
//! The moment is not that of a dump: updates are applied to the dump before it.
//! Of an AS these are the routes that it originates, of a prefix its own and
//! those of what is more specific, of an address those of whatever contains it;
//! all three are inferred, as are the places of `nr_routes` and `query_time`.

use std::collections::BTreeSet;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::calendar::{Calendar, moment};
use super::envelope::{Call, Found, time};
use super::resource::Resource;
use super::table::{self, Table};
use super::{RipestatError, required};
use crate::wire::http::Query;
use crate::world::World;

pub(super) const CALL: Call = Call {
    name: "bgp-state",
    version: "1.2",
};

#[derive(Serialize)]
pub(super) struct State {
    resource: String,
    timestamp: Value,
    bgp_state: Vec<Route>,
    nr_routes: usize,
    query_time: Value,
}

#[derive(Serialize)]
struct Route {
    target_prefix: Prefix,
    source_id: String,
    path: Vec<u32>,
    /// Empty, as no route here bears one.
    community: [&'static str; 0],
}

/// Looks up every resource of the list `resource`.
pub(super) fn look(
    query: &Query<'_>,
    world: &World,
    calendar: Calendar,
) -> Result<Found<State>, RipestatError> {
    let resources = required(query, "resource")?;
    let resources: Vec<Resource> = resources
        .split(',')
        .map(Resource::parse)
        .collect::<Result<_, _>>()?;
    let rrcs = rrcs(query)?;
    let unix = unix_timestamps(query)?;
    let asked = moment(query, "timestamp")?;
    let (at, warning) = calendar.within(asked, calendar.newest);
    let asns: BTreeSet<Asn> = resources.iter().filter_map(asn).collect();
    let in_scope = |prefix: Prefix| resources.iter().any(|it| holds(*it, prefix));
    let internet = world.internet();
    let mut prefixes: BTreeSet<Prefix> = internet
        .prefixes()
        .into_iter()
        .filter(|it| in_scope(*it))
        .collect();
    for asn in &asns {
        prefixes.extend(table::candidates(world, *asn, calendar.earliest));
    }
    let table = Table::at(world, at, prefixes.iter().copied());
    let routes = prefixes.iter().flat_map(|prefix| {
        let routes = table.paths(*prefix);
        routes.filter_map(|(peer, path)| {
            let is_listed = rrcs.is_empty() || rrcs.contains(peer.rrc.number());
            let is_asked = in_scope(*prefix) || asns.contains(path.last()?);
            (is_listed && is_asked).then(|| Route {
                target_prefix: *prefix,
                source_id: format!("{}-{}", peer.rrc.number(), peer.address(prefix.is_ipv4())),
                path: path.iter().map(|asn| asn.number()).collect(),
                community: [],
            })
        })
    });
    let routes: Vec<Route> = routes.collect();
    let resources: Vec<String> = resources.iter().map(ToString::to_string).collect();
    Ok(Found {
        messages: warning.into_iter().collect(),
        data: State {
            resource: resources.join(","),
            timestamp: written(at, unix),
            nr_routes: routes.len(),
            bgp_state: routes,
            query_time: written(at, unix),
        },
    })
}

const fn asn(resource: &Resource) -> Option<Asn> {
    match resource {
        Resource::Asn(asn) => Some(*asn),
        Resource::Prefix(_) | Resource::Address(_) => None,
    }
}

/// Whether a prefix is what is asked for, whoever originates it.
fn holds(resource: Resource, prefix: Prefix) -> bool {
    match resource {
        Resource::Asn(_) => false,
        Resource::Prefix(asked) => asked.covers(prefix),
        Resource::Address(address) => prefix.contains(address),
    }
}

/// The collectors to list, by their numbers as ids have them; none for all.
/// One that is not there has no routes.
fn rrcs(query: &Query<'_>) -> Result<BTreeSet<String>, RipestatError> {
    let Some(list) = query.get("rrcs").filter(|list| !list.is_empty()) else {
        return Ok(BTreeSet::new());
    };
    let number = |text: &str| {
        let number = text.trim().parse::<u8>();
        let why = "write numbers of collectors, such as 4 or 0,4,12";
        number
            .map(|number| format!("{number:02}"))
            .map_err(|_| RipestatError::invalid("rrcs", list, why))
    };
    list.split(',').map(number).collect()
}

fn unix_timestamps(query: &Query<'_>) -> Result<bool, RipestatError> {
    let text = query.get("unix_timestamps").unwrap_or("FALSE");
    match text.to_ascii_uppercase().as_str() {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => Err(RipestatError::invalid(
            "unix_timestamps",
            text,
            "write TRUE or FALSE",
        )),
    }
}

fn written(moment: Timestamp, unix: bool) -> Value {
    if unix {
        moment.as_second().into()
    } else {
        time(moment).into()
    }
}
