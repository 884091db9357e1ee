//! Every scenario of the repository does what it says, on the simulator in this
//! process, and twice the same.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files must fail"
)]

use std::path::{Path, PathBuf};

use byoip_client::scenario::Source;
use byoip_client::scenario::document::Scenario;
use byoip_client::scenario::outcome::RunResult;
use byoip_client::scenario::report::text;
use byoip_client::scenario::runner::{self, RunOptions};

/// The scenarios of a folder of `scenarios`.
fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let entries = std::fs::read_dir(root.join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

fn read(file: &Path) -> Scenario {
    let source = Source {
        path: file.to_str().unwrap().to_owned(),
        text: std::fs::read_to_string(file).unwrap(),
    };
    Scenario::parse(source, &[]).unwrap_or_else(|unreadable| {
        let problems: Vec<String> = unreadable
            .problems
            .iter()
            .map(|problem| problem.render(&unreadable.source))
            .collect();
        panic!("{}", problems.join("\n"))
    })
}

async fn run(file: &Path) -> RunResult {
    let program = Path::new(env!("CARGO_BIN_EXE_byoip"));
    let options = RunOptions {
        programs: program.parent().map(Path::to_owned),
        ..RunOptions::default()
    };
    runner::run(&read(file), &options, &mut ()).await
}

/// Each does what it says, and twice the same byte for byte.
async fn succeed_and_repeat(folder: &str) {
    for file in files(folder) {
        let result = run(&file).await;
        let transcript = text::transcript(&result);
        assert!(result.succeeded(), "{transcript}");
        // What brings this computer's clock in differs from second to second.
        if !file.ends_with("by-the-guide.yaml") {
            assert_eq!(transcript, text::transcript(&run(&file).await));
        }
    }
}

#[tokio::test]
async fn automation() {
    succeed_and_repeat("automation").await;
}

#[tokio::test]
async fn cutover() {
    succeed_and_repeat("cutover").await;
}

#[tokio::test]
async fn drills() {
    succeed_and_repeat("drills").await;
}

#[tokio::test]
async fn onboarding() {
    succeed_and_repeat("onboarding").await;
}

#[tokio::test]
async fn refusals() {
    succeed_and_repeat("refusals").await;
}

#[tokio::test]
async fn registries() {
    succeed_and_repeat("registries").await;
}
