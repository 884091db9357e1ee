//! Small graphs for tests: every shape that the rules allow, and what is true of
//! every path through one.

use proptest::prelude::*;

use super::*;

/// A relation that two networks may have: the later buys from the earlier, so
/// that nobody buys in a circle.
#[derive(Clone, Copy, Debug)]
enum Between {
    Nothing,
    Peers,
    Sells,
}

/// Up to nine networks, whose AS numbers say nothing about who is above whom.
pub fn any() -> impl Strategy<Value = Graph> {
    (2..10_usize).prop_flat_map(|count| {
        let numbers: Vec<u32> = (1..).take(count).collect();
        let between = prop_oneof![
            Just(Between::Nothing),
            Just(Between::Peers),
            Just(Between::Sells),
            Just(Between::Sells),
        ];
        let pairs = prop::collection::vec(between, count * (count - 1) / 2);
        (Just(numbers).prop_shuffle(), pairs).prop_map(|(numbers, pairs)| make(&numbers, &pairs))
    })
}

fn make(numbers: &[u32], pairs: &[Between]) -> Graph {
    let networks = numbers
        .iter()
        .map(|&number| Network::new(Asn::new(64_495 + number), Kind::Transit))
        .collect();
    let mut ties = Vec::new();
    let mut pairs = pairs.iter();
    for later in 0..numbers.len() {
        for earlier in 0..later {
            let relation = match pairs.next() {
                Some(Between::Sells) => Relation::CustomerOf,
                Some(Between::Peers) => Relation::PeerOf,
                Some(Between::Nothing) | None => continue,
            };
            ties.push(Tie {
                of: Node::nth(later),
                relation,
                to: Node::nth(earlier),
            });
        }
    }
    Graph::new(networks, ties).expect("the later buys from the earlier")
}

/// Whether packets that go this way are paid for at every step: up to providers,
/// at most once across to a peer, then down to customers, and never twice through
/// one network.
pub fn is_valley_free(graph: &Graph, way: &[Node]) -> bool {
    let mut seen = way.to_vec();
    seen.sort_unstable();
    seen.dedup();
    let steps: Option<Vec<Role>> = way
        .windows(2)
        .map(|step| {
            let towards = |link: &&Link| graph.ends(**link).1 == step[1];
            let link = graph.links(step[0]).iter().find(towards)?;
            Some(graph.role(link.reverse()))
        })
        .collect();
    let Some(steps) = steps else {
        return false;
    };
    let mut rest = steps
        .into_iter()
        .skip_while(|role| *role == Role::Provider)
        .peekable();
    rest.next_if_eq(&Role::Peer);
    seen.len() == way.len() && rest.all(|role| role == Role::Customer)
}
