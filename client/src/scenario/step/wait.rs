//! `wait`: looks again and again until an answer is as wanted.
//!
//! ```yaml
//! wait:
//!   for: { describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } } }
//!   until: { "ByoipCidrs[0].State": provisioned }
//!   stop: { "ByoipCidrs[0].State": advertised }    # give up at once; optional
//!   limit: 8d
//! ```
//!
//! On a manual clock nothing sleeps: the world runs to its next event, then the
//! step looks again, never past the limit. Elsewhere it looks `every` so often, and
//! with `backoff: 2` each pause is twice as long as the one before, up to an hour.
//! A range in a failure state (AWS's `failed-…`) ends the wait at once, for there
//! it stays until somebody calls again; the report names the StatusMessage and
//! what the review found.

use std::time::Duration;

use byoip_vocabulary::duration;
use byoip_vocabulary::state::ByoipCidrState;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::nature::Nature;
use super::{Action, Answer, Report, Running, Trouble};
use crate::scenario::expectation::{Expectations, Unmet};
use crate::scenario::fields::Fields;
use crate::scenario::predicate::show;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};
use crate::target::control::{Clock, ClockMode};

#[cfg(test)]
mod tests;

/// AWS promises a review within a week; a day more tells late from never.
const LIMIT: SignedDuration = SignedDuration::from_hours(8 * 24);

/// In virtual time, on clocks that move by themselves.
const EVERY: SignedDuration = SignedDuration::from_mins(1);

/// The longest pause that grew.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// The shortest real pause between two looks, whatever the scale.
const SHORTEST: Duration = Duration::from_millis(50);

/// DescribeByoipCidrs may be called once in two seconds (EC2 developer guide,
/// "Request throttling"); a throttled look waits for the bucket's refill.
const REFILL: &str = "2s";

/// The facts about a range that say why it failed.
const EXPLAINING: [&str; 3] = ["reviewed", "provision-failed", "deprovision-failed"];

/// What a wait may look at: actions that change nothing.
const READINGS: [&str; 8] = [
    "describe",
    "http",
    "looking-glass",
    "rdap",
    "roa",
    "shell",
    "validity",
    "whois",
];

#[derive(Debug)]
struct WaitStep {
    reading: Box<dyn Action>,
    until: Expectations,
    stop: Expectations,
    limit: Option<Template>,
    every: Option<Template>,
    /// By how much each pause is longer than the one before.
    backoff: f64,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("wait", node, problems)?;
    let reading = fields.need("for").and_then(|node| {
        let mut inner = Fields::open("for", node, fields.problems)?;
        let chosen = inner.one_of(&READINGS);
        let action = chosen.and_then(|(name, node)| super::read(name, node, inner.problems));
        inner.close();
        action
    });
    let until = fields
        .need("until")
        .map(|node| Expectations::read("until", node, fields.problems));
    let stop = fields
        .take("stop")
        .map(|node| Expectations::read("stop", node, fields.problems));
    let (limit, every) = (fields.duration("limit"), fields.duration("every"));
    let backoff = backoff(&mut fields);
    fields.close();
    Some(Box::new(WaitStep {
        reading: reading?,
        until: until?,
        stop: stop.unwrap_or_default(),
        limit,
        every,
        backoff,
    }))
}

impl Action for WaitStep {
    fn nature(&self) -> Nature {
        self.reading.nature()
    }

    fn permissions(&self) -> Vec<&'static str> {
        self.reading.permissions()
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let limit = length(self.limit.as_ref(), LIMIT, stage)?;
            let mut every = length(self.every.as_ref(), EVERY, stage)?;
            let begun = stage.connection.clock().await?.now;
            let deadline = begun
                .checked_add(limit)
                .map_err(|_| Trouble::Invalid("`limit` lies outside the calendar".to_owned()))?;
            let mut was_idle = false;
            loop {
                let clock = stage.connection.clock().await?;
                stage.variables.set_now(clock.now);
                let look = self.look(stage).await?;
                let report = match look {
                    Look::Met(answer) => return Ok(told(answer, begun, clock.now)),
                    Look::NotYet(report) => report,
                    Look::Throttled(report) if clock.mode == ClockMode::Manual => {
                        stage
                            .connection
                            .control()?
                            .advance(&json!({ "by": REFILL }))
                            .await?;
                        if clock.now >= deadline {
                            return Err(late(report, limit));
                        }
                        continue;
                    }
                    Look::Throttled(report) => report,
                };
                if clock.now >= deadline {
                    return Err(late(report, limit));
                }
                // A describe may have been behind for once: another look costs no time.
                let is_idle = clock.mode == ClockMode::Manual && clock.next_event.is_none();
                if is_idle && !was_idle {
                    was_idle = true;
                    continue;
                }
                was_idle = false;
                if !stage.interrupted() {
                    pass(stage, &clock, deadline, every, &report).await?;
                    every = longer(every, self.backoff);
                }
                if stage.interrupted() {
                    let what = "interrupted while waiting".to_owned();
                    return Err(Trouble::Interrupted(Box::new(Report { what, ..report })));
                }
            }
        })
    }
}

/// A number of at least 1 under `backoff`.
fn backoff(fields: &mut Fields<'_, '_>) -> f64 {
    let Some(node) = fields.take("backoff") else {
        return 1.0;
    };
    let factor = match &node.value {
        Yaml::Number(number) => number.as_f64().filter(|factor| *factor >= 1.0),
        Yaml::Null | Yaml::Bool(_) | Yaml::Text(_) | Yaml::Sequence(_) | Yaml::Mapping(_) => None,
    };
    factor.unwrap_or_else(|| {
        let what = "`backoff` must be a number of at least 1, such as 2";
        fields.problems.add(Problem::new(&node.place, what));
        1.0
    })
}

/// The next pause: so many times as long, and never longer than an hour unless it
/// was before.
fn longer(pause: SignedDuration, factor: f64) -> SignedDuration {
    let next = SignedDuration::try_from_secs_f64(pause.as_secs_f64() * factor);
    next.unwrap_or(LONGEST).min(LONGEST.max(pause))
}

/// What one look found.
enum Look {
    Met(Answer),
    NotYet(Report),
    Throttled(Report),
}

impl WaitStep {
    async fn look(&self, stage: &mut Stage) -> Result<Look, Trouble> {
        let answer = match self.reading.run(stage).await {
            Ok(answer) => answer,
            // Not there yet is what one waits for.
            Err(Trouble::Refused { code, message, .. }) if code == "404" => {
                return Ok(Look::NotYet(seen(&code, &message)));
            }
            Err(Trouble::Refused { code, message, .. }) if code == "RequestLimitExceeded" => {
                return Ok(Look::Throttled(seen(&code, &message)));
            }
            // The internet's services fail now and then, and so do AWS's.
            Err(Trouble::Failed(reason)) if !stage.connection.is_simulator() => {
                return Ok(Look::NotYet(seen("no answer", &reason)));
            }
            Err(Trouble::Refused { code, message, .. })
                if !stage.connection.is_simulator() && is_passing(&code) =>
            {
                return Ok(Look::NotYet(seen(&code, &message)));
            }
            Err(trouble) => return Err(trouble),
        };
        let unmet = self.until.unmet(&answer.value, &stage.variables)?;
        let Some(first) = unmet.into_iter().next() else {
            return Ok(Look::Met(answer));
        };
        let report = report(first);
        if let Some(range) = failed_range(&answer.value) {
            return Err(Trouble::Unmet(Box::new(
                explained(report, range, stage).await,
            )));
        }
        if !self.stop.is_empty() && self.stop.unmet(&answer.value, &stage.variables)?.is_empty() {
            let what = "it came to what the wait must stop at".to_owned();
            return Err(Trouble::Unmet(Box::new(Report { what, ..report })));
        }
        Ok(Look::NotYet(report))
    }
}

/// Whether an HTTP status is of the kind that goes away by itself.
fn is_passing(code: &str) -> bool {
    matches!(code, "429" | "500" | "502" | "503" | "504")
}

/// Lets time pass: to the next event on a manual clock, else in real time.
async fn pass(
    stage: &Stage,
    clock: &Clock,
    deadline: Timestamp,
    every: SignedDuration,
    report: &Report,
) -> Result<(), Trouble> {
    match (clock.mode, clock.next_event) {
        _ if clock.paused && clock.mode != ClockMode::Manual => {
            Err(Trouble::Unmet(Box::new(Report {
                what: "the clock is paused, so waiting changes nothing".to_owned(),
                ..report.clone()
            })))
        }
        (ClockMode::Manual, None) => Err(Trouble::TimedOut(Box::new(Report {
            what: "nothing is due in this world, so waiting longer changes nothing".to_owned(),
            ..report.clone()
        }))),
        (ClockMode::Manual, Some(next)) if next > deadline => {
            stage.connection.control()?.advance_to(deadline).await?;
            Ok(())
        }
        (ClockMode::Manual, Some(_)) => {
            let control = stage.connection.control()?;
            control.advance(&json!({ "to": "next-event" })).await?;
            Ok(())
        }
        (ClockMode::Scaled, _) => {
            sleep(stage, every, clock.scale).await;
            Ok(())
        }
        (ClockMode::Real, _) => {
            sleep(stage, every, 1).await;
            Ok(())
        }
    }
}

/// Sleeps, unless somebody wants the run to end.
#[expect(
    clippy::disallowed_methods,
    reason = "this clock moves by itself, in real time; only a manual one can be asked to run"
)]
async fn sleep(stage: &Stage, every: SignedDuration, scale: u32) {
    let real = Duration::try_from(every).unwrap_or(SHORTEST) / scale.max(1);
    tokio::select! {
        () = stage.interrupt.asked() => {}
        () = tokio::time::sleep(real.max(SHORTEST)) => {}
    }
}

fn length(
    template: Option<&Template>,
    usual: SignedDuration,
    stage: &Stage,
) -> Result<SignedDuration, Trouble> {
    let Some(text) = stage.fill_option(template)? else {
        return Ok(usual);
    };
    duration::parse(&text).map_err(|error| Trouble::Invalid(format!("`{text}`: {error}")))
}

fn told(answer: Answer, begun: Timestamp, now: Timestamp) -> Answer {
    // Whole seconds: a clock that moves by itself has an odd fraction.
    let waited = SignedDuration::from_secs(now.duration_since(begun).as_secs());
    let waited = duration::display(waited);
    let said = format!("after {waited}: {}", answer.said);
    Answer { said, ..answer }
}

fn report(unmet: Unmet) -> Report {
    Report {
        what: format!("still waiting for {}", unmet.path),
        place: Some(unmet.place),
        wanted: unmet.wanted,
        seen: unmet.seen,
        notes: unmet.hint.into_iter().collect(),
    }
}

fn seen(code: &str, message: &str) -> Report {
    Report {
        place: None,
        what: "still waiting for an answer".to_owned(),
        wanted: "an answer".to_owned(),
        seen: format!("{code}: {message}"),
        notes: Vec::new(),
    }
}

fn late(report: Report, limit: SignedDuration) -> Trouble {
    Trouble::TimedOut(Box::new(Report {
        what: format!("{} after {}", report.what, duration::display(limit)),
        ..report
    }))
}

/// A range of this answer in one of AWS's failure states.
fn failed_range(answer: &Value) -> Option<&Value> {
    answer.get("ByoipCidrs")?.as_array()?.iter().find(|range| {
        let state = range.get("State").and_then(Value::as_str);
        let state = state.and_then(|text| text.parse::<ByoipCidrState>().ok());
        state.is_some_and(ByoipCidrState::is_failure)
    })
}

/// The failure with AWS's message and, from the world's log, the evidence.
async fn explained(report: Report, range: &Value, stage: &Stage) -> Report {
    let member = |name: &str| range.get(name).map(show).unwrap_or_default();
    let cidr = member("Cidr");
    let mut notes = vec![format!("StatusMessage: {}", member("StatusMessage"))];
    // The log is the world's own; without it the message has to do.
    let events = stage.connection.events(0).await.unwrap_or_default();
    let about = events
        .iter()
        .filter(|event| event.noun == "range" && EXPLAINING.contains(&event.fact.as_str()))
        .filter(|event| event.text.contains(&cidr));
    notes.extend(about.map(|event| format!("{}  {}", event.at, event.text)));
    Report {
        what: format!("{cidr} is {} and stays so", member("State")),
        notes,
        ..report
    }
}
