//! The door to real AWS: what may be changed there, and the question before it.

use std::io::{BufRead, IsTerminal, Write};

use anstream::eprintln;
use clap::Args;

use crate::cli::output;
use crate::exit::{Exit, Failure};
use crate::scenario::plan::Plan;
use crate::target::Target;
use crate::target::allowance::Allowance;

#[derive(Args, Debug)]
#[command(next_help_heading = "Real AWS")]
pub(in crate::cli) struct Guard {
    /// Let this run change something at real AWS: in this account, on these
    /// ranges and their addresses, and nowhere else. Without it a step that
    /// would change something is refused
    #[arg(long, value_name = "ACCOUNT:RANGE[,RANGE…]")]
    pub(in crate::cli) allow_write: Option<Allowance>,

    /// Let `shell` steps run towards real AWS, where nobody can tell what they
    /// change
    #[arg(long)]
    pub(in crate::cli) allow_shell: bool,

    /// Do not ask before something is changed
    #[arg(long)]
    pub(in crate::cli) yes: bool,
}

impl Guard {
    /// Shows what would be done and asks whether it may be. Only for what changes
    /// real AWS.
    pub(in crate::cli) fn confirm(&self, target: &Target, plans: &[Plan]) -> Result<(), Failure> {
        let Some(allowance) = &self.allow_write else {
            if self.allow_shell {
                let text =
                    "--allow-shell lets commands change anything; it goes with --allow-write";
                return Err(Failure::new(Exit::Usage, text));
            }
            return Ok(());
        };
        if *target != Target::Aws {
            let text = "--allow-write is about real AWS; add --target aws, or leave it out";
            return Err(Failure::new(Exit::Usage, text));
        }
        if self.yes || !plans.iter().any(Plan::changes) {
            return Ok(());
        }
        for plan in plans {
            output::shown(plan.text());
        }
        let ranges: Vec<String> = allowance.ranges().iter().map(ToString::to_string).collect();
        eprintln!(
            "This changes real AWS: account {}, {}. Addresses of your own cost nothing there; \
             NAT gateways and instances do.",
            allowance.account(),
            ranges.join(", ")
        );
        if !std::io::stdin().is_terminal() {
            let text = "nobody is there to confirm it; add --yes";
            return Err(Failure::new(Exit::Refused, text));
        }
        anstream::eprint!("Type the account's number to go on: ");
        let _ = std::io::stderr().flush();
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        if read.is_err() || answer.trim() != allowance.account().to_string() {
            return Err(Failure::new(
                Exit::Refused,
                "not confirmed; nothing was done",
            ));
        }
        Ok(())
    }
}
