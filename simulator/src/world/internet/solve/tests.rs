use proptest::prelude::*;

use super::super::graph::table::Key;
use super::super::graph::{as_rel, sample, seeded};
use super::sample::{any_injections, injections};
use super::*;

fn read(lines: &str) -> Graph {
    as_rel::read(&lines.replace(' ', "\n")).unwrap()
}

fn node(graph: &Graph, number: u32) -> Node {
    graph.find(Asn::new(number)).unwrap()
}

fn path_of(
    graph: &Graph,
    injections: &[Injection],
    settled: &Settled,
    at: u32,
) -> Option<Vec<u32>> {
    let path = path(graph, injections, settled, node(graph, at))?;
    Some(path.iter().map(|asn| asn.number()).collect())
}

/// Everybody's path to an origin, as the table says.
#[test]
fn earning_comes_before_saving_and_saving_before_paying() {
    // 1 and 2 are tier-1s; 3 buys from both and peers with 4; the prefix is at 5.
    let cases: [(&str, u32, Option<&[u32]>); 7] = [
        // A longer way by a customer beats a peer's.
        ("1|2|0 1|3|-1 3|4|-1 4|5|-1 1|5|0", 1, Some(&[3, 4, 5])),
        // A longer way by a peer beats a provider's.
        ("1|3|-1 1|5|-1 3|4|0 4|6|-1 6|5|-1", 3, Some(&[4, 6, 5])),
        // Of two by customers, the shorter.
        ("1|3|-1 3|5|-1 1|4|-1 4|6|-1 6|5|-1", 1, Some(&[3, 5])),
        // Of two as long, the neighbour with the lower number.
        ("1|4|-1 4|5|-1 1|3|-1 3|5|-1", 1, Some(&[3, 5])),
        // A peer does not pass on what it has from a peer,
        ("1|2|0 2|3|0 3|5|-1", 1, None),
        // nor what it has from a provider.
        ("1|2|0 3|2|-1 3|5|-1", 1, None),
        // To customers everything goes.
        ("2|1|-1 2|3|0 3|5|-1", 1, Some(&[2, 3, 5])),
    ];
    for (lines, at, expected) in cases {
        let graph = read(lines);
        let injections = [Injection::origin(node(&graph, 5))];
        let settled = solve(&graph, &injections, |_, _| false);
        let found = path_of(&graph, &injections, &settled, at);
        assert_eq!(found.as_deref(), expected, "{lines}");
    }
}

#[test]
fn validation_and_loops_leave_the_next_best() {
    // 1 sells to 2 and 3; 5 originates below 2, 6 pretends below 3.
    let graph = read("1|2|-1 1|3|-1 2|5|-1 3|6|-1 3|7|-1");
    let origin = Injection::origin(node(&graph, 5));
    let forged = Injection {
        at: node(&graph, 6),
        path: vec![Asn::new(7)],
    };
    assert_eq!(forged.origin_asn(&graph), Asn::new(7));
    let injections = [origin, forged];
    let open = solve(&graph, &injections, |_, _| false);
    let at = |settled: &Settled, at| path_of(&graph, &injections, settled, at);
    assert_eq!(at(&open, 3), Some(vec![6, 7]));
    // Its own number is in the path: it has no other.
    assert_eq!(at(&open, 7), None);
    let validating = solve(&graph, &injections, |at, injection| {
        at == node(&graph, 3) && injection == 1
    });
    assert_eq!(at(&validating, 3), Some(vec![1, 2, 5]));
    assert_eq!(at(&validating, 7), Some(vec![3, 1, 2, 5]));
    assert_eq!(at(&validating, 6), Some(vec![7]));
}

#[test]
fn prepending_makes_a_way_longer() {
    let graph = read("1|2|-1 1|3|-1 2|5|-1 3|5|-1 2|4|-1");
    let at = node(&graph, 5);
    let prepended = Injection {
        at,
        path: vec![Asn::new(5); 3],
    };
    let injections = [prepended, Injection::origin(node(&graph, 4))];
    let settled = solve(&graph, &injections, |_, _| false);
    let found = |at| path_of(&graph, &injections, &settled, at);
    assert_eq!(found(3), Some(vec![5, 5, 5, 5]));
    assert_eq!(found(2), Some(vec![4]));
    assert_eq!(found(1), Some(vec![2, 4]));
}

#[test]
fn everybody_reaches_everybody_on_a_seeded_internet() {
    let graph = seeded::graph(1, seeded::Shape::default());
    for at in graph.nodes().step_by(7) {
        let settled = solve(&graph, &[Injection::origin(at)], |_, _| false);
        assert!(settled.iter().all(|(_, choice)| choice.is_some()));
    }
}

/// What is measured of the real one: an invalid route reaches some networks, and
/// by far not all (RoVista, IMC 2023).
#[test]
fn an_invalid_route_reaches_few() {
    let mut reached = 0;
    let mut all = 0;
    for seed in 0..6 {
        let graph = seeded::graph(seed, seeded::Shape::default());
        for at in graph.nodes().skip(19).step_by(23) {
            let rejects = |node, _| graph.network(node).validator.is_some();
            let settled = solve(&graph, &[Injection::origin(at)], rejects);
            reached += settled
                .iter()
                .filter(|(_, choice)| choice.is_some())
                .count();
            all += graph.size();
        }
    }
    let percent = reached * 100 / all;
    println!("an invalid route reaches {percent} % of the networks");
    assert!((3..=40).contains(&percent), "{percent} %");
}

/// A route as the reference keeps it: injection, class and the whole AS path.
type Route = (usize, Class, Vec<Asn>);

/// Everybody picks the best of what their neighbours export, again and again,
/// until nobody changes their mind.
fn reference(
    graph: &Graph,
    injections: &[Injection],
    rejects: impl Fn(Node, usize) -> bool,
) -> Vec<Option<Route>> {
    let mut chosen: Vec<Option<Route>> = vec![None; graph.size()];
    for _ in 0..1_000 {
        let before = chosen.clone();
        for node in graph.nodes() {
            let mut offers = Vec::new();
            for (number, injection) in injections.iter().enumerate() {
                if injection.at == node {
                    let route = (number, Class::Own, injection.path.clone());
                    offers.push((Class::Own, injection.path.len(), number, route));
                }
            }
            let around = [
                (Class::Customer, graph.customers(node)),
                (Class::Peer, graph.peers(node)),
                (Class::Provider, graph.providers(node)),
            ];
            for (class, neighbours) in around {
                for &neighbour in neighbours {
                    let Some((number, theirs, path)) = &chosen[neighbour.row()] else {
                        continue;
                    };
                    let exported =
                        class == Class::Provider || matches!(theirs, Class::Own | Class::Customer);
                    let mut path = path.clone();
                    path.insert(0, graph.asn(neighbour));
                    if exported && !path.contains(&graph.asn(node)) && !rejects(node, *number) {
                        let asn = graph.asn(neighbour).number() as usize;
                        offers.push((class, path.len(), asn, (*number, class, path)));
                    }
                }
            }
            let best = offers
                .into_iter()
                .min_by_key(|offer| (offer.0, offer.1, offer.2));
            chosen[node.row()] = best.map(|(.., route)| route);
        }
        if chosen == before {
            return chosen;
        }
    }
    panic!("no state is stable");
}

proptest! {
    #[test]
    fn three_sweeps_find_what_the_slow_way_finds(
        graph in sample::any(),
        drawn in any_injections(),
        rejecting in prop::collection::vec(prop::bool::weighted(0.2), 50),
    ) {
        let injections = injections(&graph, &drawn);
        let rejects = |node: Node, injection| rejecting[node.row() * 5 + injection];
        let settled = solve(&graph, &injections, rejects);
        let expected = reference(&graph, &injections, rejects);
        for (node, choice) in settled.iter() {
            let path = path(&graph, &injections, &settled, node);
            let found = choice.zip(path.clone()).map(|(choice, path)| {
                (usize::from(choice.injection), choice.class, path)
            });
            prop_assert_eq!(&found, &expected[node.row()]);
            let Some(choice) = choice else { continue };
            prop_assert_eq!(usize::from(choice.length), path.unwrap_or_default().len());
            let mut way = vec![node];
            let mut step = *choice;
            while step.class != Class::Own {
                way.push(step.via);
                step = settled[step.via].unwrap();
            }
            prop_assert!(sample::is_valley_free(&graph, &way), "{:?}", way);
        }
    }
}
