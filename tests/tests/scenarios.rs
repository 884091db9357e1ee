//! Every scenario and every drill on a running server: the same transcript as on
//! the simulator inside the program, moment by moment. A drill's own run has its
//! check fail before the mend and hold after it. And the world that is left
//! behind, saved and loaded elsewhere, is the same one and goes on alike.

use std::path::{Path, PathBuf};
use std::process::Command;

use byoip_tests::binary;
use byoip_tests::simulator::Simulator;
use serde_json::Value;

/// The seed that a run has by itself, and the moment in which its world begins.
const SEED: &str = "1";
const START: &str = "2026-01-05T09:00:00Z";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace's folder")
}

/// The scenarios of a folder of `scenarios`.
fn files(folder: &str) -> Vec<PathBuf> {
    let path = root().join("scenarios").join(folder);
    let entries = std::fs::read_dir(path).expect("there is such a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    // What brings this computer's clock in differs from second to second.
    files.retain(|file| !file.ends_with("by-the-guide.yaml"));
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

/// What a target makes of the files: the report, without what must differ.
fn run(files: &[PathBuf], target: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report.json");
    let output = Command::new(binary::path("byoip"))
        .args([
            "run",
            "--quiet",
            "--no-journal",
            "--seed",
            SEED,
            "--target",
            target,
            "--json",
        ])
        .arg(&report)
        .args(files)
        .env("NO_COLOR", "1")
        .output()
        .expect("byoip runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "on {target}: {told}");
    let text = std::fs::read_to_string(&report).expect("there is a report");
    let mut report: Value = serde_json::from_str(&text).expect("it is JSON");
    let scenarios = report.get_mut("scenarios").and_then(Value::as_array_mut);
    let scenarios = scenarios.expect("it has scenarios");
    for scenario in scenarios.iter_mut() {
        let members = scenario.as_object_mut().expect("each is an object");
        members.retain(|name, _| !matches!(name.as_str(), "target" | "repeat"));
    }
    std::mem::take(scenarios)
}

fn both_are_equal(folder: &str) {
    let files = files(folder);
    let server = Simulator::start_with(&["--start", START]);
    let copy = Simulator::start_with(&["--start", START]);
    let target = format!("url={}", server.url());
    let here = run(&files, "embedded");
    assert_eq!(here.len(), files.len());
    for (file, here) in files.iter().zip(&here) {
        let elsewhere = run(std::slice::from_ref(file), &target).remove(0);
        is_the_same_when_loaded(&server, &copy, file);
        let steps = |report: &Value| {
            let steps = report.get("steps").and_then(Value::as_array);
            steps.expect("it has steps").clone()
        };
        let others = steps(&elsewhere);
        // The first step that differs says more than two whole reports.
        for (step, other) in steps(here).iter().zip(&others) {
            assert_eq!(step, other, "{:?}", here.get("file"));
        }
        assert_eq!(*here, elsewhere);
    }
}

/// A saved world is the same one elsewhere, now and after everything that is
/// under way.
fn is_the_same_when_loaded(server: &Simulator, copy: &Simulator, file: &Path) {
    let state = |simulator: &Simulator| {
        let (status, state) = simulator.request("GET", "/_simulator/state", b"");
        assert_eq!(status, 200, "{}", file.display());
        state
    };
    let saved = state(server);
    let (status, told) = copy.request("PUT", "/_simulator/state", &saved);
    let told = String::from_utf8_lossy(&told);
    assert_eq!(status, 200, "{}: {told}", file.display());
    assert!(state(copy) == saved, "{}", file.display());
    assert_eq!(server.advance("30d"), copy.advance("30d"));
    assert!(state(copy) == state(server), "{}", file.display());
}

#[test]
fn automation() {
    both_are_equal("automation");
}

#[test]
fn cutover() {
    both_are_equal("cutover");
}

#[test]
fn drills() {
    both_are_equal("drills");
}

#[test]
fn onboarding() {
    both_are_equal("onboarding");
}

#[test]
fn refusals() {
    both_are_equal("refusals");
}

#[test]
fn registries() {
    both_are_equal("registries");
}

/// A folder that comes new has to be named here. Migrations are short files that
/// stand for scenarios; `client/tests/migrations.rs` plays them.
#[test]
fn no_folder_is_forgotten() {
    let entries = std::fs::read_dir(root().join("scenarios")).expect("there are scenarios");
    let mut folders: Vec<String> = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let known = [
        "automation",
        "cutover",
        "drills",
        // Short files, which `byoip migrate` takes; client/tests/migrations.rs.
        "migrations",
        "onboarding",
        "refusals",
        "registries",
    ];
    assert_eq!(folders, known);
}
