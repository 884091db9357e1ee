//! Resident memory of `byoip-sim serve`: idle, and after the phased migration
//! was run against it.

use std::fs;

use byoip_tests::simulator::Simulator;

use crate::table::Row;
use crate::{Measured, story};

const GOAL: Resident = Resident {
    kibibytes: 25 * 1_024,
};

/// Memory that a process has in RAM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Resident {
    kibibytes: u32,
}

pub(crate) fn measure() -> Measured {
    let keys = story::keys()?;
    let simulator = Simulator::start();
    let idle = Resident::of(&simulator)?;
    let target = format!("--target=url={}", simulator.url());
    story::run(keys.path(), &[&target, "--no-journal"])?;
    let after = Resident::of(&simulator)?;
    Ok(vec![
        Row::new("resident memory, idle", idle.to_string()),
        Row::new(
            "resident memory, after the phased migration",
            after.to_string(),
        )
        .against("under 25 MiB", after < GOAL),
    ])
}

impl Resident {
    /// What the kernel says of a running simulator.
    pub(crate) fn of(simulator: &Simulator) -> Measured<Self> {
        Self::of_process(simulator.process_id())
    }

    /// How much more it is than before, in mebibytes.
    pub(crate) fn since(self, before: Self) -> f64 {
        (f64::from(self.kibibytes) - f64::from(before.kibibytes)) / 1_024.0
    }

    /// What the kernel says of a process.
    pub(crate) fn of_process(id: u32) -> Measured<Self> {
        let path = format!("/proc/{id}/status");
        let status = fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {path}, which Linux has: {error}"))?;
        let kibibytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB"))
            .ok_or_else(|| format!("{path} has no VmRSS in kB"))?;
        let kibibytes = kibibytes.trim().parse()?;
        Ok(Self { kibibytes })
    }
}

impl std::fmt::Display for Resident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} MiB", f64::from(self.kibibytes) / 1_024.0)
    }
}
