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

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            let entries = std::fs::read_dir(folder).unwrap();
            files.extend(entries.map(|entry| entry.unwrap().path()));
        }
    }
    files.retain(|file| {
        let is_yaml = file.extension().is_some_and(|it| it == "yaml");
        // Migrations' short files have no steps of their own.
        is_yaml && !file.parent().is_some_and(|it| it.ends_with("migrations"))
    });
    files.sort();
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

#[tokio::test]
async fn every_scenario_succeeds() {
    let files = files();
    assert!(files.len() >= 21, "{files:?}");
    for file in files {
        let result = run(&file).await;
        assert!(result.succeeded(), "{}", text::transcript(&result));
    }
}

#[tokio::test]
async fn transcripts_repeat_byte_for_byte() {
    for file in files() {
        // What brings this computer's clock in differs from second to second.
        if file.ends_with("by-the-guide.yaml") {
            continue;
        }
        let one = text::transcript(&run(&file).await);
        assert_eq!(one, text::transcript(&run(&file).await));
    }
}
