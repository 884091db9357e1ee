//! The whole internet's payloads by RTR: how long a router takes until it has
//! 850,000 of them, from this server, from StayRTR and from Routinator.
//!
//! The router is a reader of our own, which counts and throws away. Every server
//! has the same payloads, four in five of them IPv4. The others are left out where
//! they are not installed.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use byoip_tests::simulator::Simulator;

use crate::memory::Resident;
use crate::payloads::{ALL, HEAD, PATIENCE, Server, list, pause, payloads, routinator};
use crate::table::Row;
use crate::{Measured, clock};

const RUNS: usize = 5;

/// A server and what it writes into a folder before it starts on a port.
type Other = (&'static str, fn(&Path, u16) -> Measured<Command>);

const OTHERS: [Other; 2] = [("stayrtr", stayrtr), ("routinator", routinator)];

pub(crate) fn measure() -> Measured {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("world.yaml");
    fs::write(&file, document()?)?;
    let world = file.to_str().ok_or("the world file's path is no text")?;
    let ours = {
        let (simulator, start) = clock::time(|| Simulator::start_with(&["--world", world]));
        let resident = Resident::of(&simulator)?;
        let (first, times) = syncs(simulator.rtr())?;
        let start = start.as_secs_f64();
        let rest = format!(", the first {first:.2} s; starts in {start:.1} s, {resident}");
        (times, rest)
    };
    let (median, rest) = ours;
    let mut others = Vec::new();
    let mut quickest = f64::INFINITY;
    for (name, command) in OTHERS {
        others.push(match other(name, command)? {
            Some(median) => {
                quickest = quickest.min(median);
                Row::new(what(name), format!("median {median:.3} s"))
            }
            None => Row::new(what(name), "not measured: it is not installed"),
        });
    }
    let mut row = Row::new(what("byoip-sim"), format!("median {median:.3} s{rest}"));
    if quickest.is_finite() {
        row = row.against("no slower than the others", median <= quickest);
    }
    others.insert(0, row);
    Ok(others)
}

fn what(name: &str) -> String {
    format!("RTR, {ALL} payloads from {name}, {RUNS} runs")
}

fn document() -> Measured<String> {
    let mut text = format!("{HEAD}roas:\n");
    for (asn, address, length) in payloads() {
        writeln!(text, "- {{ prefix: \"{address}/{length}\", asn: AS{asn} }}")?;
    }
    Ok(text)
}

fn stayrtr(folder: &Path, port: u16) -> Measured<Command> {
    let roas = list(|(asn, address, length)| {
        format!(
            r#"{{"asn":{asn},"prefix":"{address}/{length}","maxLength":{length},"ta":"example"}}"#
        )
    });
    let file = folder.join("vrps.json");
    fs::write(&file, format!(r#"{{"metadata":{{}},"roas":[{roas}]}}"#))?;
    let mut command = Command::new("stayrtr");
    command
        .args(["-checktime=false", "-metrics.addr=", "-cache"])
        .arg(file)
        .arg(format!("-bind=127.0.0.1:{port}"));
    Ok(command)
}

/// The median of another server, if that is installed.
fn other(name: &str, command: fn(&Path, u16) -> Measured<Command>) -> Measured<Option<f64>> {
    let folder = tempfile::tempdir()?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let Some(_server) = Server::start(command(folder.path(), port)?)? else {
        return Ok(None);
    };
    let address = format!("127.0.0.1:{port}");
    let mut waited = std::time::Duration::ZERO;
    // It listens late, or has nothing yet.
    while !matches!(sync(&address), Ok(ALL)) {
        if waited > PATIENCE {
            return Err(format!("{name} has not {ALL} payloads after {waited:?}").into());
        }
        waited += pause();
    }
    let (_, median) = syncs(&address)?;
    Ok(Some(median))
}

/// Seconds of the first sync, and the median of some more.
fn syncs(address: &str) -> Measured<(f64, f64)> {
    let mut times = Vec::new();
    for _ in 0..=RUNS {
        let (count, time) = clock::time(|| sync(address));
        let count = count?;
        if count != ALL {
            return Err(format!("{address} has {count} payloads, not {ALL}").into());
        }
        times.push(time.as_secs_f64());
    }
    let first = times.remove(0);
    times.sort_unstable_by(f64::total_cmp);
    Ok((first, times.get(RUNS / 2).copied().unwrap_or_default()))
}

/// Connects, asks for everything and reads to the end of it: how many payloads
/// there were (RFC 8210, section 5).
fn sync(address: &str) -> Measured<u32> {
    const RESET_QUERY: [u8; 8] = [1, 2, 0, 0, 0, 0, 0, 8];
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(&RESET_QUERY)?;
    let mut buffer = vec![0; 1 << 18];
    let (mut filled, mut payloads) = (0, 0);
    loop {
        let read = stream.read(buffer.get_mut(filled..).unwrap_or_default())?;
        if read == 0 {
            return Err(format!("{address} hung up after {payloads} payloads").into());
        }
        filled += read;
        let mut rest = buffer.get(..filled).unwrap_or_default();
        while let Some([_, kind, _, _, a, b, c, d]) = rest.first_chunk() {
            let length = u32::from_be_bytes([*a, *b, *c, *d]).max(8);
            let Some(behind) = rest.get(usize::try_from(length)?..) else {
                break;
            };
            match kind {
                4 | 6 => payloads += 1,
                7 => return Ok(payloads),
                10 => return Err(format!("{address} reports an error").into()),
                _ => {}
            }
            rest = behind;
        }
        let left = rest.len();
        buffer.copy_within(filled - left..filled, 0);
        filled = left;
    }
}
