//! Injections for tests.

use proptest::prelude::*;
use proptest::sample::Index;

use super::super::graph::table::Key;
use super::*;

/// Injections at random networks, some with random numbers behind them.
pub fn any_injections() -> impl Strategy<Value = Vec<(Index, Vec<u32>)>> {
    let behind = prop_oneof![Just(vec![]), prop::collection::vec(1..12_u32, 1..3)];
    prop::collection::vec((any::<Index>(), behind), 1..5)
}

/// The injections that those mean in a graph.
pub fn injections(graph: &Graph, drawn: &[(Index, Vec<u32>)]) -> Vec<Injection> {
    drawn
        .iter()
        .map(|(at, behind)| Injection {
            at: Node::nth(at.index(graph.size())),
            path: behind
                .iter()
                .map(|number| Asn::new(64_495 + number))
                .collect(),
        })
        .collect()
}
