//! `byoip-sim`: reads its configuration, opens the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    byoip_simulator::cli::main()
}
