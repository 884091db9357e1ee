//! `byoip clock`: a simulator's time, looked at and moved.

use byoip_vocabulary::duration;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::online::{SimulatorArguments, online};
use super::output;
use crate::exit::{Exit, Failure};
use crate::target::control::{Clock, ClockMode, Control, ControlError};

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip clock --simulator http://127.0.0.1:4566
  byoip clock advance 7d
  byoip clock next --events";

/// Look at a simulator's clock, or move it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ClockCommand {
    #[command(subcommand)]
    deed: Option<Deed>,

    /// Say what happened on the way too
    #[arg(long, global = true)]
    events: bool,

    /// Print JSON
    #[arg(long, global = true)]
    json: bool,

    #[command(flatten)]
    simulator: SimulatorArguments,
}

#[derive(Subcommand, Debug)]
enum Deed {
    /// Move it on
    Advance {
        /// By how much: 90s, 15m, 2h, 7d
        #[arg(value_parser = length)]
        by: String,
    },
    /// Move it to the next thing that happens by itself
    Next,
    /// Move it to a moment
    Until {
        /// In RFC 3339: 2026-01-12T00:00:00Z
        moment: Timestamp,
    },
    /// Let it stand still
    Pause,
    /// Let it go on
    Resume,
}

impl ClockCommand {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        online(self.turn())
    }

    async fn turn(self) -> Result<Exit, Failure> {
        let control = self.simulator.control()?;
        let how = match &self.deed {
            None => None,
            Some(Deed::Advance { by }) => Some(json!({ "by": by })),
            Some(Deed::Next) => Some(json!({ "to": "next-event" })),
            Some(Deed::Until { moment }) => Some(json!({ "to": moment })),
            Some(Deed::Pause) => return self.pause(&control, true).await,
            Some(Deed::Resume) => return self.pause(&control, false).await,
        };
        let happened = match how {
            None => Vec::new(),
            Some(how) => {
                let moved = control.advance(&how).await.map_err(failure)?;
                let events = moved.get("events").and_then(Value::as_array);
                events.cloned().unwrap_or_default()
            }
        };
        self.print(&control, &happened).await
    }

    async fn pause(&self, control: &Control, is_paused: bool) -> Result<Exit, Failure> {
        let body = json!({ "paused": is_paused });
        let changed = control.send(reqwest::Method::PUT, "clock", Some(&body));
        changed.await.map_err(failure)?;
        self.print(control, &[]).await
    }

    async fn print(&self, control: &Control, happened: &[Value]) -> Result<Exit, Failure> {
        let clock = control.clock().await.map_err(failure)?;
        if self.json {
            let mut document = json!({
                "now": clock.now,
                "paused": clock.paused,
                "next_event": clock.next_event,
            });
            if let (true, Value::Object(members)) = (self.events, &mut document) {
                members.insert("events".to_owned(), json!(happened));
            }
            output::json(&document)?;
            return Ok(Exit::Success);
        }
        if self.events {
            for event in happened {
                let member = |name| event.get(name).and_then(Value::as_str).unwrap_or("?");
                output::line(format_args!("{}  {}", member("at"), member("text")))?;
            }
        }
        output::line(format_args!("{}  {}", clock.now, way(&clock)))?;
        Ok(Exit::Success)
    }
}

/// How the clock goes.
fn way(clock: &Clock) -> String {
    let pace = match clock.mode {
        ClockMode::Manual => "moves when it is told to".to_owned(),
        ClockMode::Scaled => format!("{} seconds in a real one", clock.scale),
        ClockMode::Real => "as fast as the real one".to_owned(),
    };
    match clock.paused {
        true => format!("{pace}; paused"),
        false => pace,
    }
}

fn failure(error: ControlError) -> Failure {
    let exit = match &error {
        ControlError::Refused { .. } => Exit::Usage,
        ControlError::Transport { .. } => Exit::Runtime,
    };
    Failure::new(exit, error)
}

fn length(text: &str) -> Result<String, String> {
    match duration::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
