//! Origin validation over HTTP with the whole internet's payloads: the same
//! questions to this server and to Routinator, by their common interface.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use byoip_tests::simulator::Simulator;

use crate::Measured;
use crate::payloads::{ALL, HEAD, PATIENCE, Server, exceptions, pause, payloads, routinator};
use crate::table::Row;
use crate::wrk::{self, Script};

/// How many times as many answers as Routinator's are the goal.
const GOAL: f64 = 20.0;
/// Every so many payloads' prefix is asked about.
const STEP: usize = 170;
const CONNECTIONS: [u32; 3] = [1, 2, 16];

pub(crate) fn measure() -> Measured {
    if !wrk::is_installed() {
        let why = "not measured: wrk is not installed";
        return Ok(vec![Row::new("validity over HTTP", why)]);
    }
    let folder = tempfile::tempdir()?;
    let slurm = exceptions(folder.path())?;
    let world = folder.path().join("world.yaml");
    let name = slurm.file_name().and_then(|name| name.to_str());
    let name = name.ok_or("the file's name is no text")?;
    std::fs::write(&world, format!("{HEAD}vrps: {name}\n"))?;
    let world = world.to_str().ok_or("the world file's path is no text")?;
    let simulator = Simulator::start_with(&["--world", world]);
    let place = "/_simulator/validators/ripe";
    let other = {
        let folder = tempfile::tempdir()?;
        let [rtr, http] = [free_port()?, free_port()?];
        let mut command = routinator(folder.path(), rtr)?;
        command.args(["--http", &format!("127.0.0.1:{http}")]);
        Server::start(command)?.map(|server| (folder, server, format!("127.0.0.1:{http}")))
    };
    if let Some((_, _, address)) = &other {
        wait(address)?;
    }
    let mut rows = Vec::new();
    for connections in CONNECTIONS {
        // One right after the other, so that both meet the machine alike.
        let ours = Script::paths(&questions(place))?.run(&simulator.url(), connections)?;
        let what =
            |name| format!("Validity with {ALL} payloads, {connections} connections, {name}");
        let mut row = Row::new(what("byoip-sim"), ours.to_string());
        match &other {
            None => rows.push(row),
            Some((_, _, address)) => {
                let url = format!("http://{address}");
                let theirs = Script::paths(&questions(""))?.run(&url, connections)?;
                let times = ours.per_second() / theirs.per_second();
                row = row.against("20 times Routinator's", times >= GOAL);
                rows.push(row);
                let figure = format!("{theirs}; ours are {times:.0} times as many");
                rows.push(Row::new(what("Routinator"), figure));
            }
        }
    }
    Ok(rows)
}

/// Paths of some thousand routes: one in two as a payload says, the others from
/// an AS that may not.
fn questions(place: &str) -> Vec<String> {
    let asked = payloads().step_by(STEP).enumerate();
    asked
        .map(|(number, (asn, address, length))| {
            let asn = if number % 2 == 0 { asn } else { 64_999 };
            format!("{place}/api/v1/validity/AS{asn}/{address}/{length}")
        })
        .collect()
}

fn free_port() -> Measured<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until a server has the payloads: until then it answers 503.
fn wait(address: &str) -> Measured<()> {
    let mut waited = Duration::ZERO;
    while !is_ready(address).unwrap_or(false) {
        if waited > PATIENCE {
            return Err(format!("{address} has no payloads after {waited:?}").into());
        }
        waited += pause();
    }
    Ok(())
}

fn is_ready(address: &str) -> Measured<bool> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let question = questions("").into_iter().next().unwrap_or_default();
    write!(
        stream,
        "GET {question} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200") && answer.contains("\"valid\""))
}
