//! `byoip state`: a simulator's world saved, loaded and compared.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use reqwest::Method;
use serde_json::{Value, json};

use super::online::{SimulatorArguments, online};
use super::output;
use crate::authorization::file::{self, Readers};
use crate::exit::{Exit, Failure};
use crate::state::State;
use crate::target::control::{Control, ControlError};

mod text;

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip state save before.json --simulator http://127.0.0.1:4566
  byoip state load before.json
  byoip state diff before.json              against the simulator's world as it is
  byoip state diff before.json after.json   0 if nothing differs, 4 if something does

A saved state has the whole world in it, its access keys and signatures too;
the file is readable by you alone. What is compared shows none of them.";

/// Save a simulator's whole world as JSON, load it, or compare two
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct StateCommand {
    #[command(subcommand)]
    deed: Deed,

    #[command(flatten)]
    simulator: SimulatorArguments,
}

#[derive(Subcommand, Debug)]
enum Deed {
    /// Save the world: what it began with, what happened, what there is now
    Save {
        /// The file to write
        file: PathBuf,
        /// Replace a file that is there
        #[arg(long)]
        force: bool,
    },
    /// Put a saved world in the place of the simulator's
    Load {
        /// The saved state
        file: PathBuf,
    },
    /// Say what differs
    Diff {
        /// The saved state to begin from
        before: PathBuf,
        /// The other one; without it the simulator's world as it is
        after: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl StateCommand {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        online(async {
            match &self.deed {
                Deed::Save { file, force } => self.save(file, *force).await,
                Deed::Load { file } => self.load(file).await,
                Deed::Diff {
                    before,
                    after,
                    json,
                } => self.diff(before, after.as_deref(), *json).await,
            }
        })
    }

    async fn save(&self, path: &Path, force: bool) -> Result<Exit, Failure> {
        let document = state(&self.simulator.control()?).await?;
        let text = format!("{document:#}\n");
        file::create(path, text.as_bytes(), Readers::Owner, force)
            .map_err(|error| Failure::new(Exit::Runtime, error))?;
        let count = document.get("events").and_then(Value::as_array);
        let count = count.map_or(0, Vec::len);
        let now = document.get("now").and_then(Value::as_str).unwrap_or("?");
        let path = path.display();
        output::line(format_args!(
            "{path}  the world at {now}, after {count} events"
        ))?;
        Ok(Exit::Success)
    }

    async fn load(&self, path: &Path) -> Result<Exit, Failure> {
        let control = self.simulator.control()?;
        let wrong = |error: &dyn std::fmt::Display| {
            Failure::new(Exit::Parse, format_args!("{}: {error}", path.display()))
        };
        let document: Value = serde_json::from_str(&read(path)?).map_err(|error| wrong(&error))?;
        match control.send(Method::PUT, "state", Some(&document)).await {
            Ok(clock) => {
                let now = clock.get("now").and_then(Value::as_str).unwrap_or("?");
                output::line(format_args!("the simulator goes on at {now}"))?;
                Ok(Exit::Success)
            }
            Err(ControlError::Refused { message, .. }) => Err(wrong(&message)),
            Err(error) => Err(Failure::new(Exit::Runtime, error)),
        }
    }

    async fn diff(&self, before: &Path, after: Option<&Path>, json: bool) -> Result<Exit, Failure> {
        let first = parse(&read(before)?, before)?;
        let second = match after {
            Some(path) => parse(&read(path)?, path)?,
            None => {
                let document = state(&self.simulator.control()?).await?;
                parse(&document.to_string(), Path::new("the simulator's state"))?
            }
        };
        let difference = first.difference(&second);
        if json {
            output::json(&json!({ "version": 1, "difference": difference }))?;
        } else {
            output::text(&text::Told(&difference).to_string())?;
        }
        Ok(match difference.is_none() {
            true => Exit::Success,
            false => Exit::Assertion,
        })
    }
}

async fn state(control: &Control) -> Result<Value, Failure> {
    let state = control.read("state").await;
    state.map_err(|error| Failure::new(Exit::Runtime, error))
}

fn parse(text: &str, path: &Path) -> Result<State, Failure> {
    State::parse(text)
        .map_err(|error| Failure::new(Exit::Parse, format_args!("{}: {error}", path.display())))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        Failure::new(
            Exit::Parse,
            format_args!("cannot read {}: {error}", path.display()),
        )
    })
}
