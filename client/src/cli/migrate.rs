//! `byoip migrate FILE`: a migration from its short file, run like any scenario.

use clap::Args;

use super::run::{self, Expanded, Reading, Run};
use super::{files, output};
use crate::exit::{Exit, Failure};
use crate::migration::Migration;
use crate::scenario::Source;
use crate::scenario::document::Unreadable;

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
            expand,
        })
    }

    fn print(&self) -> Result<Exit, Failure> {
        for input in files::read(self.run.files())? {
            match expand(input.source) {
                Ok(expanded) => output::text(&expanded.source.text)?,
                Err(mistakes) => {
                    run::tell(&mistakes);
                    return Ok(Exit::Parse);
                }
            }
        }
        Ok(Exit::Success)
    }
}

/// The scenario that a short file stands for.
fn expand(source: Source) -> Result<Expanded, Unreadable> {
    let migration = Migration::parse(source)?;
    Ok(Expanded {
        source: migration.scenario(),
        ranges: migration.ranges().collect(),
    })
}
