//! `byoip`: prepares, checks, runs and reports a BYOIP migration.

use std::process::ExitCode;

fn main() -> ExitCode {
    byoip_client::cli::run(std::env::args_os())
}
