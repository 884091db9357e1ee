//! The numbers this project promises, measured from outside on the release
//! programs: how long the phased migration takes, how soon the server answers,
//! how much memory it keeps, how many signed calls it answers, and how it does with
//! a hundred thousand addresses and as many holdings, how soon one more ROA is
//! published among five thousand, how soon a router has 850,000 payloads, and how
//! many routes are validated against them over HTTP.
//!
//! `cargo build --release --bins && cargo bench -p byoip-tests` prints a table
//! with each goal beside its figure. It reports and does not judge: a missed
//! goal is `NOT MET` in the table and no failure of the program, since a busy
//! machine misses goals too. `docs/benchmarks.md` keeps figures of a quiet one.

use std::error::Error;
use std::process::ExitCode;

use byoip_tests::binary;

mod call;
mod catalogue;
mod clock;
mod connection;
mod holdings;
mod load;
mod many;
mod memory;
mod payloads;
mod publication;
mod rtr;
mod spread;
mod start;
mod story;
mod table;
mod validity;
mod worlds;
mod wrk;

use table::Row;

/// What a measurement comes to: its rows, or why it could not be taken.
type Measured<T = Vec<Row>> = Result<T, Box<dyn Error>>;

/// A measurement and what it is called.
type Part = (&'static str, fn() -> Measured);

const PARTS: [Part; 11] = [
    ("the phased migration", story::measure),
    ("the whole catalogue", catalogue::measure),
    ("a thousand seeds in worlds of their own", worlds::measure),
    ("the start of the server", start::measure),
    ("the server's memory", memory::measure),
    ("the server under load", load::measure),
    ("a hundred thousand addresses", many::measure),
    ("a hundred thousand holdings", holdings::measure),
    ("five thousand ROAs", publication::measure),
    ("850,000 payloads by RTR", rtr::measure),
    ("validity with 850,000 payloads", validity::measure),
];

fn main() -> ExitCode {
    // `cargo bench` says so; `cargo test --all-targets` only wants to know that
    // this compiles.
    if !std::env::args().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    for program in ["byoip", "byoip-sim"] {
        if binary::find(program).is_none() {
            eprintln!("numbers: no release build of {program}; run cargo build --release --bins");
            return ExitCode::FAILURE;
        }
    }
    println!("{}", machine());
    let mut rows = Vec::new();
    for (what, measure) in PARTS {
        eprintln!("numbers: measuring {what}");
        match measure() {
            Ok(measured) => rows.extend(measured),
            Err(error) => {
                eprintln!("numbers: {what} cannot be measured: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    print!("{}", table::render(&rows));
    ExitCode::SUCCESS
}

/// What the figures depend on besides the programs.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!("{processors} processors, load average {load} before the first measurement")
}
