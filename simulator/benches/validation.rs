//! How many routes a second one core validates against 850,000 payloads.
//!
//! `cargo bench -p byoip-simulator --bench validation` prints a table. It reports
//! and does not judge, as the benchmarks of the whole do.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the wall's time"
)]

use std::error::Error;
use std::hint::black_box;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant};

use byoip_simulator::shell::world_file::WorldFile;
use byoip_simulator::world::rpki::payloads::{Payload, TrustAnchor};
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::RouteState;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Four in five are IPv4, as on the real internet.
const IPV4: usize = 697_000;
const ALL: usize = 850_000;
const ROUTES: usize = 2_000_000;
const RUNS: usize = 5;
/// The goal, in routes a second.
const GOAL: f64 = 5e6;

type Measured<T> = Result<T, Box<dyn Error>>;

fn main() -> Measured<()> {
    // `cargo bench` says so; `cargo test --all-targets` only wants to know that
    // this compiles.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    let mut vrps = Vec::with_capacity(ALL);
    while vrps.len() < ALL {
        vrps.push(vrp(&mut generator, vrps.len() < IPV4)?);
    }
    let routes: Vec<(Prefix, Asn)> = (0..ROUTES)
        .map(|number| route(&mut generator, &vrps, number))
        .collect::<Measured<_>>()?;
    let mut genesis = WorldFile::default_world().genesis;
    let payloads = vrps.into_iter().map(|vrp| (vrp, TrustAnchor::Local));
    genesis.vrps = payloads.collect::<Vec<Payload>>().into();
    let world = genesis.begin();
    let seen = world.rpki().seen_by("amazon");
    let mut times = Vec::new();
    let mut states = [0_usize; 3];
    for _ in 0..RUNS {
        states = [0; 3];
        let [valid, invalid, not_found] = &mut states;
        let start = Instant::now();
        for (prefix, asn) in &routes {
            match black_box(seen.state(*prefix, *asn)) {
                RouteState::Valid => *valid += 1,
                RouteState::Invalid => *invalid += 1,
                RouteState::NotFound => *not_found += 1,
            }
        }
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let median = times.get(RUNS / 2).copied().unwrap_or_default();
    let least = times.first().copied().unwrap_or_default();
    let [valid, invalid, not_found] = states;
    println!(
        "{ROUTES} routes against {ALL} payloads, {RUNS} runs: {valid} valid, {invalid} invalid, {not_found} not found"
    );
    println!(
        "median {:.2} million a second, at best {:.2}",
        per_second(median) / 1e6,
        per_second(least) / 1e6
    );
    let met = if per_second(median) >= GOAL {
        "met"
    } else {
        "NOT MET"
    };
    println!("goal: 5 million a second on one core: {met}");
    Ok(())
}

fn per_second(time: Duration) -> f64 {
    f64::from(u32::try_from(ROUTES).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

/// How many payloads in a hundred have which length: about as on the internet,
/// where most are for a /24 or a /48 and few for anything large.
const LENGTHS_IPV4: [(u8, u32); 10] = [
    (24, 57),
    (23, 9),
    (22, 13),
    (21, 5),
    (20, 5),
    (19, 4),
    (18, 2),
    (17, 1),
    (16, 3),
    (14, 1),
];
const LENGTHS_IPV6: [(u8, u32); 5] = [(48, 55), (32, 20), (44, 9), (40, 8), (36, 8)];

fn drawn(generator: &mut ChaCha8Rng, lengths: &[(u8, u32)]) -> u8 {
    let mut number = generator.random_range(0..100_u32);
    for (length, percent) in lengths {
        match number.checked_sub(*percent) {
            Some(rest) => number = rest,
            None => return *length,
        }
    }
    lengths.first().map_or(24, |(length, _)| *length)
}

/// A payload of a length that ROAs have.
fn vrp(generator: &mut ChaCha8Rng, is_ipv4: bool) -> Measured<Vrp> {
    let prefix = match is_ipv4 {
        true => {
            let length = drawn(generator, &LENGTHS_IPV4);
            truncated_ipv4(generator.random(), length)?
        }
        false => {
            let length = drawn(generator, &LENGTHS_IPV6);
            let bits = (0x2000_u128 << 112) | (generator.random::<u128>() >> 4);
            truncated_ipv6(bits, length)?
        }
    };
    let longer = generator.random_range(0..3_u8);
    let longest = (prefix.length() + longer).min(if is_ipv4 { 24 } else { 48 });
    let asn = Asn::new(generator.random_range(1..80_000));
    Ok(Vrp::new(prefix, Some(longest.max(prefix.length())), asn)?)
}

/// A route: three in four are those of a payload or one that is a bit longer, of
/// which every other comes from another AS; the rest is from anywhere.
fn route(generator: &mut ChaCha8Rng, vrps: &[Vrp], number: usize) -> Measured<(Prefix, Asn)> {
    let vrp = vrps.get(generator.random_range(0..vrps.len()));
    match vrp {
        Some(vrp) if !number.is_multiple_of(4) => {
            let prefix = vrp.prefix();
            let longest = if prefix.is_ipv4() { 24 } else { 48 };
            let longer = prefix.length() + generator.random_range(0..=1_u8);
            let length = longer.min(longest).max(prefix.length());
            let asn = match number % 2 {
                0 => vrp.asn(),
                _ => Asn::new(generator.random_range(1..80_000)),
            };
            Ok((Prefix::new(prefix.first(), length)?, asn))
        }
        _ => Ok((truncated_ipv4(generator.random(), 24)?, Asn::new(64_500))),
    }
}

fn truncated_ipv4(bits: u32, length: u8) -> Measured<Prefix> {
    let kept = bits & (u32::MAX << (32 - length));
    Ok(Prefix::new(Ipv4Addr::from_bits(kept).into(), length)?)
}

fn truncated_ipv6(bits: u128, length: u8) -> Measured<Prefix> {
    let kept = bits & (u128::MAX << (128 - length));
    Ok(Prefix::new(Ipv6Addr::from_bits(kept).into(), length)?)
}
