//! `byoip-sim env`: asks a running simulator, prints what a shell evaluates.

use clap::Args;
use serde_json::{Map, Value};

use super::asking::ask;
use super::output::print;
use super::{DEFAULT_URL, Failure};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The running simulator
    #[arg(long, value_name = "URL", default_value = DEFAULT_URL)]
    url: String,
    /// Print JSON instead of export lines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let variables: Map<String, Value> = ask(&arguments.url, "environment")?;
    if arguments.json {
        let document = Value::Object(variables);
        return print(|out| writeln!(out, "{document:#}"));
    }
    print(|out| {
        for (name, value) in &variables {
            let value = value.as_str().unwrap_or_default();
            // Single quotes: nothing in them means anything to a shell.
            writeln!(out, "export {name}='{}'", value.replace('\'', r"'\''"))?;
        }
        Ok(())
    })
}
