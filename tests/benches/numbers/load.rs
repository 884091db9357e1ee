//! How many calls a second: two describes whose signature is verified each
//! time, and beside them the same server's barest route.
//!
//! wrk runs on the same machine and takes its share of the processors.

use byoip_tests::desk::Desk;
use byoip_tests::prepared;
use byoip_tests::simulator::Simulator;

use crate::call::Call;
use crate::memory::Resident;
use crate::table::Row;
use crate::wrk::{self, Script};
use crate::{Measured, story};

const CONNECTIONS: [u32; 3] = [1, 8, 64];
/// What a describe has to reach of the barest route at as many connections.
const GOAL_SHARE: f64 = 0.6;
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
        // Side by side, so that whatever else runs is the same for each.
        let load = Script::get()?.run(&bare, connections)?;
        rows.push(Row::new(
            title("GET /_simulator/health", connections),
            load.to_string(),
        ));
        for describe in [Call::describe_byoip_cidrs, Call::describe_addresses] {
            let bare = load.per_second();
            rows.push(describe_under_load(
                &simulator,
                describe,
                connections,
                bare,
            )?);
        }
        rows.push(provision_under_load(connections, load.per_second())?);
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
    story::run(keys.path(), &[&target, "--no-journal"])?;
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
    bare: f64,
) -> Measured<Row> {
    let call = describe(simulator);
    // wrk only counts refusals; here the first one would be shown.
    call.send(simulator)?;
    let load = Script::call(&call)?.run(&simulator.url(), connections)?;
    let share = load.per_second() / bare;
    let figure = format!("{load}, {:.0} % of the bare route", share * 100.0);
    let row = Row::new(title(call.action, connections), figure);
    let met = load.failed == 0 && share >= GOAL_SHARE;
    Ok(row.against("at least 60 % of the bare route", met))
}

/// A range can be handed in once. Here it is handed in again and again while it
/// is under review, by the policy that takes that without a change: the
/// signature, the parameters and the range are looked at each time.
fn provision_under_load(connections: u32, bare: f64) -> Measured<Row> {
    let policy = tempfile::NamedTempFile::new()?;
    std::fs::write(policy.path(), "provision_again: ignored\n")?;
    let path = policy.path().to_str().ok_or("the file's path is no text")?;
    let simulator = Simulator::start_with(&["--policy", path]);
    let mut desk = Desk::at(&simulator);
    prepared::range(&simulator, &mut desk);
    let signature = desk.line("printf %s \"$SIGNATURE\"");
    let call = Call::provision(&simulator, "198.18.1.0/24", prepared::MESSAGE, &signature);
    call.send(&simulator)?;
    let load = Script::call(&call)?.run(&simulator.url(), connections)?;
    let share = load.per_second() / bare * 100.0;
    let figure = format!("{load}, {share:.0} % of the bare route");
    Ok(Row::new(title(call.action, connections), figure))
}

fn title(what: &str, connections: u32) -> String {
    match connections {
        1 => format!("{what}, 1 connection"),
        many => format!("{what}, {many} connections"),
    }
}
