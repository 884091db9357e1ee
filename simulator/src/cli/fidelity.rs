//! `byoip-sim fidelity`: the ledger, printed from the code that behaves: the
//! settings, the refusals with their codes, AWS's and the registries', the
//! review's verdicts, the buckets that throttle, the sizes of pages, what the model
//! takes for granted, the actions with what they take.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::output::print;
use super::{Failure, read};
use crate::shell::world_file::parse_policy;
use crate::wire::ledger::{self, OwnerRefusal};
use crate::world::assumption::Assumption;
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
        let document = document(&rows, &refusals, &policy);
        return print(|out| writeln!(out, "{document:#}"));
    }
    print(|out| {
        print_settings(out, &rows)?;
        print_refusals(out, &refusals)?;
        print_owner_refusals(out, &policy)?;
        print_verdicts(out)?;
        print_buckets(out)?;
        print_pages(out)?;
        print_assumptions(out)?;
        print_actions(out)
    })
}

/// All of it for a program.
fn document(rows: &[Row], refusals: &[ledger::Refusal], policy: &Policy) -> Value {
    json!({
        "policies": rows.iter().map(row).collect::<Vec<_>>(),
        "refusals": refusals.iter().map(refusal).collect::<Vec<_>>(),
        "owner_refusals": ledger::owner_refusals()
            .map(|it| owner_refusal(it, policy))
            .collect::<Vec<_>>(),
        "verdicts": Verdict::ALL.iter().map(verdict).collect::<Vec<_>>(),
        "buckets": throttle::ROWS.iter().map(bucket).collect::<Vec<_>>(),
        "assumptions": ledger::assumptions().iter().map(assumption).collect::<Vec<_>>(),
        "pages": ledger::PAGES.iter().map(pages).collect::<Vec<_>>(),
        "actions": ledger::actions().iter().map(action).collect::<Vec<_>>(),
    })
}

fn print_settings(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    writeln!(out, "SETTINGS, each a key of a policy file")?;
    writeln!(
        out,
        "2h..1w is drawn from the seed: 2h at most nine times in ten, never more than 1w\n"
    )?;
    for row in rows {
        let changed = if row.setting == row.default {
            ""
        } else {
            " (changed)"
        };
        writeln!(out, "{} = {}{changed}", row.key, row.setting)?;
        writeln!(out, "    {}", row.governs)?;
        writeln!(out, "    {}: {}", row.grade.as_str(), row.source)?;
    }
    Ok(())
}

fn print_refusals(out: &mut dyn Write, refusals: &[ledger::Refusal]) -> io::Result<()> {
    writeln!(out, "\nREFUSALS, with the code that is answered\n")?;
    for refusal in refusals {
        writeln!(out, "{} {}: {}", refusal.noun, refusal.name, refusal.code)?;
        writeln!(out, "    {}", refusal.text)?;
        if let Some(key) = refusal.policy {
            writeln!(out, "    set by {key}")?;
        }
        if let Some((grade, source)) = refusal.known {
            writeln!(out, "    {}: {source}", grade.as_str())?;
        }
    }
    Ok(())
}

fn print_owner_refusals(out: &mut dyn Write, policy: &Policy) -> io::Result<()> {
    writeln!(
        out,
        "\nREFUSALS of the registries' interfaces for owners, with the status that is answered\n"
    )?;
    for refusal in ledger::owner_refusals() {
        let status = refusal.status(policy);
        let code = refusal.code.unwrap_or_default();
        writeln!(out, "{}: {status} {code}", refusal.name)?;
        // A text of several lines is one of the ledger's.
        writeln!(out, "    {}", refusal.text.replace('\n', "\\n"))?;
        writeln!(out, "    set by {}", refusal.name)?;
        writeln!(out, "    {}: {}", refusal.grade.as_str(), refusal.source)?;
    }
    Ok(())
}

fn print_verdicts(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nVERDICTS of the review, in order of precedence\n")?;
    for verdict in Verdict::ALL {
        let (grade, source) = verdict.known();
        writeln!(out, "{verdict}")?;
        writeln!(out, "    {}: {source}", grade.as_str())?;
    }
    Ok(())
}

fn print_buckets(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\nBUCKETS, of each action one for an account and Region\n"
    )?;
    for row in throttle::ROWS {
        let (size, refill) = (row.bucket.size, row.bucket.refill.as_secs_f64());
        writeln!(
            out,
            "{}: {size} at once, one more every {refill} s",
            row.calls
        )?;
        writeln!(out, "    set by {BUCKETS_KEY}")?;
        writeln!(out, "    {}: {}", row.grade.as_str(), row.source)?;
    }
    Ok(())
}

fn print_pages(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\nPAGES, with the least and the most that one may be asked to hold\n"
    )?;
    for pages in ledger::PAGES {
        let (least, most) = (pages.range.start(), pages.range.end());
        let (service, action, parameter) = (pages.service, pages.action, pages.parameter);
        writeln!(out, "{service} {action}: {parameter} {least} to {most}")?;
        writeln!(out, "    {}: {}", pages.grade.as_str(), pages.source)?;
    }
    Ok(())
}

fn print_assumptions(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\nASSUMPTIONS of the model, which no setting changes\n"
    )?;
    for assumption in ledger::assumptions() {
        writeln!(out, "{}: {}", assumption.what, assumption.value)?;
        let grade = assumption.grade.as_str();
        writeln!(out, "    {grade}: {}", assumption.source)?;
    }
    Ok(())
}

fn print_actions(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\nACTIONS, with the parameters that are not simulated yet\n"
    )?;
    for action in ledger::actions() {
        writeln!(out, "{} {}", action.service, action.name)?;
        if !action.unsupported.is_empty() {
            writeln!(out, "    not yet: {}", action.unsupported.join(", "))?;
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

fn assumption(assumption: &Assumption) -> Value {
    json!({
        "what": assumption.what,
        "value": assumption.value,
        "grade": assumption.grade.as_str(),
        "source": assumption.source,
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
