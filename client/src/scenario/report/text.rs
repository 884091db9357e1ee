//! The transcript: what was done and what happened, in the world's own time.
//!
//! It is the same byte for byte in every run with equal seed, target and keys,
//! so nothing of this computer is in it: no wall time, no path of a temporary
//! folder, no random id.

use byoip_vocabulary::duration;

use crate::scenario::outcome::{RunResult, Section, StepOutcome, StepResult};
use crate::target::Target;
use jiff::{SignedDuration, Timestamp};

#[cfg(test)]
mod tests;

/// The transcript's beginning.
pub fn header(run: &RunResult) -> String {
    let world = match run.seed {
        Some(seed) => format!("seed {seed}"),
        None => "the world as it stands".to_owned(),
    };
    format!(
        "{}\n{} · target {} · {world}\n\n",
        run.scenario, run.source.path, run.target
    )
}

/// What stands above a part of the scenario.
pub fn heading(heading: &str) -> String {
    format!("\n{heading}\n\n")
}

/// One step's lines. Skipped steps have none, unless for a reason of their own;
/// the end counts them.
pub fn step(step: &StepResult) -> String {
    let mark = match step.outcome {
        StepOutcome::Passed => "✓",
        StepOutcome::Failed(_) => "✗",
        StepOutcome::Skipped if step.said.is_empty() => return String::new(),
        StepOutcome::Skipped => "–",
    };
    let mut text = format!("{}  {mark} {}\n", moment(step.at), step.name);
    if !step.said.is_empty() {
        text.push_str(&format!("{INDENT}{}\n", step.said));
    }
    for event in &step.events {
        text.push_str(&format!(
            "{INDENT}· {}  {}\n",
            moment(Some(event.at)),
            event.text
        ));
    }
    text
}

/// The transcript's end: what went wrong, the counts, how to run it again.
pub fn footer(run: &RunResult) -> String {
    let mut text = String::new();
    if let Some(reason) = &run.skipped {
        text.push_str(&format!("skipped: {reason}\n"));
    }
    let failures = run
        .trouble
        .iter()
        .chain(run.steps.iter().flat_map(|step| step.outcome.failures()));
    for failure in failures {
        text.push_str(&format!("\n{}\n", failure.problem.render(&run.source)));
    }
    text.push_str(&format!("\n{}\n", summary(run)));
    if run.interrupted {
        text.push_str("interrupted\n");
    }
    if !run.succeeded() {
        text.push_str(&format!("to repeat this run: {}\n", run.repeat));
    }
    if let Some(resume) = &run.resume {
        text.push_str(&format!("to go on with it: {resume}\n"));
    }
    text
}

/// The whole transcript, as it grew.
pub fn transcript(run: &RunResult) -> String {
    let mut text = header(run);
    // Of a run that never began not even the headings were there.
    let has_begun = run.steps.iter().any(|result| !step(result).is_empty());
    let mut last = Section::Steps;
    for result in &run.steps {
        if result.section != last {
            last = result.section;
            if let (Some(title), true) = (last.heading(), has_begun) {
                text.push_str(&heading(title));
            }
        }
        text.push_str(&step(result));
    }
    text.push_str(&footer(run));
    text
}

/// The last line of several scenarios.
pub fn total(runs: &[RunResult]) -> String {
    let count = |wanted: fn(&RunResult) -> bool| runs.iter().filter(|run| wanted(run)).count();
    let failed = count(|run| !run.succeeded());
    let skipped = count(|run| run.succeeded() && run.skipped.is_some());
    let succeeded = count(|run| run.succeeded() && run.skipped.is_none());
    let mut parts = vec![format!("{succeeded} succeeded")];
    if failed > 0 {
        parts.push(format!("{failed} failed"));
    }
    if skipped > 0 {
        parts.push(format!("{skipped} skipped"));
    }
    format!("\n{} scenarios: {}\n", runs.len(), parts.join(", "))
}

/// What stands above the transcript of a run among others of its file.
pub fn failing(run: &RunResult) -> String {
    let seed = run
        .seed
        .map_or_else(String::new, |seed| format!(" · seed {seed}"));
    format!("{}{seed} failed:\n\n{}\n", run.source.path, transcript(run))
}

/// A line about all runs of one file, which differ in their seeds.
pub fn repeated(runs: &[RunResult]) -> String {
    let Some(first) = runs.first() else {
        return String::new();
    };
    let seeds = |wanted: fn(&RunResult) -> bool| -> Vec<u64> {
        let wanted = runs.iter().filter(|run| wanted(run));
        wanted.filter_map(|run| run.seed).collect()
    };
    let all = seeds(|_| true);
    let span = match (all.first(), all.last()) {
        (Some(first), Some(last)) => format!(", seeds {first} to {last}"),
        (None, _) | (_, None) => String::new(),
    };
    let count = |wanted: fn(&RunResult) -> bool| runs.iter().filter(|run| wanted(run)).count();
    let mut parts = vec![format!(
        "{} succeeded",
        count(|run| run.succeeded() && run.skipped.is_none())
    )];
    let failed = seeds(|run| !run.succeeded());
    if !failed.is_empty() {
        parts.push(format!("{} failed ({})", failed.len(), listed(&failed)));
    }
    match count(|run| run.succeeded() && run.skipped.is_some()) {
        0 => {}
        skipped => parts.push(format!("{skipped} skipped")),
    }
    let (path, number) = (&first.source.path, runs.len());
    format!("{path}: {number} runs{span}: {}\n", parts.join(", "))
}

/// The first of them; more than that nobody reads.
fn listed(seeds: &[u64]) -> String {
    const SHOWN: usize = 20;
    let mut words: Vec<String> = seeds.iter().take(SHOWN).map(u64::to_string).collect();
    if seeds.len() > SHOWN {
        words.push("…".to_owned());
    }
    words.join(", ")
}

/// As wide as a moment and the mark behind it.
const INDENT: &str = "                       ";

fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || " ".repeat(19),
        |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

fn summary(run: &RunResult) -> String {
    let counts = run.counts();
    let mut parts = vec![format!("{} passed", counts.passed)];
    if counts.failed > 0 {
        parts.push(format!("{} failed", counts.failed));
    }
    if counts.skipped > 0 {
        parts.push(format!("{} skipped", counts.skipped));
    }
    let steps = if run.steps.len() == 1 {
        "step"
    } else {
        "steps"
    };
    format!(
        "{} {steps}: {}{}",
        run.steps.len(),
        parts.join(", "),
        span(run)
    )
}

/// From when to when, in the time of the world.
fn span(run: &RunResult) -> String {
    let mut moments = run.steps.iter().filter_map(|step| step.at);
    let (Some(first), Some(last)) = (moments.next(), moments.next_back()) else {
        return String::new();
    };
    let seconds = last.duration_since(first).as_secs();
    let length = duration::display(SignedDuration::from_secs(seconds));
    match run.target == Target::Aws.to_string() {
        true => format!(", {length}"),
        false => format!(", {length} of virtual time"),
    }
}
