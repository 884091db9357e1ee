//! `byoip-sim healthcheck`: whether a simulator answers, for containers that have
//! no other program to ask with.

use clap::Args;
use serde_json::Value;

use super::asking::ask;
use super::{DEFAULT_URL, Failure};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The running simulator
    #[arg(long, value_name = "URL", default_value = DEFAULT_URL)]
    url: String,
}

/// Says nothing where all is well, as a shell's tests do.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    ask::<Value>(&arguments.url, "health").map(drop)
}
