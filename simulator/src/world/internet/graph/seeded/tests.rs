use super::*;

const NAMES: usize = TIER_1.len() + NAMED.len();

fn of(seed: u64, networks: usize) -> Graph {
    let shape = Shape {
        networks,
        ..Shape::default()
    };
    graph(seed, shape)
}

fn kinds(graph: &Graph, kind: Kind) -> Vec<Node> {
    let of_kind = |node: &Node| graph.network(*node).kind == kind;
    graph.nodes().filter(of_kind).collect()
}

#[test]
fn everybody_reaches_a_tier_1_upwards() {
    for networks in [0, NAMES, NAMES + 1, 60, 400, 2_000] {
        for seed in 0..8 {
            let graph = of(seed, networks);
            assert_eq!(graph.size(), networks.max(NAMES));
            // Nobody buys in a circle, so going up ends, and only at a tier-1.
            for node in graph.nodes() {
                let is_tier_1 = graph.network(node).kind == Kind::Tier1;
                assert_eq!(graph.providers(node).is_empty(), is_tier_1);
                assert!(graph.providers(node).len() <= 4);
            }
        }
    }
}

#[test]
fn tier_1s_peer_with_each_other() {
    let graph = of(1, 400);
    let tier_1 = kinds(&graph, Kind::Tier1);
    assert_eq!(tier_1.len(), TIER_1.len());
    for &one in &tier_1 {
        let peers = graph.peers(one);
        assert_eq!(peers.len(), tier_1.len() - 1);
        assert!(peers.iter().all(|peer| tier_1.contains(peer)));
    }
}

#[test]
fn named_networks_have_their_place() {
    let graph = of(1, 400);
    let find = |number| graph.find(Asn::new(number)).unwrap();
    let amazon = find(16509);
    assert_eq!(graph.network(amazon).name.as_deref(), Some("Amazon"));
    assert_eq!(graph.customers(amazon), [find(8987), find(14618)]);
    assert_eq!(graph.providers(find(14618)), [amazon]);
    assert!(graph.providers(amazon).contains(&find(3356)));
    assert!(graph.peers(amazon).len() > 15, "{:?}", graph.peers(amazon));
    assert_eq!(graph.network(find(174)).kind, Kind::Tier1);
    assert!(graph.customers(find(6939)).len() > 3);
}

#[test]
fn others_have_numbers_for_private_use() {
    let graph = of(1, 400);
    let others = graph.nodes().skip(NAMES);
    for (node, number) in others.zip(FIRST_PRIVATE..) {
        assert_eq!(graph.asn(node), Asn::new(number));
        assert_eq!(graph.network(node).name, None);
    }
}

#[test]
fn few_have_most_of_the_customers() {
    let graph = of(1, 4_000);
    let mut customers: Vec<usize> = graph
        .nodes()
        .map(|node| graph.customers(node).len())
        .filter(|&count| count > 0)
        .collect();
    customers.sort_unstable();
    let total: usize = customers.iter().sum();
    let largest: usize = customers.iter().rev().take(customers.len() / 10).sum();
    let median = customers[customers.len() / 2];
    assert!(largest * 3 > total, "{largest} of {total}");
    assert!(customers.last().unwrap() > &(median * 20), "{median}");
    let stubs = kinds(&graph, Kind::Stub).len();
    assert!(stubs * 100 / graph.size() > 65, "{stubs}");
}

#[test]
fn the_large_validate_and_some_of_the_edge() {
    let graph = of(1, 4_000);
    let share = |kind| {
        let of_kind = kinds(&graph, kind);
        let validates = |node: &&Node| graph.network(**node).validator.is_some();
        of_kind.iter().filter(validates).count() * 100 / of_kind.len()
    };
    assert_eq!(share(Kind::Tier1), 100);
    assert!((25..50).contains(&share(Kind::Transit)));
    assert!((12..=25).contains(&share(Kind::Stub)));
    for validator in 0..5 {
        let listeners = graph.listeners(validator).count();
        assert!(listeners > graph.size() / 50, "{listeners}");
    }
    assert_eq!(graph.listeners(5).count(), 0);
}

#[test]
fn without_a_validator_nobody_validates() {
    let shape = Shape {
        validators: 0,
        ..Shape::default()
    };
    let graph = graph(1, shape);
    let validates = |node| graph.network(node).validator.is_some();
    assert!(!graph.nodes().any(validates));
}

#[test]
fn a_seed_gives_one_internet() {
    assert_eq!(of(7, 400), of(7, 400));
    assert_ne!(of(7, 400), of(8, 400));
}
