//! The phased migration, some weeks of virtual time: a whole run of `byoip`
//! with the simulator inside it, from the start of the process to its end.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use byoip_tests::binary;
use tempfile::TempDir;

use crate::spread::Spread;
use crate::table::Row;
use crate::{Measured, clock};

const RUNS: usize = 10;
const GOAL: Duration = Duration::from_secs(1);

const SCENARIO: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../scenarios/onboarding/phased-migration.yaml"
);
const KEY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/golden/openssl/test-fixture-key.pem"
);

pub(crate) fn measure() -> Measured {
    let keys = keys()?;
    let spread = Spread::of(RUNS, || {
        let (result, duration) = clock::time(|| run(keys.path(), &[]));
        result.map(|()| duration)
    })?;
    let met = spread.median() < GOAL;
    let row = Row::new("phased migration, embedded", spread.to_string());
    Ok(vec![row.against("under 1 s", met)])
}

/// A folder with the ready-made key alone: finding primes would be most of the
/// time, and vary.
pub(crate) fn keys() -> Measured<TempDir> {
    let folder = tempfile::tempdir()?;
    fs::copy(KEY, folder.path().join("key.pem"))?;
    Ok(folder)
}

/// Runs the story once, with further arguments.
pub(crate) fn run(keys: &Path, arguments: &[&str]) -> Measured<()> {
    let output = Command::new(binary::path("byoip"))
        .args(["run", SCENARIO, "--keys"])
        .arg(keys)
        .args(arguments)
        .stdin(Stdio::null())
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let output = [output.stdout, output.stderr].concat();
    let output = String::from_utf8_lossy(&output);
    Err(format!("the phased migration has failed:\n{output}").into())
}
