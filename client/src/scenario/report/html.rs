//! The results as one page that stands alone: no script, nothing from elsewhere,
//! light or dark as the reader has it, and fit to be printed.
//!
//! - [`timeline`] reads states, routes and misfortunes from the events,
//!   [`scale`] gives each moment its place, [`picture`] draws them
//! - [`markup`] keeps a run's texts from being taken for markup

use byoip_vocabulary::duration;
use jiff::SignedDuration;

use super::{failures, skip_reason};
use crate::scenario::outcome::{RunResult, Section, StepOutcome, StepResult};

use markup::{escaped, moment};
use timeline::Timeline;

mod markup;
mod picture;
mod scale;
#[cfg(test)]
mod tests;
mod timeline;

const STYLE: &str = include_str!("html/style.css");

/// The results of several scenarios.
pub fn report(runs: &[RunResult]) -> String {
    let title = title(runs);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    );
    if runs.len() != 1 {
        page.push_str(&index(&title, runs));
    }
    for (number, run) in (1..).zip(runs) {
        page.push_str(&section(run, &format!("scenario-{number}")));
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn title(runs: &[RunResult]) -> String {
    if let [run] = runs {
        return format!("{}: {}", escaped(&run.scenario), verdict(run).0);
    }
    let failed = runs.iter().filter(|run| !run.succeeded()).count();
    match failed {
        0 => format!("{} scenarios: none failed", runs.len()),
        failed => format!("{} scenarios: {failed} failed", runs.len()),
    }
}

/// The list of all scenarios, for a page with several.
fn index(title: &str, runs: &[RunResult]) -> String {
    let mut rows = String::new();
    for (number, run) in (1..).zip(runs) {
        let (word, class) = verdict(run);
        let counts = run.counts();
        rows.push_str(&format!(
            "<tr><td><a href=\"#scenario-{number}\">{}</a></td>\
             <td><span class=\"verdict {class}\">{word}</span></td>\
             <td class=\"number\">{}</td><td class=\"number\">{}</td>\
             <td class=\"number\">{}</td></tr>\n",
            escaped(&run.scenario),
            counts.passed,
            counts.failed,
            counts.skipped
        ));
    }
    format!(
        "<h1>{title}</h1>\n<div class=\"wide\">\n<table>\n<thead><tr><th>Scenario</th>\
         <th>Verdict</th><th class=\"number\">Passed</th><th class=\"number\">Failed</th>\
         <th class=\"number\">Skipped</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}

fn section(run: &RunResult, id: &str) -> String {
    let timeline = Timeline::of(run);
    let picture = picture::svg(run, &timeline, id);
    let picture = picture.map_or_else(String::new, |svg| figure(&svg, &timeline));
    format!(
        "<article id=\"{id}\">\n{}{}{picture}{}{}</article>\n",
        header(run),
        failure_list(run, id),
        steps(run, id),
        repeat(run)
    )
}

/// One word and its class.
fn verdict(run: &RunResult) -> (&'static str, &'static str) {
    match (run.succeeded(), run.interrupted, &run.skipped) {
        (_, true, _) => ("interrupted", "bad"),
        (false, false, _) => ("failed", "bad"),
        (true, false, Some(_)) => ("skipped", "gone"),
        (true, false, None) => ("passed", "passed"),
    }
}

fn header(run: &RunResult) -> String {
    let (word, class) = verdict(run);
    let counts = run.counts();
    let seed = run.seed.map_or_else(
        || "the world as it stood".to_owned(),
        |seed| seed.to_string(),
    );
    let mut facts = vec![
        (
            "File",
            format!("<code>{}</code>", escaped(&run.source.path)),
        ),
        ("Target", format!("<code>{}</code>", escaped(&run.target))),
        ("Seed", seed),
        (
            "Steps",
            format!(
                "{} passed, {} failed, {} skipped",
                counts.passed, counts.failed, counts.skipped
            ),
        ),
    ];
    facts.extend(span(run).map(|span| ("Time", span)));
    if let Some(reason) = &run.skipped {
        facts.push(("Skipped because", escaped(reason)));
    }
    let facts: String = facts
        .iter()
        .map(|(name, value)| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"))
        .collect();
    format!(
        "<header>\n<h2>{} <span class=\"verdict {class}\">{word}</span></h2>\n<dl>\n{facts}</dl>\n\
         </header>\n",
        escaped(&run.scenario)
    )
}

/// From when to when, and how long that is.
fn span(run: &RunResult) -> Option<String> {
    let mut moments = run.steps.iter().filter_map(|step| step.at);
    let first = moments.next()?;
    let last = moments.next_back().unwrap_or(first);
    let seconds = last.duration_since(first).as_secs();
    let length = duration::display(SignedDuration::from_secs(seconds));
    Some(format!(
        "{} to {} UTC ({length})",
        moment(first),
        moment(last)
    ))
}

fn failure_list(run: &RunResult, id: &str) -> String {
    let rendered: String = (1..)
        .zip(failures(run))
        .map(|(number, failure)| {
            format!(
                "<pre id=\"{id}-failure-{number}\" tabindex=\"0\">{}</pre>\n",
                escaped(&failure.problem.render(&run.source))
            )
        })
        .collect();
    if rendered.is_empty() {
        return rendered;
    }
    format!("<section>\n<h3>What failed</h3>\n{rendered}</section>\n")
}

fn figure(svg: &str, timeline: &Timeline) -> String {
    let mut rows = String::new();
    for lane in &timeline.lanes {
        for span in &lane.spans {
            rows.push_str(&format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                picture::heading(lane.kind),
                escaped(&lane.name),
                escaped(&span.label),
                picture::interval(span)
            ));
        }
    }
    let table = if rows.is_empty() {
        "<p>No range, no route and no misfortune changed while it ran.</p>\n".to_owned()
    } else {
        format!(
            "<details>\n<summary>The picture as a table</summary>\n<div class=\"wide\">\n<table>\n\
             <thead><tr><th>What</th><th>Which</th><th>State</th><th>When (UTC)</th></tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table>\n</div>\n</details>\n"
        )
    };
    let legend = picture::legend();
    let left_out = match timeline.left_out {
        0 => String::new(),
        _ => " There are more lanes than it has room for; the steps below have all events."
            .to_owned(),
    };
    format!(
        "<section>\n<h3>Timeline</h3>\n<figure>\n<div class=\"wide\" tabindex=\"0\">\n{svg}</div>\n\
         {legend}<figcaption>Time in the world from left to right; long waits are drawn shorter than they were, \
         with their length above them. A route that nobody touched is not drawn.{left_out}\
         </figcaption>\n</figure>\n{table}</section>\n"
    )
}

fn steps(run: &RunResult, id: &str) -> String {
    if run.steps.is_empty() {
        return String::new();
    }
    let mut failure = 1 + usize::from(run.trouble.is_some());
    let mut rows = String::new();
    let mut section = Section::default();
    for result in &run.steps {
        if result.section != section {
            section = result.section;
            let heading = section.heading().unwrap_or("The steps");
            rows.push_str(&format!("<li class=\"heading\"><h4>{heading}</h4></li>\n"));
        }
        rows.push_str(&step(result, run, id, failure));
        failure += result.outcome.failures().len();
    }
    format!("<section>\n<h3>Steps</h3>\n<ol class=\"steps\">\n{rows}</ol>\n</section>\n")
}

/// A step; `failure` is the number that its first failure has on the page.
fn step(step: &StepResult, run: &RunResult, id: &str, failure: usize) -> String {
    let (word, class) = match step.outcome {
        StepOutcome::Passed => ("passed", "passed"),
        StepOutcome::Failed(_) => ("failed", "bad"),
        StepOutcome::Skipped => ("skipped", "gone"),
    };
    let time = step.at.map_or_else(String::new, |at| {
        format!("<time datetime=\"{at}\">{}</time>", moment(at))
    });
    let mut text = format!(
        "<li>\n<p class=\"step\">{time}<span class=\"verdict {class}\">{word}</span> \
         <strong>{}</strong></p>\n",
        escaped(&step.name)
    );
    let said = match step.outcome {
        StepOutcome::Skipped => skip_reason(step, run),
        StepOutcome::Passed | StepOutcome::Failed(_) => &step.said,
    };
    if !said.is_empty() {
        text.push_str(&format!("<p class=\"said\">{}</p>\n", escaped(said)));
    }
    for (number, failed) in (failure..).zip(step.outcome.failures()) {
        text.push_str(&format!(
            "<p class=\"said\"><a href=\"#{id}-failure-{number}\">{}</a></p>\n",
            escaped(&failed.problem.what)
        ));
    }
    if !step.events.is_empty() {
        let events: String = step
            .events
            .iter()
            .map(|event| {
                format!(
                    "<li><time datetime=\"{}\">{}</time>{}</li>\n",
                    event.at,
                    moment(event.at),
                    escaped(&event.text)
                )
            })
            .collect();
        text.push_str(&format!("<ul class=\"events\">\n{events}</ul>\n"));
    }
    text.push_str("</li>\n");
    text
}

fn repeat(run: &RunResult) -> String {
    format!(
        "<section>\n<h3>To repeat this run</h3>\n<pre tabindex=\"0\"><code>{}</code></pre>\n\
         </section>\n",
        escaped(&run.repeat)
    )
}
