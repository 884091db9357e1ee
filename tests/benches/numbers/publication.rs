//! The RPKI repository of a registry with five thousand ROAs: how long the first
//! edition takes, and how soon one more ROA is published.
//!
//! In a world that stands still, the notification file waits for what has
//! happened. So it tells how long publishing takes: the new signature, list and
//! manifest, the delta, and the whole snapshot.

use std::time::Duration;

use byoip_tests::simulator::Simulator;

use crate::connection::Connection;
use crate::table::Row;
use crate::{Measured, clock};

const ROAS: u32 = 5_000;
/// So many more are published, one by one.
const MORE: u32 = 20;
const GOAL: Duration = Duration::from_millis(60);
const NOTIFICATION: &str = "/rpki.ripe.example/rrdp/notification.xml";

pub(crate) fn measure() -> Measured {
    let simulator = Simulator::start();
    let mut connection = Connection::open(&simulator)?;
    for number in 0..ROAS {
        create(&mut connection, number)?;
    }
    advance(&mut connection)?;
    let (first, time) = clock::time(|| connection.get(NOTIFICATION));
    let mut serial = serial(&first?)?;
    let first = Row::new(
        format!("the first edition with {ROAS} ROAs, keys and all"),
        format!("{:.2} s", time.as_secs_f64()),
    );
    let mut times = Vec::new();
    for number in ROAS..ROAS + MORE {
        create(&mut connection, number)?;
        // Publishing begins as the clock is moved, so that its answer counts.
        let (notification, time) = clock::time(|| -> Measured<String> {
            advance(&mut connection)?;
            connection.get(NOTIFICATION)
        });
        let now = self::serial(&notification?)?;
        if now != serial + 1 {
            return Err(format!("the serial went from {serial} to {now}").into());
        }
        serial = now;
        times.push(time);
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let longest = times.last().copied().unwrap_or_default();
    let more = Row::new(
        format!("one more ROA among {ROAS} is published"),
        format!(
            "p50 {:.1} ms, longest {:.1} ms",
            millis(median),
            millis(longest)
        ),
    );
    Ok(vec![first, more.against("under 60 ms", median < GOAL)])
}

fn create(connection: &mut Connection, number: u32) -> Measured<()> {
    let body = format!(r#"{{"prefix": "2001:db8:{number:x}::/48", "asn": "AS64501"}}"#);
    connection.post("/_simulator/roas", &body).map(drop)
}

/// Lets ten minutes pass; RIPE NCC publishes a ROA within two.
fn advance(connection: &mut Connection) -> Measured<()> {
    let body = r#"{"by": "10m"}"#;
    connection.post("/_simulator/clock/advance", body).map(drop)
}

fn serial(notification: &str) -> Measured<u64> {
    let (_, rest) = notification
        .split_once("serial=\"")
        .ok_or("the notification has no serial")?;
    let (serial, _) = rest.split_once('"').ok_or("the serial has no end")?;
    Ok(serial.parse()?)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
