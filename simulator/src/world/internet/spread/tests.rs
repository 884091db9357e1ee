use proptest::prelude::*;

use super::super::graph::table::Key;
use super::super::graph::{as_rel, sample, seeded};
use super::super::solve::path;
use super::super::solve::sample::{any_injections, injections};
use super::*;

mod leak;
mod shape;

fn accepts(_: Node, _: usize) -> bool {
    false
}

/// Something that is done to a spread, after so many milliseconds.
#[derive(Clone, Debug)]
struct Step {
    after: i64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Announce(prop::sample::Index),
    Withdraw(prop::sample::Index),
    Verdict(prop::sample::Index, prop::sample::Index, bool),
    Attach(prop::sample::Index),
}

fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    use prop::sample::Index;
    let what = prop_oneof![
        4 => any::<Index>().prop_map(What::Announce),
        3 => any::<Index>().prop_map(What::Withdraw),
        3 => any::<(Index, Index, bool)>().prop_map(|(at, injection, rejects)| {
            What::Verdict(at, injection, rejects)
        }),
        1 => any::<Index>().prop_map(What::Attach),
    ];
    // Some in the same millisecond, some in the middle, some when all is calm.
    let after = prop_oneof![Just(0), 1..100_i64, 1_000..60_000_i64, Just(10_000_000)];
    let step = (after, what).prop_map(|(after, what)| Step { after, what });
    prop::collection::vec(step, 1..16)
}

/// A spread, its graph, and what should be true of it in the end.
struct Run {
    graph: Graph,
    spread: Spread,
    announced: Vec<bool>,
    rejects: Vec<Vec<bool>>,
    at: i64,
}

impl Run {
    fn begin(graph: Graph, seed: u64, drawn: &[(prop::sample::Index, Vec<u32>)]) -> Self {
        let known = injections(&graph, drawn);
        let mut spread = Spread::settled(&graph, seed, Vec::new(), accepts);
        for injection in known {
            spread.add(&graph, injection, |_| false);
        }
        let count = spread.injections.len();
        Self {
            graph,
            spread,
            announced: vec![false; count],
            rejects: vec![vec![false; 64]; count],
            at: 0,
        }
    }

    /// Takes a step; with `slices`, the time before it passes in so many pieces.
    fn take(&mut self, step: &Step, slices: i64) {
        for slice in 1..slices {
            let at = self.at + step.after * slice / slices;
            self.spread.advance(&self.graph, at);
        }
        self.at += step.after;
        let count = self.announced.len();
        let number = |position| u16::try_from(position).unwrap();
        let input = match &step.what {
            What::Announce(injection) => {
                let injection = injection.index(count);
                self.announced[injection] = true;
                let injection = number(injection);
                Input::Announce { injection }
            }
            What::Withdraw(injection) => {
                let injection = injection.index(count);
                self.announced[injection] = false;
                let injection = number(injection);
                Input::Withdraw { injection }
            }
            What::Verdict(at, injection, rejects) => {
                let (at, injection) = (at.index(self.graph.size()), injection.index(count));
                self.rejects[injection][at] = *rejects;
                Input::Verdict {
                    node: Node::nth(at),
                    injection: number(injection),
                    rejects: *rejects,
                }
            }
            What::Attach(provider) => {
                let provider = self.graph.asn(Node::nth(provider.index(self.graph.size())));
                let number = u32::try_from(self.graph.size()).unwrap();
                self.spread.advance(&self.graph, self.at);
                self.graph
                    .attach(Asn::new(65_000 + number), &[provider])
                    .unwrap();
                self.spread.advance(&self.graph, self.at);
                return;
            }
        };
        self.spread.input(&self.graph, self.at, input);
    }

    fn take_all(mut self, steps: &[Step], slices: i64) -> Self {
        for step in steps {
            self.take(step, slices);
        }
        self
    }

    /// What `solve` says of what is announced in the end.
    fn expected(&self) -> Vec<Option<Vec<Asn>>> {
        let announced: Vec<usize> = (0..self.announced.len())
            .filter(|&number| self.announced[number])
            .collect();
        let injections: Vec<Injection> = announced
            .iter()
            .map(|&number| self.spread.injections[number].clone())
            .collect();
        let rejects = |node: Node, position: usize| self.rejects[announced[position]][node.row()];
        let settled = solve(&self.graph, &injections, rejects);
        self.graph
            .nodes()
            .map(|node| path(&self.graph, &injections, &settled, node))
            .collect()
    }

    fn found(&self, at: i64) -> Vec<Option<Vec<Asn>>> {
        self.graph
            .nodes()
            .map(|node| self.spread.path(&self.graph, node, at))
            .collect()
    }
}

proptest! {
    #[test]
    fn run_out_it_is_what_is_solved(
        graph in sample::any(),
        drawn in any_injections(),
        steps in any_steps(),
        seed in any::<u64>(),
    ) {
        let mut run = Run::begin(graph, seed, &drawn).take_all(&steps, 1);
        let end = run.spread.run_out(&run.graph);
        prop_assert_eq!(run.found(end), run.expected());
        // And nothing is under way any more.
        let calm = run.spread.clone();
        prop_assert_eq!(run.spread.run_out(&run.graph), calm.now().max(end));
        prop_assert_eq!(run.spread, calm);
    }

    #[test]
    fn no_path_has_a_valley_or_a_loop_at_any_moment(
        graph in sample::any(),
        drawn in any_injections(),
        steps in any_steps(),
        seed in any::<u64>(),
    ) {
        let mut run = Run::begin(graph, seed, &drawn).take_all(&steps, 1);
        run.spread.run_out(&run.graph);
        for change in run.spread.changes() {
            let Some(best) = change.best else { continue };
            let mut way = vec![change.node];
            way.extend(run.spread.paths.nodes(best));
            prop_assert!(sample::is_valley_free(&run.graph, &way), "{:?}", way);
            let source = run.spread.injection(best);
            let injection = &run.spread.injections[usize::from(source)];
            prop_assert_eq!(way.last(), Some(&injection.at));
            let own = run.graph.asn(change.node);
            prop_assert!(way.len() == 1 || !injection.path.contains(&own));
        }
    }

    #[test]
    fn it_does_not_matter_in_how_many_pieces_time_passes(
        graph in sample::any(),
        drawn in any_injections(),
        steps in any_steps(),
        seed in any::<u64>(),
        slices in 2..9_i64,
    ) {
        let once = Run::begin(graph.clone(), seed, &drawn).take_all(&steps, 1);
        let often = Run::begin(graph, seed, &drawn).take_all(&steps, slices);
        prop_assert_eq!(once.spread, often.spread);
    }

    /// Knowing the future from a copy changes neither it nor the present.
    #[test]
    fn a_copy_run_ahead_sees_what_will_be(
        graph in sample::any(),
        drawn in any_injections(),
        steps in any_steps(),
        seed in any::<u64>(),
        later in 0..300_000_i64,
    ) {
        let mut run = Run::begin(graph, seed, &drawn).take_all(&steps, 1);
        let mut ahead = run.spread.clone();
        ahead.run_out(&run.graph);
        let at = run.at + later;
        run.spread.advance(&run.graph, at);
        for node in run.graph.nodes() {
            prop_assert_eq!(run.spread.best(node, at), ahead.best(node, at));
            let hop = run.spread.next_hop(node, at);
            let path = run.spread.path(&run.graph, node, at);
            let first = path.and_then(|path| path.first().copied());
            prop_assert!(hop.is_none() || hop.map(|hop| run.graph.asn(hop)) == first);
        }
    }

    /// What is held at every link is the same, whether it has settled or begins so.
    #[test]
    fn beginning_settled_is_having_settled(
        graph in sample::any(),
        drawn in any_injections(),
        seed in any::<u64>(),
    ) {
        let known = injections(&graph, &drawn);
        let mut begun = Spread::settled(&graph, seed, known.clone(), accepts);
        let mut spread = Spread::settled(&graph, seed, Vec::new(), accepts);
        for injection in known {
            let injection = spread.add(&graph, injection, |_| false);
            spread.input(&graph, 0, Input::Announce { injection });
        }
        spread.run_out(&graph);
        let asns = |spread: &Spread, path: Option<PathId>| {
            path.map(|path| spread.paths.asns(&graph, &spread.injections, path))
        };
        for ((link, left), (_, right)) in begun.sessions.iter().zip(spread.sessions.iter()) {
            prop_assert_eq!(asns(&begun, left.told), asns(&spread, right.told), "{:?}", link);
            prop_assert_eq!(asns(&begun, left.held), asns(&spread, right.held), "{:?}", link);
        }
        prop_assert_eq!(begun.run_out(&graph), i64::MIN);
        prop_assert!(begun.changes().is_empty());
    }
}

#[test]
fn a_seed_gives_one_history() {
    let graph = seeded::graph(1, seeded::Shape::default());
    let origin = Injection::origin(graph.nodes().last().unwrap());
    let history = |seed| {
        let mut spread = Spread::settled(&graph, seed, vec![origin.clone()], accepts);
        spread.input(&graph, 1_000, Input::Withdraw { injection: 0 });
        spread.run_out(&graph);
        spread.changes().to_vec()
    };
    assert_eq!(history(1), history(1));
    assert_ne!(history(1), history(2));
}

#[test]
fn a_verdict_takes_the_routers_time() {
    let graph = as_rel::read("64496|64497|-1\n64496|64500|-1").unwrap();
    let node = |number| graph.find(Asn::new(number)).unwrap();
    let origin = Injection::origin(node(64500));
    let mut spread = Spread::settled(&graph, 1, vec![origin], accepts);
    let input = Input::Verdict {
        node: node(64496),
        injection: 0,
        rejects: true,
    };
    spread.input(&graph, 1_000_000, input);
    spread.run_out(&graph);
    let changed: Vec<(u32, bool)> = spread
        .changes()
        .iter()
        .map(|change| (graph.asn(change.node).number(), change.best.is_some()))
        .collect();
    assert_eq!(changed, [(64496, false), (64497, false)]);
    let first = spread.changes()[0].at - 1_000_000;
    assert!((5_000..=60_000).contains(&first), "{first}");
}

#[test]
fn injections_are_numbered_in_turn() {
    let graph = as_rel::read("64496|64497|-1").unwrap();
    let origin = |row| Injection::origin(Node::nth(row));
    let mut spread = Spread::settled(&graph, 1, vec![origin(0)], accepts);
    assert_eq!(spread.add(&graph, origin(1), |_| false), 1);
    assert_eq!(spread.add(&graph, origin(0), |_| true), 2);
    // One that is not known changes nothing.
    let before = spread.clone();
    spread.input(&graph, i64::MIN, Input::Announce { injection: 9 });
    assert_eq!(spread, before);
}
