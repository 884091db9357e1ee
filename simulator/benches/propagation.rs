//! How long one prefix takes over internets of three sizes: solved, announced and
//! run out, withdrawn and run out, and copied.
//!
//! `cargo bench -p byoip-simulator --bench propagation` prints a table. It
//! reports and does not judge, as the benchmarks of the whole do.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the wall's time"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use byoip_simulator::world::internet::graph::seeded::{self, Shape};
use byoip_simulator::world::internet::graph::{Graph, Node};
use byoip_simulator::world::internet::solve::{Injection, solve};
use byoip_simulator::world::internet::spread::{Input, Spread};

/// Sizes, and from how many networks the prefix is announced in turn.
const SIZES: [(usize, usize); 3] = [(400, 100), (5_000, 20), (80_000, 5)];

/// The goal for solving on the largest.
const GOAL: Duration = Duration::from_millis(10);

fn main() {
    // `cargo bench` says so; `cargo test --all-targets` only wants to know that
    // this compiles.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!("networks    links  solve, median (least)  announce     withdraw     copy");
    for (networks, times) in SIZES {
        let shape = Shape {
            networks,
            ..Shape::default()
        };
        let graph = seeded::graph(1, shape);
        let step = graph.size() / times;
        let origins: Vec<Node> = graph.nodes().skip(step / 2).step_by(step).collect();
        let mut solving = Vec::new();
        let mut announcing = Vec::new();
        let mut withdrawing = Vec::new();
        let mut copying = Vec::new();
        for &origin in &origins {
            // The first of three finds the graph cold, as a world's would not be.
            let solved = (0..3).map(|_| time(|| solve_half_validated(&graph, origin)).1);
            solving.extend(solved.skip(1));
            let mut spread = Spread::settled(&graph, 1, Vec::new(), |_, _| false);
            let injection = spread.add(&graph, Injection::origin(origin), |_| false);
            let mut run = |at, input| {
                time(|| {
                    spread.input(&graph, at, input);
                    spread.run_out(&graph)
                })
                .1
            };
            announcing.push(run(0, Input::Announce { injection }));
            withdrawing.push(run(10_000_000, Input::Withdraw { injection }));
            copying.push(time(|| spread.clone()).1);
        }
        let least = solving.iter().min().copied().unwrap_or_default();
        let solving = median(solving);
        println!(
            "{:>8} {:>8}  {:>9.1?} ({:>8.1?})  {:>9.1?}  {:>9.1?}  {:>9.1?}",
            graph.size(),
            graph.directed_links() / 2,
            solving,
            least,
            median(announcing),
            median(withdrawing),
            median(copying),
        );
        if networks == 80_000 {
            let met = if solving < GOAL { "met" } else { "NOT MET" };
            println!("goal: one prefix over 80,000 networks in less than {GOAL:?}: {met}");
        }
    }
}

/// Two origins, of which those who validate drop one.
fn solve_half_validated(graph: &Graph, origin: Node) -> bool {
    let impostor = graph.nodes().next().map(Injection::origin);
    let injections: Vec<Injection> = [Injection::origin(origin)]
        .into_iter()
        .chain(impostor)
        .collect();
    let rejects = |node, injection| injection == 1 && graph.network(node).validator.is_some();
    let settled = solve(graph, &injections, rejects);
    black_box(settled)[origin].is_some()
}

fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = black_box(work());
    (result, start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
