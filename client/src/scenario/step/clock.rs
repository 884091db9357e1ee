//! `clock`: lets time pass.
//!
//! ```yaml
//! clock: { advance: 7d }
//! clock: { to: 2026-02-01T00:00:00Z }
//! clock: { to: next-event }
//! ```
//!
//! A simulator's time is moved. Real time nobody moves: there the runner waits so
//! long (`runner/margin.rs`), and what is due next nobody knows.

use byoip_vocabulary::duration;
use serde_json::{Value, json};

use super::Trouble;
use super::nature::{Nature, Pause};
use super::{Action, Answer, Running};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

/// The moment that only a simulator knows.
const NEXT_EVENT: &str = "next-event";

#[derive(Debug)]
enum ClockStep {
    Advance(Template),
    To(Template),
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("clock", node, problems)?;
    let chosen = fields.one_of(&["advance", "to"]);
    let step = chosen.and_then(|(how, node)| {
        let when = fields::text(how, node, fields.problems)?;
        Some(if how == "advance" {
            fields::check_duration(&when, fields.problems);
            ClockStep::Advance(when)
        } else {
            ClockStep::To(when)
        })
    });
    fields.close();
    Some(Box::new(step?))
}

impl Action for ClockStep {
    fn nature(&self) -> Nature {
        match self {
            Self::To(moment) if moment.raw() == NEXT_EVENT => Nature::Simulated,
            Self::Advance(_) | Self::To(_) => Nature::Waits,
        }
    }

    fn pause(&self) -> Option<Pause<'_>> {
        match self {
            _ if self.nature() == Nature::Simulated => None,
            Self::Advance(length) => Some(Pause::For(length)),
            Self::To(moment) => Some(Pause::Until(moment)),
        }
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let how = match self {
                Self::Advance(length) => {
                    let text = stage.fill(length)?;
                    duration::parse(&text)
                        .map_err(|error| Trouble::Invalid(format!("`{text}`: {error}")))?;
                    json!({ "by": text })
                }
                Self::To(moment) => json!({ "to": stage.fill(moment)? }),
            };
            let value = stage.connection.control()?.advance(&how).await?;
            let now = value.get("now").and_then(Value::as_str).unwrap_or("?");
            let said = format!("it is {now}");
            Ok(Answer::new(value, said))
        })
    }
}
