//! `byoip-sim fidelity`: the policy table, printed from the code that behaves.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Failure, read};
use crate::shell::world_file::parse_policy;
use crate::world::policy::Policy;

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
    if arguments.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                json!({
                    "key": row.key,
                    "governs": row.governs,
                    "grade": row.grade.as_str(),
                    "source": row.source,
                    "default": row.default,
                    "setting": row.setting,
                })
            })
            .collect();
        anstream::println!("{:#}", json!({ "policies": rows }));
        return Ok(());
    }
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
    Ok(())
}
