//! How many calls a second: two describes whose signature is verified each
//! time, and beside them the same server's barest route.
//!
//! wrk runs on the same machine and takes its share of the processors.

use byoip_tests::simulator::Simulator;

use crate::call::Call;
use crate::memory::Resident;
use crate::table::Row;
use crate::wrk::{self, Script};
use crate::{Measured, story};

const CONNECTIONS: [u32; 3] = [1, 8, 64];
/// The goal is for so many connections.
const GOAL_CONNECTIONS: u32 = 8;
const GOAL_PER_SECOND: f64 = 30_000.0;
/// As many as an account may have without asking for more.
const ADDRESSES: usize = 5;

pub(crate) fn measure() -> Measured {
    if !wrk::is_installed() {
        let how = "NOT MEASURED: wrk is missing (on Debian: apt-get install wrk)";
        return Ok(vec![Row::new("calls under load", how)]);
    }
    let simulator = Simulator::start();
    prepare(&simulator)?;
    let mut rows = Vec::new();
    let bare = format!("{}/_simulator/health", simulator.url());
    for connections in CONNECTIONS {
        let load = Script::get()?.run(&bare, connections)?;
        rows.push(Row::new(
            title("GET /_simulator/health", connections),
            load.to_string(),
        ));
    }
    for describe in [Call::describe_byoip_cidrs, Call::describe_addresses] {
        for connections in CONNECTIONS {
            rows.push(describe_under_load(&simulator, describe, connections)?);
        }
    }
    let memory = Resident::of(&simulator)?;
    rows.push(Row::new(
        "resident memory, after the load",
        memory.to_string(),
    ));
    Ok(rows)
}

/// Gives the world something to describe, and the clock that `serve` has unless
/// told otherwise: on it, each call finds the world some virtual time behind.
fn prepare(simulator: &Simulator) -> Measured<()> {
    // The story leaves two ranges.
    let keys = story::keys()?;
    let target = format!("--target=url={}", simulator.url());
    story::run(keys.path(), &[&target])?;
    for _ in 0..ADDRESSES {
        Call::allocate_address(simulator).send(simulator)?;
    }
    let (status, answer) = simulator.control("PUT", "clock", r#"{"scale": 3600}"#);
    if status == 200 {
        Ok(())
    } else {
        Err(format!("the clock cannot be set, status {status}: {answer}").into())
    }
}

/// Signs anew for each load: a signature is good for fifteen minutes.
fn describe_under_load(
    simulator: &Simulator,
    describe: fn(&Simulator) -> Call,
    connections: u32,
) -> Measured<Row> {
    let call = describe(simulator);
    // wrk only counts refusals; here the first one would be shown.
    call.send(simulator)?;
    let load = Script::call(&call)?.run(&simulator.url(), connections)?;
    let row = Row::new(title(call.action, connections), load.to_string());
    if connections != GOAL_CONNECTIONS {
        return Ok(row);
    }
    let met = load.failed == 0 && load.per_second() >= GOAL_PER_SECOND;
    Ok(row.against("at least 30,000 a second", met))
}

fn title(what: &str, connections: u32) -> String {
    match connections {
        1 => format!("{what}, 1 connection"),
        many => format!("{what}, {many} connections"),
    }
}
