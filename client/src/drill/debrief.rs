//! What happened in an exercise, told afterwards.

use byoip_vocabulary::duration;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::score;
use super::session::{Moment, Session};
use crate::scenario::document::drill::Drill;
use crate::scenario::outcome::Happening;

#[cfg(test)]
mod tests;

/// The version of the JSON's shape.
const FORMAT: u32 = 1;

/// Everything that is told.
#[derive(Debug)]
pub struct Debrief<'d> {
    /// The exercise.
    pub session: &'d Session,
    /// The drill.
    pub drill: &'d Drill,
    /// What happened in the world since it began.
    pub events: Vec<Happening>,
}

impl Debrief<'_> {
    /// For people.
    pub fn text(&self) -> String {
        let Self {
            session,
            drill,
            events,
        } = self;
        let mut text = format!("Drill {}: {}\n\n", drill.number, drill.title);
        let mut row = |name: &str, value: String| {
            text.push_str(&format!("  {name:<16}{value}\n"));
        };
        row("cause", drill.cause.clone());
        row("outcome", self.outcome().to_owned());
        row("named", self.span(session.detected()));
        row("mended", self.span(session.mended));
        let hints = format!("{} of {}", session.hints.len(), drill.hints.len());
        row("hints", hints);
        let wrong = session.guesses.iter().filter(|guess| !guess.is_right);
        row("wrong causes", wrong.count().to_string());
        row("failed checks", session.failed_checks.to_string());
        row("score", format!("{} of 100", score::points(session)));
        text.push_str(&format!("\n{}\n", drill.diagnosis.trim_end()));
        text.push_str("\nWhat happened:\n");
        if events.is_empty() {
            text.push_str("  nothing\n");
        }
        for event in events {
            let at = event.at.strftime("%Y-%m-%d %H:%M:%S");
            text.push_str(&format!("  {at}  {}\n", event.text));
        }
        text
    }

    /// For programs: one trainee of a class.
    pub fn json(&self) -> Value {
        let Self { session, drill, .. } = self;
        let events: Vec<Value> = self
            .events
            .iter()
            .map(|event| json!({ "at": event.at, "text": event.text }))
            .collect();
        json!({
            "format": FORMAT,
            "number": drill.number,
            "name": session.beginning.name,
            "title": drill.title,
            "group": drill.group,
            "level": drill.level,
            "cause": drill.cause,
            "random": session.beginning.random,
            "seed": session.beginning.seed,
            "outcome": self.outcome(),
            "began": session.beginning.began,
            "detected": self.after(session.detected()),
            "mended": self.after(session.mended),
            "hints": session.hints.len(),
            "wrong_causes": session.guesses.iter().filter(|guess| !guess.is_right).count(),
            "failed_checks": session.failed_checks,
            "score": score::points(session),
            "events": events,
        })
    }

    fn outcome(&self) -> &'static str {
        match (self.session.mended, self.session.given_up) {
            (_, Some(_)) => "given up",
            (Some(_), None) => "mended",
            (None, None) => "under way",
        }
    }

    /// How long after the beginning, on both clocks.
    fn span(&self, moment: Option<Moment>) -> String {
        let Some(moment) = moment else {
            return "never".to_owned();
        };
        let (world, real) = self.lengths(moment);
        let (world, real) = (duration::display(world), duration::display(real));
        format!("after {world} of the world's time, {real} of yours")
    }

    fn after(&self, moment: Option<Moment>) -> Value {
        let Some(moment) = moment else {
            return Value::Null;
        };
        let (world, real) = self.lengths(moment);
        json!({ "virtual_seconds": world.as_secs(), "real_seconds": real.as_secs() })
    }

    fn lengths(&self, moment: Moment) -> (SignedDuration, SignedDuration) {
        let whole = |length: SignedDuration| SignedDuration::from_secs(length.as_secs().max(0));
        let began = self.session.beginning.began;
        (
            whole(moment.world.duration_since(began.world)),
            whole(moment.real.duration_since(began.real)),
        )
    }
}
