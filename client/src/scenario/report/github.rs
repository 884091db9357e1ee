//! For GitHub Actions: a job summary in Markdown, and failures as annotations of
//! the scenario files (docs.github.com, "Workflow commands for GitHub Actions").

use super::{Parts, failures};
use crate::scenario::outcome::RunResult;

#[cfg(test)]
mod tests;

/// GitHub leaves out a step's summary that has more than a mebibyte ("Adding a
/// job summary"). Other programs of the step write into it as well.
const LONGEST: usize = 512 << 10;

/// GitHub shows ten annotations of a kind for a step ("Limitations" of the
/// problem matchers); more would crowd out those of other programs.
const MOST_ANNOTATIONS: usize = 10;

/// The summary: a row per scenario, then what failed, each with its caret and the
/// command that repeats it. It ends with an empty line, so that more may follow.
pub fn summary(runs: &[RunResult]) -> String {
    let failed = runs.iter().filter(|run| !run.succeeded()).count();
    let mut text = match (failed, runs.len()) {
        (0, 1) => "## The scenario holds\n\n".to_owned(),
        (0, all) => format!("## {all} scenarios, and all hold\n\n"),
        (_, 1) => "## The scenario failed\n\n".to_owned(),
        (failed, all) => format!("## {failed} of {all} scenarios failed\n\n"),
    };
    text.push_str("| Scenario | Verdict | Passed | Failed | Skipped | Seed |\n");
    text.push_str("|---|---|--:|--:|--:|--:|\n");
    text.extend(runs.iter().map(row));
    text.push('\n');
    let mut left_out = 0;
    for part in runs.iter().filter(|run| !run.succeeded()).map(section) {
        if text.len() + part.len() > LONGEST {
            left_out += 1;
        } else {
            text.push_str(&part);
        }
    }
    if left_out > 0 {
        text.push_str(&format!(
            "{left_out} more failed; the summary has no room for them.\n\n"
        ));
    }
    text
}

/// The failures as commands that a runner reads from a program's output.
pub fn annotations(runs: &[RunResult]) -> String {
    let all = runs
        .iter()
        .flat_map(|run| failures(run).map(move |failure| (run, failure)));
    let lines = all.take(MOST_ANNOTATIONS).map(|(run, failure)| {
        let parts = Parts::of(failure, run);
        let mut properties = format!("file={}", property(parts.file));
        if let Some((line, column)) = parts.position {
            properties.push_str(&format!(",line={line},col={column}"));
        }
        properties.push_str(&format!(",title={}", property(&run.scenario)));
        let wanted = parts.wanted.map(|wanted| format!("wanted {wanted}"));
        let seen = parts.seen.map(|seen| format!("seen {seen}"));
        let message: Vec<String> = [Some(parts.what.to_owned()), wanted, seen]
            .into_iter()
            .flatten()
            .collect();
        format!("::error {properties}::{}\n", data(&message.join("\n")))
    });
    lines.collect()
}

/// A text without commands: GitHub's runner takes a line for one that begins with
/// `::`, behind whatever blanks, or has `##[` anywhere (actions/runner,
/// `ActionCommand.cs`), and a name or a command's output may be such a line. A
/// blank in the middle keeps it readable, and from being one.
pub fn tame(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    // A carriage return ends a line there, too.
    for line in text.split_inclusive(['\n', '\r']) {
        let command = line.trim_start();
        match command.strip_prefix("::") {
            Some(rest) => {
                let blanks = line.len() - command.len();
                tamed.push_str(line.get(..blanks).unwrap_or_default());
                tamed.push_str(": :");
                tamed.push_str(rest);
            }
            None => tamed.push_str(line),
        }
    }
    tamed.replace("##[", "## [")
}

fn row(run: &RunResult) -> String {
    let verdict = match (&run.skipped, run.succeeded()) {
        (_, false) if run.interrupted => "⚠️ interrupted".to_owned(),
        (_, false) => "❌ failed".to_owned(),
        (Some(reason), true) => format!("⏭️ skipped: {}", plain(reason)),
        (None, true) => "✅ holds".to_owned(),
    };
    let counts = run.counts();
    let seed = run.seed.map_or("–".to_owned(), |seed| seed.to_string());
    format!(
        "| {}<br>{} | {verdict} | {} | {} | {} | {seed} |\n",
        plain(&run.scenario),
        code(&run.source.path),
        counts.passed,
        counts.failed,
        counts.skipped,
    )
}

fn section(run: &RunResult) -> String {
    let mut text = format!("### {}\n\n", plain(&run.scenario));
    for failure in failures(run) {
        text.push_str(&fence("text", &failure.problem.render(&run.source)));
    }
    text.push_str("To repeat this run:\n\n");
    text.push_str(&fence("sh", &run.repeat));
    text
}

/// A block of code that its own text cannot end: the fence is longer than every
/// row of backticks within (CommonMark 4.5).
fn fence(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest.max(2) + 1);
    format!("{ticks}{language}\n{text}\n{ticks}\n\n")
}

/// A path, in a cell. HTML's `code` lets every character stand, which
/// Markdown's backticks do not.
fn code(text: &str) -> String {
    format!("<code>{}</code>", plain(text))
}

/// Words that mean nothing to Markdown or HTML. All of ASCII's punctuation may
/// be escaped (CommonMark 2.4); a line end would end the cell or the heading.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for c in word.chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                // A vertical bar is escaped so in a table alone, as a reference
                // everywhere.
                '|' => escaped.push_str("&#124;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '@' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                c => escaped.push(c),
            }
        }
    }
    escaped
}

/// A command's data, escaped as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A command's property: commas and colons end one.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
