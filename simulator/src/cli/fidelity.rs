//! `byoip-sim fidelity`: the ledger, printed from the code that behaves: the
//! policy table, the refusals with their codes, the actions with what they take.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, read};
use crate::shell::world_file::parse_policy;
use crate::wire::ledger;
use crate::world::policy::{Policy, Row};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A policy file whose settings to show
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut policy = Policy::default();
    if let Some(path) = &arguments.policy {
        let text = read(path)?;
        parse_policy(&text, &path.display().to_string(), &mut policy)
            .map_err(|error| Failure::parse(error.to_string()))?;
    }
    let rows = policy.rows();
    let refusals = ledger::refusals(&policy);
    if arguments.json {
        anstream::println!(
            "{:#}",
            json!({
                "policies": rows.iter().map(row).collect::<Vec<_>>(),
                "refusals": refusals.iter().map(refusal).collect::<Vec<_>>(),
                "actions": ledger::actions().iter().map(action).collect::<Vec<_>>(),
            })
        );
        return Ok(());
    }
    anstream::println!("SETTINGS, each a key of a policy file\n");
    for row in rows {
        let changed = if row.setting == row.default {
            ""
        } else {
            " (changed)"
        };
        anstream::println!("{} = {}{changed}", row.key, row.setting);
        anstream::println!("    {}", row.governs);
        anstream::println!("    {}: {}", row.grade.as_str(), row.source);
    }
    anstream::println!("\nREFUSALS, with the code that is answered\n");
    for refusal in refusals {
        anstream::println!("{} {}: {}", refusal.noun, refusal.name, refusal.code);
        anstream::println!("    {}", refusal.text);
        match (refusal.policy, refusal.known) {
            (Some(key), _) => anstream::println!("    set by {key}"),
            (None, Some((grade, source))) => {
                anstream::println!("    {}: {source}", grade.as_str());
            }
            (None, None) => {}
        }
    }
    anstream::println!("\nACTIONS, with the parameters that are not simulated yet\n");
    for action in ledger::actions() {
        anstream::println!("{} {}", action.service, action.name);
        if !action.unsupported.is_empty() {
            anstream::println!("    not yet: {}", action.unsupported.join(", "));
        }
    }
    Ok(())
}

fn row(row: &Row) -> Value {
    json!({
        "key": row.key,
        "governs": row.governs,
        "grade": row.grade.as_str(),
        "source": row.source,
        "default": row.default,
        "setting": row.setting,
    })
}

fn refusal(refusal: &ledger::Refusal) -> Value {
    json!({
        "noun": refusal.noun,
        "refusal": refusal.name,
        "code": refusal.code,
        "status": refusal.code.status(),
        "text": refusal.text,
        "policy": refusal.policy,
        "grade": refusal.known.map(|(grade, _)| grade.as_str()),
        "source": refusal.known.map(|(_, source)| source),
    })
}

fn action(action: &ledger::Action) -> Value {
    json!({
        "service": action.service,
        "name": action.name,
        "parameters": action.parameters,
        "required": action.required,
        "unsupported": action.unsupported,
    })
}
