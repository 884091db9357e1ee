//! How a range, a route and its announcements stood at every moment of an
//! interval: what a rule about order is checked against, such as "never
//! advertised while the route was not valid".
//!
//! Nothing is kept for this: the world is followed from its beginning along its
//! log, so an interval can be asked about when it is over.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;
use byoip_vocabulary::validity::RouteState;
use jiff::Timestamp;

use super::continuity::Span;
use super::{Genesis, World};

#[cfg(test)]
mod tests;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The first moment.
    pub from: Timestamp,
    /// The last moment.
    pub to: Timestamp,
    /// The range whose state is asked for.
    pub range: Option<Prefix>,
    /// The route whose validity is asked for, as a validator sees it.
    pub route: Option<(Prefix, Asn, String)>,
    /// The prefix whose announcements are asked for.
    pub announced: Option<Prefix>,
}

/// How things stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The range's state; none while nobody has brought it, or where it is not
    /// asked for.
    pub state: Option<ByoipCidrState>,
    /// The route's.
    pub validity: Option<RouteState>,
    /// Who announces exactly this prefix, each once, in order.
    pub origins: Vec<Asn>,
}

/// The interval as stretches in which nothing changed. They are without a gap;
/// what was over within one instant is not among them, unless it is the end.
pub fn history(world: &World, genesis: &Genesis, question: &Question) -> Vec<Span<Standing>> {
    let mut past = genesis.clone().begin();
    let mut seen: Vec<(Timestamp, Standing)> = Vec::new();
    let look = |past: &World, at: Timestamp, seen: &mut Vec<(Timestamp, Standing)>| {
        let standing = look(past, question);
        let at = at.max(question.from);
        match seen.last_mut() {
            Some((since, last)) if *since == at => *last = standing,
            Some((_, last)) if *last == standing => {}
            Some(_) | None => seen.push((at, standing)),
        }
    };
    look(&past, question.from, &mut seen);
    for entry in world.log().after(0) {
        if entry.at > question.to {
            break;
        }
        past.follow(entry);
        look(&past, entry.at, &mut seen);
    }
    // What came back within an instant left two equal neighbours.
    seen.dedup_by(|later, earlier| later.1 == earlier.1);
    let ends: Vec<Timestamp> = seen.iter().skip(1).map(|(at, _)| *at).collect();
    seen.into_iter()
        .zip(ends.into_iter().chain([question.to]))
        .map(|((from, what), to)| Span { from, to, what })
        .collect()
}

fn look(world: &World, question: &Question) -> Standing {
    let state = question.range.and_then(|range| {
        let mut all = world.ranges().all();
        let found = all.find(|(key, _)| key.cidr == range);
        found.map(|(_, range)| range.state())
    });
    let validity = question
        .route
        .as_ref()
        .map(|(prefix, origin, validator)| world.rpki().seen_by(validator).state(*prefix, *origin));
    let mut origins: Vec<Asn> = world
        .internet()
        .routes()
        .filter(|(route, it)| it.announced && Some(route.prefix) == question.announced)
        .map(|(route, _)| route.origin)
        .collect();
    origins.dedup();
    Standing {
        state,
        validity,
        origins,
    }
}
