//! From the start of `byoip-sim serve` to its first 200 to a signed EC2 call.

use std::time::Duration;

use byoip_tests::simulator::Simulator;

use crate::call::Call;
use crate::spread::Spread;
use crate::table::Row;
use crate::{Measured, clock};

const RUNS: usize = 20;
const GOAL: Duration = Duration::from_millis(30);

pub(crate) fn measure() -> Measured {
    let spread = Spread::of(RUNS, || {
        // Nobody polls: the first line of its output says that it listens.
        let (simulator, duration) = clock::time(|| -> Measured<Simulator> {
            let simulator = Simulator::start();
            Call::describe_byoip_cidrs(&simulator).send(&simulator)?;
            Ok(simulator)
        });
        // Stopping it is no part of the duration.
        drop(simulator?);
        Measured::Ok(duration)
    })?;
    let met = spread.median() < GOAL;
    let row = Row::new("serve to its first EC2 answer", spread.to_string());
    Ok(vec![row.against("under 30 ms", met)])
}
