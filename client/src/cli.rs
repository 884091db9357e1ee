//! The commands of `byoip`, one file each. A new one is a file here, a variant
//! of [`Command`] and a line in [`run`].

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::exit::{Exit, Failure};

pub mod cert;
mod change;
pub mod check;
pub mod clock;
pub mod continuity;
pub mod drill;
pub mod explain;
mod files;
pub mod fmt;
mod holder;
pub mod key;
pub mod message;
pub mod migrate;
mod online;
mod output;
pub mod preflight;
pub mod registry;
pub mod replay;
mod report;
pub mod resume;
pub mod roa;
pub mod run;
pub mod schema;
pub mod sign;
mod source;
pub mod state;
pub mod verify;

/// What stands below the list of commands.
const AFTER_HELP: &str = "Examples:
  byoip run scenarios/onboarding/phased-migration.yaml
  byoip run --html report.html scenarios/cutover/rollback.yaml
  byoip check scenarios
  byoip migrate scenarios/migrations/two-halves.yaml --dry-run
  byoip key new && byoip cert new --key private-key.pem
  byoip registry publish-cert --cidr 198.18.1.0/24 --cert certificate.pem --key-file key.txt
  byoip roa create --cidr 198.18.1.0/24 --key-file key.txt --dry-run
  byoip preflight --cidr 198.18.1.0/24 --simulator http://127.0.0.1:4566
  byoip state save before.json --simulator http://127.0.0.1:4566
  byoip continuity --address 198.18.1.10 --simulator http://127.0.0.1:4566

Exit codes:
  0 all is well · 1 usage or configuration · 2 a file is not what it should be
  3 the machine or the network failed · 4 what was checked does not hold
  5 a wait timed out · 6 the target may not be changed · 7 something was left behind
  130 interrupted";

/// Prepare, check, run and report a BYOIP migration
#[derive(Parser, Debug)]
#[command(name = "byoip", version, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    #[command(subcommand)]
    Key(key::Key),
    #[command(subcommand)]
    Cert(cert::Cert),
    Check(check::Check),
    Clock(clock::ClockCommand),
    Continuity(continuity::Continuity),
    Drill(drill::DrillCommand),
    Explain(explain::Explain),
    Fmt(fmt::Fmt),
    Message(message::Message),
    Migrate(Box<migrate::Migrate>),
    Preflight(preflight::Preflight),
    #[command(subcommand)]
    Registry(registry::RegistryCommand),
    Replay(replay::Replay),
    Resume(resume::Resume),
    #[command(subcommand)]
    Roa(roa::RoaCommand),
    Run(Box<run::Run>),
    Schema(schema::Schema),
    Sign(sign::Sign),
    State(state::StateCommand),
    Verify(verify::Verify),
}

/// Reads the command line and does what it says.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap's own code for a wrong command line is 2, which here means
            // that a file is wrong.
            let exit = if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Success
            };
            return match error.print() {
                Ok(()) => exit.into(),
                Err(_) => Exit::Runtime.into(),
            };
        }
    };
    end(match arguments.command {
        Command::Key(key) => key.execute(),
        Command::Cert(cert) => cert.execute(),
        Command::Check(check) => check.execute(),
        Command::Clock(clock) => clock.execute(),
        Command::Continuity(continuity) => continuity.execute(),
        Command::Drill(drill) => drill.execute(),
        Command::Explain(explain) => explain.execute(),
        Command::Fmt(fmt) => fmt.execute(),
        Command::Message(message) => message.execute(),
        Command::Migrate(migrate) => migrate.execute(),
        Command::Preflight(preflight) => preflight.execute(),
        Command::Registry(registry) => registry.execute(),
        Command::Replay(replay) => replay.execute(),
        Command::Resume(resume) => resume.execute(),
        Command::Roa(roa) => roa.execute(),
        Command::Run(run) => run.execute(),
        Command::Schema(schema) => schema.execute(),
        Command::Sign(sign) => sign.execute(),
        Command::State(state) => state.execute(),
        Command::Verify(verify) => verify.execute(),
    })
}

fn end(outcome: Result<Exit, Failure>) -> ExitCode {
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::error(&failure);
            failure.exit().into()
        }
    }
}
