//! Findings as lines for a person and as a document for a program.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Finding, Question, Report, Severity};

#[cfg(test)]
mod tests;

/// The version of the document; it grows when a member changes its meaning.
const FORMAT: u32 = 1;

/// One line for each finding, and below it what to do. What comes from a
/// registry is shown without its control characters.
pub fn text(findings: &[Finding]) -> String {
    let width = findings.iter().map(|finding| finding.what.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for finding in findings {
        let severity = severity(finding.severity);
        let seen = printable(&finding.seen);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{severity:<7}  {:<width$}  {seen}", finding.what);
        if let Some(mend) = &finding.mend {
            let mend = printable(mend);
            let _ = writeln!(text, "{:<7}  {:<width$}  -> {mend}", "", "");
        }
    }
    text
}

/// The findings with what they are about.
pub fn document(question: &Question, report: &Report) -> Value {
    let Report {
        findings,
        unanswered,
    } = report;
    let unanswered: Vec<String> = unanswered.iter().map(ToString::to_string).collect();
    let count = |severity| {
        let same = findings.iter().filter(|one| one.severity == severity);
        same.count()
    };
    json!({
        "format": FORMAT,
        "cidr": question.prefix,
        "partition": question.partition.as_str(),
        "at": question.now,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "findings": findings,
        "unanswered": unanswered,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Ok => "ok",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn printable(text: &str) -> String {
    text.chars().filter(|found| !found.is_control()).collect()
}
