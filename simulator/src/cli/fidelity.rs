//! `byoip-sim fidelity`: the ledger, printed from the code that behaves: the
//! settings, the refusals with their codes, AWS's and the registries', the
//! review's verdicts, the buckets that throttle, the sizes of pages, the actions
//! with what they take.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, read};
use crate::shell::world_file::parse_policy;
use crate::wire::ledger::{self, OwnerRefusal};
use crate::world::aws::review::Verdict;
use crate::world::aws::throttle;
use crate::world::policy::{Policy, Row};

/// The setting that says whether buckets throttle, and by which clock.
const BUCKETS_KEY: &str = "throttling";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A policy file whose settings to show
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Print JSON instead of text
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
                "owner_refusals": ledger::owner_refusals()
                    .map(|it| owner_refusal(it, &policy))
                    .collect::<Vec<_>>(),
                "verdicts": Verdict::ALL.iter().map(verdict).collect::<Vec<_>>(),
                "buckets": throttle::ROWS.iter().map(bucket).collect::<Vec<_>>(),
                "pages": ledger::PAGES.iter().map(pages).collect::<Vec<_>>(),
                "actions": ledger::actions().iter().map(action).collect::<Vec<_>>(),
            })
        );
        return Ok(());
    }
    print_settings(&rows);
    print_refusals(&refusals);
    print_owner_refusals(&policy);
    print_verdicts();
    print_buckets();
    print_pages();
    print_actions();
    Ok(())
}

fn print_settings(rows: &[Row]) {
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
}

fn print_refusals(refusals: &[ledger::Refusal]) {
    anstream::println!("\nREFUSALS, with the code that is answered\n");
    for refusal in refusals {
        anstream::println!("{} {}: {}", refusal.noun, refusal.name, refusal.code);
        anstream::println!("    {}", refusal.text);
        if let Some(key) = refusal.policy {
            anstream::println!("    set by {key}");
        }
        if let Some((grade, source)) = refusal.known {
            anstream::println!("    {}: {source}", grade.as_str());
        }
    }
}

fn print_owner_refusals(policy: &Policy) {
    anstream::println!(
        "\nREFUSALS of the registries' interfaces for owners, with the status that is answered\n"
    );
    for refusal in ledger::owner_refusals() {
        let status = refusal.status(policy);
        let code = refusal.code.unwrap_or_default();
        anstream::println!("{}: {status} {code}", refusal.name);
        // A text of several lines is one of the ledger's.
        anstream::println!("    {}", refusal.text.replace('\n', "\\n"));
        anstream::println!("    set by {}", refusal.name);
        anstream::println!("    {}: {}", refusal.grade.as_str(), refusal.source);
    }
}

fn print_verdicts() {
    anstream::println!("\nVERDICTS of the review, in order of precedence\n");
    for verdict in Verdict::ALL {
        let (grade, source) = verdict.known();
        anstream::println!("{verdict}");
        anstream::println!("    {}: {source}", grade.as_str());
    }
}

fn print_buckets() {
    anstream::println!("\nBUCKETS, of each action one for an account and Region\n");
    for row in throttle::ROWS {
        let (size, refill) = (row.bucket.size, row.bucket.refill.as_secs_f64());
        anstream::println!("{}: {size} at once, one more every {refill} s", row.calls);
        anstream::println!("    set by {BUCKETS_KEY}");
        anstream::println!("    {}: {}", row.grade.as_str(), row.source);
    }
}

fn print_pages() {
    anstream::println!("\nPAGES, with the least and the most that one may be asked to hold\n");
    for pages in ledger::PAGES {
        let (least, most) = (pages.range.start(), pages.range.end());
        let (service, action, parameter) = (pages.service, pages.action, pages.parameter);
        anstream::println!("{service} {action}: {parameter} {least} to {most}");
        anstream::println!("    {}: {}", pages.grade.as_str(), pages.source);
    }
}

fn print_actions() {
    anstream::println!("\nACTIONS, with the parameters that are not simulated yet\n");
    for action in ledger::actions() {
        anstream::println!("{} {}", action.service, action.name);
        if !action.unsupported.is_empty() {
            anstream::println!("    not yet: {}", action.unsupported.join(", "));
        }
    }
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

fn owner_refusal(refusal: &OwnerRefusal, policy: &Policy) -> Value {
    let (interface, name) = refusal.name.split_once('.').unwrap_or_default();
    json!({
        "interface": interface,
        "refusal": name,
        "status": refusal.status(policy),
        "default": refusal.status,
        "code": refusal.code,
        "text": refusal.text,
        "policy": refusal.name,
        "grade": refusal.grade.as_str(),
        "source": refusal.source,
    })
}

fn verdict(verdict: &Verdict) -> Value {
    let (grade, source) = verdict.known();
    json!({
        "verdict": verdict,
        "status_message": verdict.as_str(),
        "grade": grade.as_str(),
        "source": source,
    })
}

fn bucket(row: &throttle::Row) -> Value {
    json!({
        "calls": row.calls.to_string(),
        "size": row.bucket.size,
        "refill_seconds": row.bucket.refill.as_secs_f64(),
        "policy": BUCKETS_KEY,
        "grade": row.grade.as_str(),
        "source": row.source,
    })
}

fn pages(pages: &ledger::Sizes) -> Value {
    json!({
        "service": pages.service,
        "action": pages.action,
        "parameter": pages.parameter,
        "least": pages.range.start(),
        "most": pages.range.end(),
        "grade": pages.grade.as_str(),
        "source": pages.source,
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
