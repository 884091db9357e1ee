//! A hundred thousand holdings: whether finding the most specific one stays as
//! quick as among a thousand, and what they cost in memory and at the start.
//!
//! One connection for RDAP, one call after the other; a connection for each
//! query of whois, as the protocol has it. The holdings are /56s at RIPE NCC,
//! side by side in the documentation prefix.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv6Addr, TcpStream};
use std::time::Duration;

use byoip_tests::simulator::Simulator;

use crate::connection::Connection;
use crate::memory::Resident;
use crate::table::Row;
use crate::{Measured, clock};

const STEPS: [u32; 3] = [1_000, 10_000, 100_000];
/// The holdings' prefix length.
const LENGTH: u32 = 56;
/// So many queries are measured at each step.
const QUERIES: u32 = 5_000;
/// Flat: no more than so many times what it was among a thousand.
const FLAT: f64 = 2.0;

const HEAD: &str = "\
version: 1
region: us-east-1
accounts:
  - { id: \"123456789012\", access_keys: [{ id: test, secret: test, user: tester }] }
registries:
  ripe:
    organizations:
      - handle: ORG-EX1-RIPE
        name: Example BV
        city: Amsterdam
        postal_code: 1000 AA
        country: NL
        registered: 2012-05-01T08:00:00Z
        changed: 2025-02-03T09:10:00Z
    networks:
";

pub(crate) fn measure() -> Measured {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("world.yaml");
    let world = file.to_str().ok_or("the world file's path is no text")?;
    let mut rows = Vec::new();
    let mut first = [None; 2];
    for step in STEPS {
        fs::write(&file, document(step)?)?;
        let (simulator, start) = clock::time(|| Simulator::start_with(&["--world", world]));
        let resident = Resident::of(&simulator)?;
        rows.push(Row::new(
            format!("a world of {step} holdings"),
            format!("starts in {:.2} s, {resident}", start.as_secs_f64()),
        ));
        let mut connection = Connection::open(&simulator)?;
        let rdap = timed(step, |address| {
            let path = format!("/rdap.db.ripe.net/ip/{address}");
            connection.get(&path)
        })?;
        let whois = timed(step, |address| ask(&simulator, address))?;
        for ((what, times), first) in [("RDAP", rdap), ("whois", whois)]
            .into_iter()
            .zip(&mut first)
        {
            let first = *first.get_or_insert(times.median);
            let row = Row::new(
                format!("{what}, {step} holdings"),
                format!(
                    "{:.0} a second, p50 {:.0} us, p99 {:.0} us",
                    f64::from(QUERIES) / times.sum.as_secs_f64(),
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

/// The first address of a holding.
fn first_address(holding: u32) -> Ipv6Addr {
    const BLOCK: u128 = 0x2001_0db8 << 96;
    Ipv6Addr::from(BLOCK | u128::from(holding) << (128 - LENGTH))
}

fn document(holdings: u32) -> Measured<String> {
    let mut text = HEAD.to_owned();
    for holding in 0..holdings {
        let prefix = format!("{}/{LENGTH}", first_address(holding));
        writeln!(
            text,
            "      - {{ handle: \"{prefix}\", name: EXAMPLE-{holding}, prefix: \"{prefix}\", \
             status: ALLOCATED-BY-RIR, organization: ORG-EX1-RIPE, \
             registered: 2012-05-02T08:00:00Z, changed: 2025-02-03T09:12:00Z }}"
        )?;
    }
    Ok(text)
}

/// One line of whois, a connection of its own.
fn ask(simulator: &Simulator, address: &str) -> Measured<String> {
    let (host, port) = simulator.whois();
    let mut stream = TcpStream::connect(format!("{host}:{port}"))?;
    stream.write_all(format!("-V Md5.5 -r {address}\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[derive(Clone, Copy)]
struct Times {
    sum: Duration,
    median: Duration,
    high: Duration,
}

/// Asks for holdings all over the world; each answer must be the right one.
fn timed(holdings: u32, mut ask: impl FnMut(&str) -> Measured<String>) -> Measured<Times> {
    let mut times = Vec::new();
    for query in 0..QUERIES {
        // A stride without a common divisor with any step.
        let holding = query.wrapping_mul(7_919) % holdings;
        let address = first_address(holding).to_string();
        let (answer, duration) = clock::time(|| ask(&address));
        let answer = answer?;
        let name = format!("EXAMPLE-{holding}");
        if !answer.contains(&name) {
            return Err(format!("{address} is {name}, and was answered\n{answer}").into());
        }
        times.push(duration);
    }
    let sum = times.iter().sum();
    times.sort_unstable();
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    Ok(Times {
        sum,
        median: at(times.len() / 2),
        high: at(times.len() * 99 / 100),
    })
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
