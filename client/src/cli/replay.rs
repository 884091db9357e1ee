//! `byoip replay FILE`: a recording against a simulator.

use std::path::PathBuf;

use clap::Args;

use super::online::online;
use super::output;
use crate::authorization::file;
use crate::exit::{Exit, Failure};
use crate::replay::{self, Options, ReplayError};
use crate::scenario::Source;
use crate::target::Target;

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip run --record run.jsonl scenarios/onboarding/phased-migration.yaml
  byoip replay run.jsonl --seed 7
  byoip replay real.jsonl --world ours.yaml --json";

/// Send a recording to a simulator and tell what it answers otherwise
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Replay {
    /// What `--record` wrote; of a run that was interrupted, the parts in their
    /// order
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Where: embedded (a fresh simulator in this process) or url=http://… (a
    /// running one)
    #[arg(long, default_value_t, value_name = "TARGET")]
    target: Target,

    /// Seed of the world. With url=… it resets the world there
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// The world to begin in: what the recorded account has and its registries
    /// hold
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,

    /// A setting of the policy table, such as review_duration=2h; `byoip-sim
    /// fidelity` lists them
    #[arg(long = "policy", value_name = "KEY=VALUE", value_parser = setting)]
    policy: Vec<(String, String)>,

    /// Print the differences as JSON
    #[arg(long)]
    json: bool,
}

impl Replay {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let world = match &self.world {
            None => None,
            Some(path) => {
                let text = file::read_text(path);
                let text = text.map_err(|error| Failure::new(Exit::Parse, error))?;
                let path = path.display().to_string();
                Some(Source { path, text })
            }
        };
        let options = Options {
            target: self.target,
            seed: self.seed,
            world,
            policy: self.policy.into_iter().collect(),
        };
        let report = online(async {
            let replayed = replay::replay(&self.files, &options).await;
            replayed.map_err(|error| Failure::new(exit(&error), error))
        })?;
        if self.json {
            output::json(&report.json())?;
        } else {
            output::text(&report.text())?;
        }
        Ok(match report.agrees() {
            true => Exit::Success,
            false => Exit::Assertion,
        })
    }
}

fn exit(error: &ReplayError) -> Exit {
    match error {
        ReplayError::Recording { .. } | ReplayError::World(_) => Exit::Parse,
        ReplayError::Aws | ReplayError::Policy(_) => Exit::Usage,
        ReplayError::Simulator(_) => Exit::Runtime,
    }
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        Some(_) | None => Err("write it as KEY=VALUE".to_owned()),
    }
}
