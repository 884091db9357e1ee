//! `byoip migrate FILE`: a migration from its short file, run like any scenario.

use std::path::Path;

use byoip_vocabulary::prefix::Prefix;
use clap::Args;

use super::output;
use super::run::{self, Reading, Readings, Run};
use crate::authorization::file;
use crate::exit::{Exit, Failure};
use crate::migration::Migration;
use crate::scenario::Source;
use crate::scenario::document::{Scenario, Unreadable};

#[cfg(test)]
mod tests;

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip migrate scenarios/migrations/two-halves.yaml
  byoip migrate scenarios/migrations/two-halves.yaml --careful --html report.html
  byoip migrate scenarios/migrations/two-halves.yaml --scenario > my-migration.yaml
  byoip migrate move.yaml --target aws --dry-run
  byoip migrate move.yaml --target aws --allow-write 123456789012:198.18.1.0/24";

/// Move ranges to AWS, from a short file that says which, on any target
#[derive(Args, Debug)]
#[command(
    after_help = EXAMPLES,
    mut_arg("files", |files| files
        .help("Short files: which ranges, at which registry, announced by whom (YAML)"))
)]
pub struct Migrate {
    /// Print the scenario that the file stands for; run nothing
    #[arg(long)]
    scenario: bool,

    #[command(flatten)]
    run: Run,
}

impl Migrate {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        if self.scenario {
            return self.print();
        }
        self.run.execute_as(&Reading {
            command: "byoip migrate",
            read,
            ranges,
        })
    }

    fn print(&self) -> Result<Exit, Failure> {
        for file in self.run.files() {
            match migration(file)? {
                Ok(migration) => output::text(&migration.scenario().text)?,
                Err(mistakes) => {
                    run::tell(&mistakes);
                    return Ok(Exit::Parse);
                }
            }
        }
        Ok(Exit::Success)
    }
}

/// Reads a short file as the scenario it stands for.
fn read(path: &Path, given: &[String]) -> Readings {
    Ok(match migration(path)? {
        Ok(migration) => Scenario::parse(migration.scenario(), given),
        Err(mistakes) => Err(mistakes),
    })
}

/// The ranges of a short file that was read before.
fn ranges(path: &Path) -> Vec<Prefix> {
    match migration(path) {
        Ok(Ok(migration)) => migration.ranges().collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    }
}

fn migration(path: &Path) -> Result<Result<Migration, Unreadable>, Failure> {
    let text = file::read_text(path).map_err(|error| Failure::new(Exit::Parse, error))?;
    let path = path.display().to_string();
    Ok(Migration::parse(Source { path, text }))
}
