//! How everybody reaches a prefix at one moment.

use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;
use jiff::Timestamp;

use super::graph::{Graph, Node};
use super::routing::{Routing, is_rejected};
use super::solve::{self, Injection, Settled, solve};
use super::topology::injection;
use super::{Announcement, Route, Source};

/// A prefix as every network has it.
#[derive(Debug)]
pub struct View<'a> {
    graph: &'a Graph,
    state: State<'a>,
}

#[derive(Debug)]
enum State<'a> {
    /// Nothing has happened to it since the world began.
    Still {
        settled: Settled,
        injections: Vec<Injection>,
        sources: Vec<(Source, Announcement)>,
    },
    /// Something has.
    Moving { routing: &'a Routing, at: i64 },
}

impl<'a> View<'a> {
    pub(super) fn still(
        graph: &'a Graph,
        sources: &[(Source, Announcement)],
        judge: impl Fn(&str, Route) -> bool,
    ) -> Self {
        let (sources, injections): (Vec<(Source, Announcement)>, Vec<Injection>) = sources
            .iter()
            .filter_map(|it| Some((*it, injection(graph, &it.0)?)))
            .unzip();
        let settled = solve(graph, &injections, |node, number| {
            let route = sources.get(number).map(|(source, _)| source.route);
            route.is_some_and(|route| is_rejected(graph, node, route, &judge))
        });
        Self {
            graph,
            state: State::Still {
                settled,
                injections,
                sources,
            },
        }
    }

    pub(super) fn moving(graph: &'a Graph, routing: &'a Routing, at: Timestamp) -> Self {
        let at = at.as_millisecond();
        Self {
            graph,
            state: State::Moving { routing, at },
        }
    }

    /// Looks at another moment that has passed.
    pub(in crate::world) fn move_to(&mut self, moment: Timestamp) {
        if let State::Moving { at, .. } = &mut self.state {
            *at = moment.as_millisecond();
        }
    }

    /// Which network changed its mind when, whether that has passed or not.
    pub(in crate::world) fn changes(&self) -> impl Iterator<Item = (Timestamp, Node)> {
        let changes = match &self.state {
            State::Still { .. } => &[],
            State::Moving { routing, .. } => routing.run().changes(),
        };
        let moment = |at| Timestamp::from_millisecond(at).ok();
        let changes = changes.iter();
        changes.filter_map(move |change| Some((moment(change.at)?, change.node)))
    }

    /// The AS path by which a network reaches it: its neighbour's number first
    /// and the origin's last; empty for the origin itself, nothing for one that
    /// has no route.
    pub fn path(&self, node: Node) -> Option<Vec<Asn>> {
        match &self.state {
            State::Still {
                settled,
                injections,
                ..
            } => solve::path(self.graph, injections, settled, node),
            State::Moving { routing, at } => routing.run().path(self.graph, node, *at),
        }
    }

    /// To whom a network's packets go in the end, if every network on the way
    /// thinks as it does.
    pub fn source(&self, node: Node) -> Option<Source> {
        match &self.state {
            State::Still {
                settled, sources, ..
            } => {
                let choice = settled[node]?;
                let source = sources.get(usize::from(choice.injection));
                source.map(|(source, _)| *source)
            }
            State::Moving { routing, at } => {
                let path = routing.run().best(node, *at)?;
                routing.source(routing.run().injection(path))
            }
        }
    }

    /// How many networks go to each who announces it, and how many have no route.
    pub fn shares(&self) -> (BTreeMap<Source, u32>, u32) {
        let mut shares = BTreeMap::new();
        let mut without = 0;
        for node in self.graph.nodes() {
            match self.source(node) {
                Some(source) => *shares.entry(source).or_default() += 1,
                None => without += 1,
            }
        }
        (shares, without)
    }

    /// The neighbour that a network sends packets to; nothing where it has no
    /// route, or is where they go.
    pub fn next_hop(&self, node: Node) -> Option<Node> {
        match &self.state {
            State::Still { settled, .. } => settled[node]
                .filter(|choice| choice.class != solve::Class::Own)
                .map(|choice| choice.via),
            State::Moving { routing, at } => routing.run().next_hop(node, *at),
        }
    }

    /// Since when a network goes the way it goes.
    pub fn since(&self, node: Node) -> Option<Timestamp> {
        let source = self.source(node)?;
        match &self.state {
            State::Still { sources, .. } => sources
                .iter()
                .find(|(other, _)| *other == source)
                .map(|(_, announcement)| announcement.since),
            State::Moving { routing, at } => {
                let changed = routing.run().changed_at(node, *at)?;
                Timestamp::from_millisecond(changed).ok()
            }
        }
    }
}
