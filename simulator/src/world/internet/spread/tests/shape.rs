//! How long it all takes, against what was measured on the internet.

use std::collections::BTreeMap;

use super::super::super::graph::Kind;
use super::*;

/// The times of one prefix that is announced by one network and withdrawn much
/// later, in milliseconds, in order.
struct Timing {
    /// When each network first has a route.
    seen: Vec<i64>,
    /// When each network has none for good.
    gone: Vec<i64>,
    announcing: u64,
    withdrawing: u64,
}

fn measure(seed: u64, networks: usize) -> Timing {
    let shape = seeded::Shape {
        networks,
        ..seeded::Shape::default()
    };
    let mut graph = seeded::graph(seed, shape);
    // A customer as the scenarios have it: at one tier-1 and one network that
    // sells transit.
    let sellers: Vec<Asn> = graph
        .nodes()
        .filter(|&node| graph.network(node).kind == Kind::Transit)
        .map(|node| graph.asn(node))
        .collect();
    let seller = sellers[usize::try_from(seed).unwrap() * 7 % sellers.len()];
    let customer = Asn::new(64500);
    let at = graph.attach(customer, &[Asn::new(3356), seller]).unwrap();
    let mut spread = Spread::settled(&graph, seed, Vec::new(), accepts);
    let injection = spread.add(&graph, Injection::origin(at), |_| false);
    spread.input(&graph, 0, Input::Announce { injection });
    spread.run_out(&graph);
    let announcing = spread.messages();
    let mut seen = BTreeMap::new();
    for change in spread.changes() {
        seen.entry(change.node).or_insert(change.at);
    }
    let then = 10_000_000;
    spread.input(&graph, then, Input::Withdraw { injection });
    spread.run_out(&graph);
    let gone: BTreeMap<Node, i64> = spread
        .changes()
        .iter()
        .map(|change| (change.node, change.at - then))
        .collect();
    let sorted = |times: BTreeMap<Node, i64>| {
        let mut times: Vec<i64> = times.into_values().collect();
        times.sort_unstable();
        times
    };
    Timing {
        seen: sorted(seen),
        gone: sorted(gone),
        announcing,
        withdrawing: spread.messages() - announcing,
    }
}

fn percentile(times: &[i64], percent: usize) -> i64 {
    times[(times.len() - 1) * percent / 100]
}

fn mean(values: impl ExactSizeIterator<Item = i64>) -> i64 {
    let count = i64::try_from(values.len()).unwrap();
    values.sum::<i64>() / count
}

/// Sources as in `pace`. One seed's internet may be faster or slower than the
/// real one; on average they are as it is.
#[test]
fn news_takes_as_long_as_on_the_internet() {
    for (networks, seeds) in [(400, 24), (2_000, 4)] {
        let timings: Vec<Timing> = (0..seeds).map(|seed| measure(seed, networks)).collect();
        let average = |of: &dyn Fn(&Timing) -> i64| mean(timings.iter().map(of));
        let half = average(&|timing| percentile(&timing.seen, 50));
        let most = average(&|timing| percentile(&timing.seen, 90));
        let all = average(&|timing| percentile(&timing.seen, 100));
        let gone = average(&|timing| mean(timing.gone.iter().copied()));
        let gone_99 = average(&|timing| percentile(&timing.gone, 99));
        let messages: u64 = timings.iter().map(|timing| timing.withdrawing).sum();
        let before: u64 = timings.iter().map(|timing| timing.announcing).sum();
        println!(
            "{networks} networks: half see it after {half} ms, nine in ten after {most}, all \
             after {all}; gone after {gone} on average, from 99 % after {gone_99}; \
             {messages} messages against {before}"
        );
        assert!((4_000..=10_000).contains(&half), "{half}");
        assert!((12_000..=40_000).contains(&most), "{most}");
        assert!((38_000..=100_000).contains(&all), "{all}");
        assert!((90_000..=150_000).contains(&gone), "{gone}");
        assert!((150_000..=300_000).contains(&gone_99), "{gone_99}");
        assert!(messages * 2 > before * 3, "{messages} against {before}");
        for timing in &timings {
            assert_eq!(timing.seen.len(), networks + 1);
            assert_eq!(timing.gone.len(), networks + 1);
            let half = percentile(&timing.seen, 50);
            let gone = mean(timing.gone.iter().copied());
            assert!((1_000..=30_000).contains(&half), "{half}");
            assert!((50_000..=260_000).contains(&gone), "{gone}");
        }
    }
}
