use super::*;

proptest! {
    /// However long a leak lasts, when it is over everything is as before.
    #[test]
    fn a_leak_leaves_nothing_behind(
        graph in sample::any(),
        drawn in any_injections(),
        leaker in any::<prop::sample::Index>(),
        seed in any::<u64>(),
        lasts in prop_oneof![Just(0), 1..90_000_i64, Just(100_000_000)],
    ) {
        let known = injections(&graph, &drawn);
        let node = Node::nth(leaker.index(graph.size()));
        let mut spread = Spread::settled(&graph, seed, known, accepts);
        let before: Vec<_> = graph.nodes().map(|at| spread.path(&graph, at, 0)).collect();
        spread.input(&graph, 1_000, Input::Leak { node, leaks: true });
        spread.input(&graph, 1_000 + lasts, Input::Leak { node, leaks: false });
        let end = spread.run_out(&graph);
        prop_assert!(spread.is_quiet());
        let after: Vec<_> = graph.nodes().map(|at| spread.path(&graph, at, end)).collect();
        prop_assert_eq!(before, after);
    }

    /// A single leak settles too, and the only valleys are at who leaks.
    #[test]
    fn the_valleys_are_the_leakers(
        graph in sample::any(),
        drawn in any_injections(),
        leaker in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let node = Node::nth(leaker.index(graph.size()));
        let known = injections(&graph, &drawn);
        let mut spread = Spread::settled(&graph, seed, known, accepts);
        spread.input(&graph, 1_000, Input::Leak { node, leaks: true });
        spread.run_out(&graph);
        prop_assert!(spread.is_quiet());
        for change in spread.changes() {
            let Some(best) = change.best else { continue };
            let mut way = vec![change.node];
            way.extend(spread.paths.nodes(best));
            let leak = way.iter().position(|at| *at == node);
            let parts = match leak {
                Some(at) => vec![way[..=at].to_vec(), way[at..].to_vec()],
                None => vec![way.clone()],
            };
            for part in parts {
                prop_assert!(sample::is_valley_free(&graph, &part), "{:?} of {:?}", part, way);
            }
        }
    }
}

/// A customer of two providers tells each of the other's route: both prefer what
/// a customer tells.
#[test]
fn a_provider_prefers_what_its_customer_leaks() {
    // 64496 and 64497 are peers; 64500 buys from the first, 64510 from both.
    let graph =
        as_rel::read("64496|64497|0\n64496|64500|-1\n64496|64510|-1\n64497|64510|-1").unwrap();
    let at = |asn: u32| graph.find(Asn::new(asn)).unwrap();
    let origin = Injection::origin(at(64500));
    let mut spread = Spread::settled(&graph, 1, vec![origin], accepts);
    let path = |spread: &Spread, moment| {
        let path = spread.path(&graph, at(64497), moment).unwrap();
        path.iter().map(|asn| asn.number()).collect::<Vec<u32>>()
    };
    assert_eq!(path(&spread, 0), [64496, 64500]);
    let node = at(64510);
    spread.input(&graph, 1_000, Input::Leak { node, leaks: true });
    let end = spread.run_out(&graph);
    assert_eq!(path(&spread, end), [64510, 64496, 64500]);
    let next = spread.next_hop(at(64497), end);
    assert_eq!(next, Some(node), "packets go through who leaks");
}
