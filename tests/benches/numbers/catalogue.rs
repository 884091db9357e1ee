//! The whole catalogue, stories and drills, each in a world of its own inside
//! `byoip`, two at a time.

use std::process::{Command, Stdio};
use std::time::Duration;

use byoip_tests::binary;

use crate::table::Row;
use crate::{Measured, clock};

const GOAL: Duration = Duration::from_secs(60);

pub(crate) const SCENARIOS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios");

pub(crate) fn measure() -> Measured {
    let (output, duration) = clock::time(|| {
        Command::new(binary::path("byoip"))
            .args(["run", SCENARIOS, "--jobs", "2"])
            .stdin(Stdio::null())
            .output()
    });
    let output = output?;
    let transcript = String::from_utf8_lossy(&output.stdout);
    let total = transcript.lines().last().unwrap_or_default();
    if !output.status.success() {
        return Err(format!("the catalogue has failed: {total}").into());
    }
    let row = Row::new(
        "the whole catalogue, two at a time",
        format!("{:.1} s, {total}", duration.as_secs_f64()),
    );
    Ok(vec![row.against("under 60 s", duration < GOAL)])
}
