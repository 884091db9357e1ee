//! How the internet as a whole was divided: to how many networks the address was
//! where.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Question;
use crate::world::World;
use crate::world::internet::forwarding;
use crate::world::internet::graph::Node;
use crate::world::internet::graph::table::Table;
use crate::world::reach::Place;

/// How it was from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The moment.
    pub at: Timestamp,
    /// How many networks' most specific route leads home.
    pub home: u32,
    /// To Amazon.
    pub amazon: u32,
    /// To an impostor.
    pub impostor: u32,
    /// How many have none.
    pub nowhere: u32,
}

impl Sample {
    const fn count(&mut self, place: Place) -> &mut u32 {
        match place {
            Place::Home => &mut self.home,
            Place::Amazon => &mut self.amazon,
            Place::Impostor => &mut self.impostor,
            Place::Nowhere => &mut self.nowhere,
        }
    }
}

/// A sample of the interval's first moment, and one of each at which it is
/// another. Networks that came later count from then on.
pub(super) fn history(
    world: &World,
    tables: &mut [forwarding::Table<'_>],
    question: &Question,
) -> Vec<Sample> {
    let mut sample = Sample {
        at: question.from,
        home: 0,
        amazon: 0,
        impostor: 0,
        nowhere: 0,
    };
    move_to(tables, question.from);
    let internet = world.internet();
    let nodes = || internet.graph().nodes();
    let is_there = |node: Node| internet.came(node).is_none_or(|at| at <= question.from);
    let first = |node| is_there(node).then(|| place(tables, node));
    let mut places: Table<Node, Option<Place>> = nodes().map(first).collect();
    for (_, place) in places.iter() {
        if let Some(place) = *place {
            *sample.count(place) += 1;
        }
    }
    let mut samples = vec![sample];
    let came = nodes().filter_map(|node| Some((internet.came(node)?, node)));
    let changes = tables.iter().flat_map(|table| table.changes()).chain(came);
    let inside = changes.filter(|(at, _)| *at > question.from && *at < question.to);
    let mut by_moment: BTreeMap<Timestamp, Vec<Node>> = BTreeMap::new();
    for (at, node) in inside {
        by_moment.entry(at).or_default().push(node);
    }
    for (at, nodes) in by_moment {
        move_to(tables, at);
        sample.at = at;
        for node in nodes {
            let now = place(tables, node);
            if let Some(before) = places[node].replace(now) {
                *sample.count(before) -= 1;
            }
            *sample.count(now) += 1;
        }
        let same = |last: &Sample| Sample { at, ..*last } == sample;
        if !samples.last().is_some_and(same) {
            samples.push(sample);
        }
    }
    samples
}

fn move_to(tables: &mut [forwarding::Table<'_>], moment: Timestamp) {
    for table in tables {
        table.move_to(moment);
    }
}

fn place(tables: &[forwarding::Table<'_>], node: Node) -> Place {
    let source = tables.iter().find_map(|table| table.source(node));
    source.map_or(Place::Nowhere, |source| source.by.into())
}
