//! What the picture shows: the states of ranges at AWS, who announced what, and
//! what went wrong in the world, each from when to when, read from the events'
//! facts.

use std::collections::BTreeSet;

use byoip_vocabulary::state::ByoipCidrState;
use serde_json::Value;

use super::scale::Moment;
use crate::scenario::outcome::{Happening, RunResult};

#[cfg(test)]
mod tests;

/// More lanes than a person can tell apart.
const MOST_LANES: usize = 80;

/// The lanes of a run.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    /// By kind, then in the order in which they began.
    pub(super) lanes: Vec<Lane>,
    /// How many there were no room for.
    pub(super) left_out: usize,
    /// Ranges that the internet is not to see; their first state has another name.
    hidden: BTreeSet<String>,
}

/// One thing, and how it went with it.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) spans: Vec<Span>,
}

/// What a lane is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Range,
    Route,
    Fault,
}

/// A while.
#[derive(Debug, PartialEq)]
pub(super) struct Span {
    /// None where it began before the run did.
    pub(super) from: Option<Moment>,
    /// None where it goes on beyond the end.
    pub(super) to: Option<Moment>,
    pub(super) label: String,
    pub(super) tone: Tone,
}

/// What kind of news a span is; the picture's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// On its way.
    Pending,
    /// At rest.
    Steady,
    /// On the air, from Amazon.
    Live,
    /// The holder's own.
    Home,
    /// Not as anybody wants it.
    Bad,
    /// Over.
    Gone,
}

/// What an event says of a lane.
enum Change {
    Begin(String, Tone),
    End,
    Mark(String),
}

impl Timeline {
    pub(super) fn of(run: &RunResult) -> Self {
        let mut timeline = Self::default();
        for (step, result) in run.steps.iter().enumerate() {
            for event in &result.events {
                let moment = Moment { step, at: event.at };
                timeline.take(event, moment);
            }
        }
        // A stable sort keeps the order of beginnings within a kind.
        timeline.lanes.sort_by_key(|lane| lane.kind);
        timeline
    }

    fn take(&mut self, event: &Happening, moment: Moment) {
        let Some((kind, name, change)) = self.read(event) else {
            return;
        };
        let known = self
            .lanes
            .iter()
            .position(|lane| lane.kind == kind && lane.name == name);
        if known.is_none() && self.lanes.len() == MOST_LANES {
            self.left_out += 1;
            return;
        }
        if known.is_none() {
            self.lanes.push(Lane {
                kind,
                name,
                spans: Vec::new(),
            });
        }
        let index = known.unwrap_or(self.lanes.len() - 1);
        if let Some(lane) = self.lanes.get_mut(index) {
            lane.take(change, moment);
        }
    }

    /// What an event is about, and what it says of it.
    fn read(&mut self, event: &Happening) -> Option<(Kind, String, Change)> {
        match event.noun.as_str() {
            "range" => {
                let cidr = text(event, "cidr")?;
                let change = self.range(event, &cidr)?;
                Some((Kind::Range, cidr, change))
            }
            "internet" => route(event),
            noun => {
                let (name, change) = misfortune(noun, event)?;
                Some((Kind::Fault, name, change))
            }
        }
    }

    fn range(&mut self, event: &Happening, cidr: &str) -> Option<Change> {
        use ByoipCidrState as State;
        let (state, tone) = match event.fact.as_str() {
            "submitted" => {
                if event.members.get("advertisable") == Some(&Value::Bool(false)) {
                    self.hidden.insert(cidr.to_owned());
                }
                (State::PendingProvision, Tone::Pending)
            }
            "provisioned" if self.hidden.contains(cidr) => {
                (State::ProvisionedNotPubliclyAdvertisable, Tone::Steady)
            }
            "provisioned" | "withdrawn" => (State::Provisioned, Tone::Steady),
            "provision-failed" => (State::FailedProvision, Tone::Bad),
            "advertising-started" => (State::PendingAdvertising, Tone::Pending),
            "advertised" | "origin-changed" => (State::Advertised, Tone::Live),
            "withdrawal-started" => (State::PendingWithdrawal, Tone::Pending),
            "deprovision-started" => (State::PendingDeprovision, Tone::Pending),
            "deprovision-failed" => (State::FailedDeprovision, Tone::Bad),
            "deprovisioned" => (State::Deprovisioned, Tone::Gone),
            "forgotten" => return Some(Change::End),
            _ => return None,
        };
        Some(Change::Begin(state.to_string(), tone))
    }
}

impl Lane {
    fn take(&mut self, change: Change, moment: Moment) {
        // A mark within a span does not end it.
        let mut spans = self.spans.iter_mut().rev();
        let open = spans.find(|span| span.to.is_none());
        let had_open = open.is_some();
        if let Some(span) = open
            && !matches!(change, Change::Mark(_))
        {
            span.to = Some(moment);
        }
        let (from, to, label, tone) = match change {
            Change::Begin(label, tone) => (Some(moment), None, label, tone),
            Change::Mark(label) => (Some(moment), Some(moment), label, Tone::Bad),
            Change::End if had_open => return,
            // It was so when the run began.
            Change::End => {
                let label = "since before the run".to_owned();
                (None, Some(moment), label, Tone::Home)
            }
        };
        self.spans.push(Span {
            from,
            to,
            label,
            tone,
        });
    }
}

/// A route and who announces it, or a leak.
fn route(event: &Happening) -> Option<(Kind, String, Change)> {
    let prefix = text(event, "prefix")?;
    if let Some(network) = text(event, "network") {
        let name = format!("{network} leaks {prefix}");
        return match event.fact.as_str() {
            "leaked" => Some((
                Kind::Fault,
                name,
                Change::Begin("leaks".to_owned(), Tone::Bad),
            )),
            "leak-ended" => Some((Kind::Fault, name, Change::End)),
            _ => None,
        };
    }
    let by = event.members.get("by")?;
    let (who, label, tone) = match (by.as_str(), by.get("impostor").and_then(Value::as_str)) {
        (Some("amazon"), _) => ("at Amazon".to_owned(), "announced", Tone::Live),
        (Some(place), _) => (format!("at {place}"), "announced", Tone::Home),
        (None, Some(network)) => (format!("by {network}"), "impostor", Tone::Bad),
        (None, None) => return None,
    };
    let name = format!("{prefix} {} {who}", text(event, "origin")?);
    let change = match event.fact.as_str() {
        "announced" => Change::Begin(label.to_owned(), tone),
        "withdrawn" => Change::End,
        _ => return None,
    };
    Some((Kind::Route, name, change))
}

/// What somebody or something suffers, from when to when.
fn misfortune(noun: &str, event: &Happening) -> Option<(String, Change)> {
    let begin = |label: &str| Change::Begin(label.to_owned(), Tone::Bad);
    let read = match (noun, event.fact.as_str()) {
        ("outage", "failed") => (text(event, "registry")?, begin("does not answer")),
        ("outage", "recovered") => (text(event, "registry")?, Change::End),
        ("validator", "failed") => (text(event, "validator")?, begin("learns nothing new")),
        ("validator", "recovered") => (text(event, "validator")?, Change::End),
        ("premises", "stopped") => (text(event, "prefix")?, begin("nothing answers")),
        ("premises", "started") => (text(event, "prefix")?, Change::End),
        ("fault", "spoiled") => (text(event, "id")?, begin(&event.text)),
        ("fault", "mended") => (text(event, "id")?, Change::End),
        ("misfortune", "declared") => {
            let waits = Change::Begin("declared".to_owned(), Tone::Pending);
            (text(event, "id")?, waits)
        }
        ("misfortune", "struck" | "missed") => {
            (text(event, "id")?, Change::Mark(event.text.clone()))
        }
        ("misfortune", "spent" | "lifted") => (text(event, "id")?, Change::End),
        ("fault", "ran-out") | ("roa", "expired") => {
            return Some(("At one moment".to_owned(), Change::Mark(event.text.clone())));
        }
        _ => return None,
    };
    let (name, change) = read;
    let name = match noun {
        "outage" => format!("Registry {name}"),
        "validator" => format!("Validator {name}"),
        "premises" => format!("{name} at home"),
        "misfortune" => name,
        _ => format!("ROA {name}"),
    };
    Some((name, change))
}

fn text(event: &Happening, member: &str) -> Option<String> {
    Some(event.members.get(member)?.as_str()?.to_owned())
}
