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

/// Who announces.
#[derive(Clone, Copy, Debug)]
enum Who {
    /// A customer as the scenarios have it: at one tier-1 and one network that
    /// sells transit.
    Customer,
    /// A beacon, from which the figures for the internet are: announced to many
    /// neighbours at once.
    Beacon,
}

fn measure(seed: u64, networks: usize, who: Who) -> Timing {
    let shape = seeded::Shape {
        networks,
        ..seeded::Shape::default()
    };
    let mut graph = seeded::graph(seed, shape);
    let sellers: Vec<Asn> = graph
        .nodes()
        .filter(|&node| graph.network(node).kind == Kind::Transit)
        .map(|node| graph.asn(node))
        .collect();
    let providers: Vec<Asn> = match who {
        Who::Customer => {
            let seller = sellers[usize::try_from(seed).unwrap() * 7 % sellers.len()];
            vec![Asn::new(3356), seller]
        }
        Who::Beacon => {
            let step = sellers.len().div_ceil(20);
            sellers.into_iter().step_by(step).collect()
        }
    };
    let at = graph.attach(Asn::new(64500), &providers).unwrap();
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
    let rows = [
        (400, Who::Customer, 24),
        (400, Who::Beacon, 24),
        (2_000, Who::Customer, 4),
        (2_000, Who::Beacon, 4),
    ];
    for (networks, who, seeds) in rows {
        let timings: Vec<Timing> = (0..seeds)
            .map(|seed| measure(seed, networks, who))
            .collect();
        let average = |of: &dyn Fn(&Timing) -> i64| mean(timings.iter().map(of));
        let half = average(&|timing| percentile(&timing.seen, 50));
        let most = average(&|timing| percentile(&timing.seen, 90));
        let all = average(&|timing| percentile(&timing.seen, 100));
        let gone = average(&|timing| mean(timing.gone.iter().copied()));
        let gone_99 = average(&|timing| percentile(&timing.gone, 99));
        let withdrawing: u64 = timings.iter().map(|timing| timing.withdrawing).sum();
        let announcing: u64 = timings.iter().map(|timing| timing.announcing).sum();
        let tenths = withdrawing * 10 / announcing;
        println!(
            "{networks} networks, {who:?}: half see it after {half} ms, nine in ten after {most}, \
             all after {all}; gone after {gone} on average, from 99 % after {gone_99}; \
             {tenths} tenths of the messages"
        );
        assert!((2_000..=10_000).contains(&half), "{half}");
        assert!((8_000..=30_000).contains(&most), "{most}");
        assert!((25_000..=60_000).contains(&all), "{all}");
        assert!((80_000..=180_000).contains(&gone), "{gone}");
        assert!((140_000..=300_000).contains(&gone_99), "{gone_99}");
        // Of updates at its collectors, the measurement has 40 tenths.
        let least = match who {
            Who::Customer => 13,
            Who::Beacon => 20,
        };
        assert!((least..=50).contains(&tenths), "{tenths}");
        for timing in &timings {
            assert_eq!(timing.seen.len(), networks + 1);
            assert_eq!(timing.gone.len(), networks + 1);
            let half = percentile(&timing.seen, 50);
            let gone = mean(timing.gone.iter().copied());
            assert!((1_000..=30_000).contains(&half), "{half}");
            assert!((45_000..=240_000).contains(&gone), "{gone}");
        }
    }
}
