//! A hundred thousand addresses in one account: whether allocating one more and
//! finding one of them stay as quick as among a thousand.
//!
//! One connection, one call after the other, so that the figure is a call's own
//! time. The range is a /15, the whole of the benchmarking block.

use std::fs;
use std::time::Duration;

use byoip_tests::desk::Desk;
use byoip_tests::prepared;
use byoip_tests::simulator::Simulator;

use crate::call::Call;
use crate::connection::Connection;
use crate::table::Row;
use crate::{Measured, clock};

const WORLD: &str = include_str!("../../../simulator/worlds/default.yaml");
const CIDR: &str = "198.18.0.0/15";
const MESSAGE: &str = "1|aws|123456789012|198.18.0.0/15|20991231|SHA256|RSAPSS";
const STEPS: [usize; 3] = [1_000, 10_000, 100_000];
/// So many calls are measured at each step.
const CALLS: usize = 500;
/// Flat: no more than so many times what it was among a thousand.
const FLAT: f64 = 2.0;

pub(crate) fn measure() -> Measured {
    let folder = tempfile::tempdir()?;
    let world = folder.path().join("world.yaml");
    fs::write(&world, WORLD.replace("198.18.0.0/23", CIDR))?;
    let world = world.to_str().ok_or("the world file's path is no text")?;
    let simulator = Simulator::start_with(&["--world", world]);
    let mut desk = Desk::at(&simulator);
    prepared::block(&simulator, &mut desk, CIDR, MESSAGE);
    let signature = desk.line("printf %s \"$SIGNATURE\"");
    Call::provision(&simulator, CIDR, MESSAGE, &signature).send(&simulator)?;
    simulator.advance("7d");
    let pools = Call::describe_pools(&simulator).send(&simulator)?;
    let pool = between(&pools, "<poolId>", "</poolId>").ok_or("there is no pool")?;

    let mut connection = Connection::open(&simulator)?;
    let mut rows = Vec::new();
    let (mut first, mut there) = ([None; 2], 0);
    for step in STEPS {
        let allocate = Call::allocate_from(&simulator, pool);
        while there < step - CALLS {
            connection.send(&allocate)?;
            there += 1;
        }
        let (allocating, last) = timed(&mut connection, &allocate)?;
        there += CALLS;
        let address = between(&last, "<publicIp>", "</publicIp>").ok_or("no address came")?;
        let find = Call::find_address(&simulator, address);
        let (finding, found) = timed(&mut connection, &find)?;
        if found.matches("<item>").count() != 1 {
            return Err(format!("one address was asked for:\n{found}").into());
        }
        let figures = [
            ("AllocateAddress", allocating),
            ("DescribeAddresses by public-ip", finding),
        ];
        for ((what, times), first) in figures.into_iter().zip(&mut first) {
            let first = *first.get_or_insert(times.median);
            let row = Row::new(
                format!("{what}, {step} addresses"),
                format!(
                    "p50 {:.0} us, p99 {:.0} us",
                    micros(times.median),
                    micros(times.high)
                ),
            );
            let flat = micros(times.median) <= FLAT * micros(first);
            rows.push(row.against("no more than twice as long as among 1000", flat));
        }
    }
    Ok(rows)
}

#[derive(Clone, Copy)]
struct Times {
    median: Duration,
    high: Duration,
}

/// Sends a call so many times; how long it took, and the last answer.
fn timed(connection: &mut Connection, call: &Call) -> Measured<(Times, String)> {
    let mut times = Vec::with_capacity(CALLS);
    let mut last = String::new();
    for _ in 0..CALLS {
        let (answer, duration) = clock::time(|| connection.send(call));
        last = answer?;
        times.push(duration);
    }
    times.sort_unstable();
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    let times = Times {
        median: at(CALLS / 2),
        high: at(CALLS * 99 / 100),
    };
    Ok((times, last))
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}
