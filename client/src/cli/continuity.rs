//! `byoip continuity`: what partners met with in a simulator's world.

use std::net::Ipv4Addr;

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::online::{SimulatorArguments, online};
use super::output;
use crate::exit::{Exit, Failure};
use crate::target::control::{Control, ControlError};

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip continuity --address 198.18.1.10 --simulator http://127.0.0.1:4566
  byoip continuity --address 198.18.1.10 --from 2026-01-06T15:00:00Z --format svg > cutover.svg
  byoip continuity --address 198.18.1.10 --instance i-0123456789abcde02 --port 25";

/// Tell who could reach an address, and for how long nobody answered
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Continuity {
    /// The address that partners use
    #[arg(long)]
    address: Ipv4Addr,

    /// The first moment [default: the world's first]
    #[arg(long, value_name = "TIME")]
    from: Option<Timestamp>,

    /// The end [default: the world's present]
    #[arg(long, value_name = "TIME")]
    to: Option<Timestamp>,

    /// An instance whose connections to the partners are told too
    #[arg(long, value_name = "ID")]
    instance: Option<String>,

    /// Their port at the partner
    #[arg(long, default_value_t = 443, requires = "instance")]
    port: u16,

    /// How to print it
    #[arg(long, default_value = "text")]
    format: Format,

    #[command(flatten)]
    simulator: SimulatorArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// A picture
    Svg,
}

impl Continuity {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        online(self.ask())
    }

    async fn ask(self) -> Result<Exit, Failure> {
        let Some(base) = self.simulator.base() else {
            let text = "nobody can tell this of the real internet; name a simulator, \
                        --simulator http://127.0.0.1:4566";
            return Err(Failure::new(Exit::Usage, text));
        };
        let control = Control::new(
            reqwest::Client::new(),
            base.trim_end_matches('/').to_owned(),
        );
        let report = control.read_text(&self.path()).await;
        let report = report.map_err(|error| {
            let exit = match &error {
                ControlError::Refused { .. } => Exit::Usage,
                ControlError::Transport { .. } => Exit::Runtime,
            };
            Failure::new(exit, error)
        })?;
        match self.format {
            Format::Json => output::line(report.trim_end())?,
            Format::Text | Format::Svg => output::text(&report)?,
        }
        Ok(Exit::Success)
    }

    fn path(&self) -> String {
        let format = match self.format {
            Format::Text => "text",
            Format::Json => "json",
            Format::Svg => "svg",
        };
        let mut path = format!("continuity?address={}&format={format}", self.address);
        // Written so, a moment has nothing that a query would have to hide.
        for (name, moment) in [("from", self.from), ("to", self.to)] {
            path.extend(moment.map(|moment| format!("&{name}={moment}")));
        }
        if let Some(instance) = &self.instance {
            let instance =
                percent_encoding::utf8_percent_encode(instance, percent_encoding::NON_ALPHANUMERIC);
            path.push_str(&format!("&instance={instance}&port={}", self.port));
        }
        path
    }
}
