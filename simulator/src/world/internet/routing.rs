//! How one prefix is routed since something first happened to it.
//!
//! Two states of one run are kept: as it was after the last input, and run ahead
//! from there until nobody changes their mind. The second says what is at any
//! moment up to the next input, and when routing has settled; an input is put
//! into the first.

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::graph::{Graph, Node};
use super::solve::Injection;
use super::spread::{Input, Spread};
use super::topology::injection;
use super::{Announcement, Route, Source};
use crate::world::assumption::Assumption;
use crate::world::policy::Grade;
use crate::world::rpki::validator::ValidatorName;

/// One prefix's routing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Routing {
    /// As of the last input.
    base: Spread,
    /// The same, run ahead.
    ahead: Spread,
    settles_at: i64,
    /// Who announces each injection, by its number.
    sources: Vec<Source>,
}

impl Routing {
    /// The prefix as it is routed by those who announce it, settled. `judge` says
    /// whether a validator takes a route for invalid.
    pub(super) fn settled(
        graph: &Graph,
        seed: u64,
        sources: &[(Source, Announcement)],
        judge: impl Fn(&str, Route) -> bool,
    ) -> Self {
        let announced = sources.iter().filter(|(_, it)| it.announced);
        let (sources, injections): (Vec<Source>, Vec<Injection>) = announced
            .filter_map(|(source, _)| Some((*source, injection(graph, source)?)))
            .unzip();
        let rejects = |node: Node, number: usize| {
            let route = sources.get(number).map(|source| source.route);
            route.is_some_and(|route| is_rejected(graph, node, route, &judge))
        };
        let base = Spread::settled(graph, seed, injections, rejects);
        Self {
            ahead: base.clone(),
            base,
            settles_at: i64::MIN,
            sources,
        }
    }

    /// Somebody begins to announce the prefix, or stops.
    pub(super) fn announce(
        &mut self,
        graph: &Graph,
        now: Timestamp,
        source: &Source,
        announced: bool,
        judge: impl Fn(&str, Route) -> bool,
    ) {
        let now = now.as_millisecond();
        self.base.advance(graph, now);
        let Some(injected) = injection(graph, source) else {
            return;
        };
        let known = self.sources.iter().position(|known| known == source);
        let injection = match known.and_then(|position| u16::try_from(position).ok()) {
            Some(number) => number,
            None => {
                self.sources.push(*source);
                self.base.add(graph, injected, |node| {
                    is_rejected(graph, node, source.route, &judge)
                })
            }
        };
        let input = if announced {
            Input::Announce { injection }
        } else {
            Input::Withdraw { injection }
        };
        self.base.input(graph, now, input);
        self.run_ahead(graph);
    }

    /// A network begins to tell everybody of its route, or stops.
    pub(super) fn leak(&mut self, graph: &Graph, now: Timestamp, node: Node, leaks: bool) {
        let leak = Input::Leak { node, leaks };
        self.base.input(graph, now.as_millisecond(), leak);
        self.run_ahead(graph);
    }

    /// Those who listen to a validator learn what it thinks of a route now.
    pub(super) fn judge(
        &mut self,
        graph: &Graph,
        now: Timestamp,
        validator: usize,
        route: Route,
        rejects: bool,
    ) {
        let now = now.as_millisecond();
        let Ok(validator) = u8::try_from(validator) else {
            return;
        };
        for (injection, source) in (0..).zip(&self.sources) {
            if source.route != route || !is_passed_on(route.prefix) {
                continue;
            }
            for node in graph.listeners(validator) {
                let verdict = Input::Verdict {
                    node,
                    injection,
                    rejects,
                };
                self.base.input(graph, now, verdict);
            }
        }
        self.run_ahead(graph);
    }

    /// Time passes in a graph that is about to grow, or has grown.
    pub(super) fn advance(&mut self, graph: &Graph, now: Timestamp) {
        self.base.advance(graph, now.as_millisecond());
        self.run_ahead(graph);
    }

    fn run_ahead(&mut self, graph: &Graph) {
        self.ahead = self.base.clone();
        self.settles_at = self.ahead.run_out(graph);
    }

    /// Whether there is a moment from which nobody changes their mind any more.
    pub(super) fn settles(&self) -> bool {
        self.ahead.is_quiet()
    }

    /// When nobody changes their mind any more, unless something happens; where
    /// no such moment is in sight, when to look again.
    pub(super) fn settles_at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.settles_at).unwrap_or(Timestamp::MAX)
    }

    /// The run, known beyond the present.
    pub(super) const fn run(&self) -> &Spread {
        &self.ahead
    }

    /// Who announces an injection.
    pub(super) fn source(&self, injection: u16) -> Option<Source> {
        self.sources.get(usize::from(injection)).copied()
    }
}

/// The lengths of prefixes that networks take from each other: for anything longer
/// or shorter nobody has a route but who announces it (RFC 7454, section 6.1).
const LENGTHS_IPV4: std::ops::RangeInclusive<u8> = 8..=24;
const LENGTHS_IPV6: std::ops::RangeInclusive<u8> = 16..=48;

fn is_passed_on(prefix: Prefix) -> bool {
    let lengths = match prefix.is_ipv4() {
        true => LENGTHS_IPV4,
        false => LENGTHS_IPV6,
    };
    lengths.contains(&prefix.length())
}

/// The lengths, as the ledger tells them.
pub(super) fn assumption() -> Assumption {
    Assumption {
        what: "which prefixes networks take from each other",
        value: format!(
            "IPv4 of length {} to {}, IPv6 of {} to {}; nobody filters by IRR objects, and no neighbour has a default route",
            LENGTHS_IPV4.start(),
            LENGTHS_IPV4.end(),
            LENGTHS_IPV6.start(),
            LENGTHS_IPV6.end()
        ),
        grade: Grade::Inferred,
        source: "RFC 7454, section 6.1: common practice at the edge of a network",
    }
}

/// Whether a network's routers drop a route, because nobody takes such a prefix or
/// because their validator takes it for invalid.
pub(super) fn is_rejected(
    graph: &Graph,
    node: Node,
    route: Route,
    judge: impl Fn(&str, Route) -> bool,
) -> bool {
    if !is_passed_on(route.prefix) {
        return true;
    }
    let validator = graph.network(node).validator;
    let name = validator.and_then(|number| ValidatorName::NETWORKS.get(usize::from(number)));
    name.is_some_and(|name| judge(name, route))
}
