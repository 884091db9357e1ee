//! The command line of `byoip-sim`.

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod asking;
mod env;
mod fidelity;
mod healthcheck;
mod output;
mod serve;

/// Where a simulator listens unless it is told otherwise.
const DEFAULT_URL: &str = "http://127.0.0.1:4566";

/// A rehearsal of AWS, the registries, the RPKI and the internet for those who
/// bring their own IP addresses.
#[derive(Debug, Parser)]
#[command(
    name = "byoip-sim",
    version,
    about = "Simulates AWS, the address registries, the RPKI and the internet for a BYOIP migration",
    after_help = "Examples:
  byoip-sim serve
  byoip-sim serve --clock manual --seed 7
  eval \"$(byoip-sim env)\" && aws ec2 describe-byoip-cidrs --max-results 5"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a world and answer for it until interrupted
    Serve(Box<serve::Arguments>),
    /// Print the export lines that point AWS tools at a running simulator
    Env(env::Arguments),
    /// End with 0 if a running simulator answers, with 3 if none does
    Healthcheck(healthcheck::Arguments),
    /// Print the policy table: what the world does where nobody has said, and why
    Fidelity(fidelity::Arguments),
}

/// Why a command ends without success. The text says what, where and what to
/// do; the codes are those of `byoip`: 1 for usage and configuration, 2 for a
/// file that is not what it should be, 3 for what went wrong while running.
#[derive(Debug)]
struct Failure {
    code: u8,
    text: String,
}

impl Failure {
    fn usage(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { code: 1, text }
    }

    fn parse(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { code: 2, text }
    }

    fn runtime(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { code: 3, text }
    }
}

/// Reads the arguments and does what they say.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not errors.
            let code = u8::from(error.use_stderr());
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let result = match arguments.command {
        Command::Serve(arguments) => serve::run(*arguments),
        Command::Env(arguments) => env::run(&arguments),
        Command::Healthcheck(arguments) => healthcheck::run(&arguments),
        Command::Fidelity(arguments) => fidelity::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Where stderr is closed there is nobody left to tell.
            let _ = writeln!(anstream::stderr(), "byoip-sim: {}", failure.text);
            ExitCode::from(failure.code)
        }
    }
}

/// The longest world or policy file read: a hundred thousand holdings and more.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Reads a file that an argument names.
fn read(path: &std::path::Path) -> Result<String, Failure> {
    let cannot = |what: &dyn std::fmt::Display| {
        Failure::usage(format!("cannot read {}: {what}", path.display()))
    };
    let file = std::fs::File::open(path).map_err(|error| cannot(&error))?;
    let mut text = String::new();
    let read = file.take(FILE_LIMIT + 1).read_to_string(&mut text);
    if read.map_err(|error| cannot(&error))? as u64 > FILE_LIMIT {
        return Err(cannot(&format!("it is longer than {FILE_LIMIT} bytes")));
    }
    Ok(text)
}
