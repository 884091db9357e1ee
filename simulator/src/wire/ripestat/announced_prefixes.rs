//! `announced-prefixes`: what an AS originated, and from when to when
//! <https://stat.ripe.net/docs/data_api#announced-prefixes>.
//!
//! It knows of dumps alone: what comes and goes between two of them it never
//! sees, and what is announced now it shows in the next. A period goes from the
//! first dump with the prefix to the last, as in recorded answers. The window
//! is two weeks back from the latest dump, as far as there is data.

use std::collections::BTreeMap;

use byoip_vocabulary::prefix::Prefix;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::calendar::{Calendar, moment};
use super::envelope::{Call, Found, low_visibility, time};
use super::resource::Resource;
use super::table::{candidates, for_each_dump};
use super::{RipestatError, min_peers_seeing, required};
use crate::wire::http::Query;
use crate::world::World;

pub(super) const CALL: Call = Call {
    name: "announced-prefixes",
    version: "1.2",
};

/// How far back it looks unless told.
const WINDOW: SignedDuration = SignedDuration::from_hours(14 * 24);

#[derive(Serialize)]
pub(super) struct Announced {
    prefixes: Vec<Timelines>,
    query_starttime: String,
    query_endtime: String,
    resource: String,
    latest_time: String,
    earliest_time: String,
}

#[derive(Serialize)]
struct Timelines {
    prefix: Prefix,
    timelines: Vec<Timeline>,
}

#[derive(Serialize)]
struct Timeline {
    starttime: String,
    endtime: String,
}

/// Looks up the AS `resource`.
pub(super) fn look(
    query: &Query<'_>,
    world: &World,
    calendar: Calendar,
) -> Result<Found<Announced>, RipestatError> {
    let resource = required(query, "resource")?;
    let resource = Resource::parse(resource)?;
    let Resource::Asn(asn) = resource else {
        let why = "this data call takes an AS number, such as AS64500";
        return Err(RipestatError::invalid(
            "resource",
            &resource.to_string(),
            why,
        ));
    };
    let least = min_peers_seeing(query)?;
    let latest = calendar.latest_dump();
    let (end, late) = calendar.within(moment(query, "endtime")?, latest);
    let (start, early) = match moment(query, "starttime")? {
        None => ((end - WINDOW).max(calendar.earliest), None),
        asked => calendar.within(asked, end),
    };
    let mut seen: BTreeMap<Prefix, Vec<(Timestamp, Timestamp)>> = BTreeMap::new();
    let mut before = None;
    let prefixes = candidates(world, asn, calendar.earliest);
    for_each_dump(world, &prefixes, (start, end), |dump, table| {
        for prefix in table.prefixes() {
            if !table.origins(prefix, least).contains_key(&asn) {
                continue;
            }
            let periods = seen.entry(prefix).or_default();
            match periods.last_mut() {
                Some((_, last)) if Some(*last) == before => *last = dump,
                Some(_) | None => periods.push((dump, dump)),
            }
        }
        before = Some(dump);
    });
    let mut messages = vec![low_visibility(least)];
    messages.extend(early.into_iter().chain(late));
    Ok(Found {
        messages,
        data: Announced {
            prefixes: seen.into_iter().map(timelines).collect(),
            query_starttime: time(start),
            query_endtime: time(end),
            resource: resource.to_string(),
            latest_time: time(latest),
            earliest_time: time(calendar.earliest),
        },
    })
}

fn timelines((prefix, periods): (Prefix, Vec<(Timestamp, Timestamp)>)) -> Timelines {
    let timelines = periods.into_iter().map(|(start, end)| Timeline {
        starttime: time(start),
        endtime: time(end),
    });
    Timelines {
        prefix,
        timelines: timelines.collect(),
    }
}
