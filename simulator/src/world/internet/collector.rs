//! Route collectors: where RIPE's routing information service listens, with
//! networks that show it their whole table.
//!
//! Names and places are of some of its real collectors; who talks to which is of
//! this world.

use super::graph::{Graph, Kind, Node};

/// A collector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collector {
    /// `RRC00`.
    pub name: &'static str,
    /// Where it stands.
    pub location: &'static str,
    /// Whose tables it takes.
    pub scope: &'static str,
    /// Who shows it theirs.
    pub peers: Vec<Node>,
}

const PLACES: [(&str, &str, &str); 4] = [
    ("RRC00", "Amsterdam, NL", "Multihop, global"),
    ("RRC01", "London, GB", "LINX / LONAP"),
    ("RRC11", "New York City, US", "NYIIX"),
    ("RRC23", "Singapore, SG", "Equinix Singapore"),
];

impl Collector {
    /// The names of all.
    pub const NAMES: [&'static str; PLACES.len()] =
        [PLACES[0].0, PLACES[1].0, PLACES[2].0, PLACES[3].0];
}

/// How many networks talk to each.
const PEERS: usize = 10;

/// Every collector, by name. Peers are networks that sell transit or peer
/// widely, the largest first, dealt out in turn.
pub fn collectors(graph: &Graph) -> Vec<Collector> {
    let is_large = |node: &Node| graph.network(*node).kind != Kind::Stub;
    let peers: Vec<Node> = graph
        .nodes()
        .filter(is_large)
        .take(PLACES.len() * PEERS)
        .collect();
    let places = PLACES.iter().enumerate();
    places
        .map(|(turn, (name, location, scope))| Collector {
            name,
            location,
            scope,
            peers: peers
                .iter()
                .skip(turn)
                .step_by(PLACES.len())
                .copied()
                .collect(),
        })
        .collect()
}
