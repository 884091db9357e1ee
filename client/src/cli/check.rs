//! `byoip check FILE…`: every mistake of scenario files, without running them.

use std::path::PathBuf;

use anstream::eprintln;
use clap::Args;
use serde_json::{Value, json};

use super::{files, output, source};
use crate::exit::{Exit, Failure};
use crate::scenario::check::{Findings, check};
use crate::scenario::{Problem, Source};

#[cfg(test)]
mod tests;

/// The version of the shape of `--json`.
const FORMAT: u32 = 1;

/// Find the mistakes of scenario files without running them
#[derive(Args, Debug)]
pub struct Check {
    /// Scenario files; a folder means every scenario below it, - standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// A variable that a run will be given; its value is not looked at
    #[arg(long = "var", value_name = "NAME[=VALUE]")]
    variables: Vec<String>,

    /// Print the mistakes as JSON, for editors
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let given: Vec<String> = self
            .variables
            .iter()
            .map(|text| text.split('=').next().unwrap_or_default().to_owned())
            .collect();
        let inputs = files::read(&self.files)?;
        let programs = source::own_folder();
        let checked: Vec<(Source, Findings)> = inputs
            .into_iter()
            .map(|input| {
                let findings = check(&input.source, &given, programs.as_deref());
                (input.source, findings)
            })
            .collect();
        if self.json {
            output::json(&document(&checked))?;
        } else {
            tell(&checked);
        }
        let wrong = checked.iter().any(|(_, found)| !found.mistakes.is_empty());
        Ok(if wrong { Exit::Parse } else { Exit::Success })
    }
}

/// Every mistake under its caret, then how many there are.
fn tell(checked: &[(Source, Findings)]) {
    for (source, findings) in checked {
        for problem in &findings.mistakes {
            eprintln!("{}\n", problem.render_styled(source));
        }
        for problem in &findings.warnings {
            let hint: String = problem.notes.iter().map(|it| format!("; {it}")).collect();
            output::warn(format_args!(
                "{}:{}: {}{hint}",
                source.path, problem.place, problem.what
            ));
        }
    }
    let files = counted(checked.len(), "file", "files");
    let mistakes: usize = checked.iter().map(|(_, found)| found.mistakes.len()).sum();
    output::note(match mistakes {
        0 => format!("{files}, no mistakes"),
        _ => format!("{files}, {}", counted(mistakes, "mistake", "mistakes")),
    });
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn document(checked: &[(Source, Findings)]) -> Value {
    let files = checked.iter().map(|(source, findings)| {
        let mistakes = findings.mistakes.iter().map(|it| problem(it, "error"));
        let warnings = findings.warnings.iter().map(|it| problem(it, "warning"));
        let problems: Vec<Value> = mistakes.chain(warnings).collect();
        json!({ "file": source.path, "problems": problems })
    });
    json!({ "format": FORMAT, "files": files.collect::<Vec<_>>() })
}

/// Line and column count from 1, the column in characters; the bytes from 0.
fn problem(problem: &Problem, severity: &str) -> Value {
    let place = &problem.place;
    json!({
        "severity": severity,
        "line": place.line,
        "column": place.column,
        "bytes": { "start": place.bytes.start, "end": place.bytes.end },
        "what": problem.what,
        "label": problem.label,
        "notes": problem.notes,
    })
}
