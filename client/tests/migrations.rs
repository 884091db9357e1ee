//! Every short file of the repository moves its ranges, on the simulator in this
//! process: as quickly as it can be, and with the manners that AWS wants.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files must fail"
)]

use std::path::{Path, PathBuf};

use byoip_client::migration::Migration;
use byoip_client::scenario::Source;
use byoip_client::scenario::document::Scenario;
use byoip_client::scenario::report::text;
use byoip_client::scenario::runner::{self, RunOptions};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/migrations");
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn every_migration_succeeds() {
    let files = files();
    assert!(!files.is_empty());
    for file in files {
        let source = Source {
            path: file.to_str().unwrap().to_owned(),
            text: std::fs::read_to_string(&file).unwrap(),
        };
        let migration = Migration::parse(source).unwrap();
        let scenario = Scenario::parse(migration.scenario(), &[]).unwrap();
        for careful in [false, true] {
            let options = RunOptions {
                careful,
                ..RunOptions::default()
            };
            let result = runner::run(&scenario, &options, &mut ()).await;
            assert!(result.succeeded(), "{}", text::transcript(&result));
        }
    }
}
