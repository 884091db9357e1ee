//! One migration in many worlds: how many runs a second, and how much memory a
//! world takes that is open.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use byoip_tests::binary;

use crate::catalogue::SCENARIOS;
use crate::memory::Resident;
use crate::table::Row;
use crate::{Measured, clock, story};

const STORY: &str = "cutover/two-halves.yaml";

/// Seeds, one run each.
const SEEDS: u32 = 1_000;

/// Worlds that are open at a time.
const OPEN: u32 = 64;

pub(crate) fn measure() -> Measured {
    Ok(vec![seeds()?, memory()?])
}

fn seeds() -> Measured<Row> {
    let keys = story::keys()?;
    let (output, duration) = clock::time(|| {
        Command::new(binary::path("byoip"))
            .arg("run")
            .arg(Path::new(SCENARIOS).join(STORY))
            .args(["--repeat", &SEEDS.to_string(), "--keys"])
            .arg(keys.path())
            .stdin(Stdio::null())
            .output()
    });
    let output = output?;
    if !output.status.success() {
        let transcript = String::from_utf8_lossy(&output.stdout);
        let total = transcript.lines().last().unwrap_or_default();
        return Err(format!("a seed has failed: {total}").into());
    }
    let rate = f64::from(SEEDS) / duration.as_secs_f64();
    let figure = format!("{rate:.1} a second, {:.1} s", duration.as_secs_f64());
    Ok(Row::new("1,000 seeds of a migration, embedded", figure))
}

/// By how much the process grows with each world that has come to the end of the
/// story.
fn memory() -> Measured<Row> {
    let (one, many) = (resident(1)?, resident(OPEN)?);
    let each = many.since(one) / f64::from(OPEN - 1);
    let figure = format!("{each:.1} MiB ({one} with one, {many} with {OPEN})");
    Ok(Row::new("memory of an open world", figure))
}

/// The memory of a process in which so many worlds are open.
fn resident(worlds: u32) -> Measured<Resident> {
    let folder = tempfile::tempdir()?;
    let (gate, ready) = (folder.path().join("gate"), folder.path().join("ready"));
    let mut story = fs::read_to_string(Path::new(SCENARIOS).join(STORY))?;
    // The last step: comes back when the gate is there.
    story.push_str(&format!(
        "\n  - name: Stay open\n    shell: echo >> {}; until [ -e {} ]; do sleep 1; done\n",
        ready.display(),
        gate.display()
    ));
    let path = folder.path().join("story.yaml");
    fs::write(&path, story)?;
    fs::write(&ready, "")?;
    let keys = story::keys()?;
    let worlds_text = worlds.to_string();
    let mut process = Command::new(binary::path("byoip"))
        .arg("run")
        .arg(&path)
        .args(["--repeat", &worlds_text, "--jobs", &worlds_text, "--keys"])
        .arg(keys.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()?;
    let seen = wait_for(&mut process, &ready, worlds);
    let resident = seen.and_then(|()| Resident::of_process(process.id()));
    fs::write(&gate, "")?;
    process.wait()?;
    resident
}

/// Comes back when so many worlds have said that they are there.
fn wait_for(process: &mut Child, ready: &Path, worlds: u32) -> Measured<()> {
    while fs::read_to_string(ready)?.lines().count() < usize::try_from(worlds)? {
        if let Some(status) = process.try_wait()? {
            return Err(format!("the worlds ended before they were counted: {status}").into());
        }
        std::thread::yield_now();
    }
    Ok(())
}
