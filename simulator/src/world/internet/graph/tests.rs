use std::collections::BTreeSet;

use super::*;

fn asn(number: u32) -> Asn {
    Asn::new(number)
}

fn networks(numbers: &[u32]) -> Vec<Network> {
    let network = |&number: &u32| Network::new(asn(number), Kind::Transit);
    numbers.iter().map(network).collect()
}

fn buys(of: usize, to: usize) -> Tie {
    Tie {
        of: Node::nth(of),
        relation: Relation::CustomerOf,
        to: Node::nth(to),
    }
}

fn peers(of: usize, to: usize) -> Tie {
    Tie {
        relation: Relation::PeerOf,
        ..buys(of, to)
    }
}

fn numbers(graph: &Graph, nodes: &[Node]) -> Vec<u32> {
    nodes.iter().map(|&node| graph.asn(node).number()).collect()
}

/// Two tier-1s above a transit network that peers with another; a stub below.
fn small() -> Graph {
    let ties = vec![
        peers(0, 1),
        buys(2, 1),
        buys(2, 0),
        buys(3, 0),
        peers(3, 2),
        buys(4, 2),
    ];
    Graph::new(networks(&[64496, 64497, 64498, 64499, 64500]), ties).unwrap()
}

#[test]
fn neighbours_stand_apart_by_what_they_are() {
    let graph = small();
    let node = graph.find(asn(64498)).unwrap();
    assert_eq!(numbers(&graph, graph.providers(node)), [64496, 64497]);
    assert_eq!(numbers(&graph, graph.peers(node)), [64499]);
    assert_eq!(numbers(&graph, graph.customers(node)), [64500]);
}

/// What every graph keeps to, also one to which networks were attached.
fn check(graph: &Graph) {
    let mut seen = BTreeSet::new();
    for node in graph.nodes() {
        let around = [
            (Role::Provider, graph.providers(node)),
            (Role::Peer, graph.peers(node)),
            (Role::Customer, graph.customers(node)),
        ];
        let expected = around
            .iter()
            .flat_map(|(role, nodes)| nodes.iter().map(move |&other| (*role, other)));
        let links = graph.links(node);
        let found = links.iter().map(|&link| {
            assert!(seen.insert(link), "a link has one near end");
            let (from, to) = graph.ends(link);
            assert_eq!(from, node);
            assert_ne!(to, node);
            assert!(graph.links(to).contains(&link.reverse()));
            (graph.role(link.reverse()), to)
        });
        assert!(expected.eq(found), "links stand as neighbours do");
        let customers = links.iter().skip(links.len() - graph.customers(node).len());
        assert!(customers.eq(graph.links_to_customers(node)));
    }
    assert_eq!(seen.len(), graph.directed_links());
}

#[test]
fn a_relation_is_seen_from_both_ends() {
    check(&small());
    check(&seeded::graph(1, seeded::Shape::default()));
}

#[test]
fn what_is_no_graph_is_said_so() {
    let three = || networks(&[64496, 64497, 64498]);
    let cases = [
        (
            networks(&[64496, 64497, 64496]),
            vec![],
            "AS64496 is there twice",
        ),
        (
            three(),
            vec![buys(0, 1), buys(1, 3)],
            "tie 1 is with a network that is not there",
        ),
        (
            three(),
            vec![peers(1, 1)],
            "AS64497 is said to be its own neighbour",
        ),
        (
            three(),
            vec![buys(0, 1), peers(1, 0)],
            "what AS64497 and AS64496 are to each other is said twice",
        ),
        (
            three(),
            vec![buys(0, 1), buys(1, 2), buys(2, 0)],
            "AS64497, AS64498, AS64496 buy transit in a circle",
        ),
    ];
    for (networks, ties, expected) in cases {
        let error = Graph::new(networks, ties).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn peers_in_a_circle_are_none() {
    let ties = vec![peers(0, 1), peers(1, 2), peers(2, 0)];
    assert!(Graph::new(networks(&[64496, 64497, 64498]), ties).is_ok());
}

#[test]
fn an_attached_network_is_a_customer_and_moves_nobody() {
    let before = small();
    let mut graph = before.clone();
    let node = graph
        .attach(asn(64510), &[asn(64498), asn(64496), asn(64498)])
        .unwrap();
    let next = graph.attach(asn(64509), &[asn(64510), asn(64496)]).unwrap();
    check(&graph);
    assert_eq!(numbers(&graph, graph.providers(node)), [64496, 64498]);
    assert_eq!(numbers(&graph, graph.customers(node)), [64509]);
    assert_eq!(numbers(&graph, graph.providers(next)), [64496, 64510]);
    assert_eq!(graph.network(node).kind, Kind::Stub);
    for node in before.nodes() {
        assert!(graph.links(node).starts_with(before.links(node)));
        assert!(graph.customers(node).starts_with(before.customers(node)));
    }
}

#[test]
fn who_cannot_be_attached_is_told_why() {
    let cases: [(u32, &[u32], &str); 3] = [
        (64496, &[64497], "AS64496 is on the internet already"),
        (
            64510,
            &[64497, 64511],
            "there is no AS64511 to buy transit from",
        ),
        (64510, &[], "AS64510 needs a provider to be reached through"),
    ];
    for (number, providers, expected) in cases {
        let mut graph = small();
        let providers: Vec<Asn> = providers.iter().copied().map(asn).collect();
        let error = graph.attach(asn(number), &providers).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(graph, small());
    }
}
