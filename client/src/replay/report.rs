//! What came of a replay, for people and for programs.

use std::fmt::Write;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::compare::Difference;
use crate::recording::reader::Recording;
use crate::target::Target;

/// How much of a member is shown.
const SHOWN: usize = 100;

/// What came of a replay.
#[derive(Clone, Debug)]
pub struct Report {
    scenario: String,
    recorded_at: String,
    target: String,
    account: String,
    region: String,
    is_cut: bool,
    played: usize,
    differing: Vec<Differing>,
    unplayed: Vec<Unplayed>,
}

/// An exchange whose answers differ.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Differing {
    pub(super) place: String,
    pub(super) at: Timestamp,
    pub(super) exchange: String,
    pub(super) members: Vec<Difference>,
}

/// What could not be done again.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Unplayed {
    pub(super) place: String,
    pub(super) what: String,
    pub(super) reason: String,
}

impl Report {
    pub(super) fn new(recording: &Recording, target: &Target) -> Self {
        let header = &recording.header;
        Self {
            scenario: header.scenario.clone(),
            recorded_at: header.target.clone(),
            target: target.to_string(),
            account: header.account.clone(),
            region: header.region.clone(),
            is_cut: recording.is_cut,
            played: 0,
            differing: Vec::new(),
            unplayed: Vec::new(),
        }
    }

    pub(super) fn played(&mut self, exchange: Differing) {
        self.played += 1;
        if !exchange.members.is_empty() {
            self.differing.push(exchange);
        }
    }

    pub(super) fn unplayed(&mut self, unplayed: Unplayed) {
        self.unplayed.push(unplayed);
    }

    /// Whether the simulator answered as was recorded.
    pub fn agrees(&self) -> bool {
        self.differing.is_empty()
    }

    /// How many members differ.
    pub fn differences(&self) -> usize {
        self.differing.iter().map(|it| it.members.len()).sum()
    }

    /// How many entries could not be done again.
    pub fn left_out(&self) -> usize {
        self.unplayed.len()
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{}\nrecorded at {}, account {}, {} · replayed at {}\n",
            self.scenario, self.recorded_at, self.account, self.region, self.target
        );
        // Writing to a string cannot fail.
        for Differing {
            place,
            at,
            exchange,
            members,
        } in &self.differing
        {
            let _ = writeln!(text, "\n{place}, {at}: {exchange}");
            for difference in members {
                let _ = writeln!(text, "  {}", difference.member);
                let _ = writeln!(
                    text,
                    "    recorded:  {}",
                    shown(difference.recorded.as_deref())
                );
                let _ = writeln!(
                    text,
                    "    simulated: {}",
                    shown(difference.simulated.as_deref())
                );
            }
        }
        if !self.unplayed.is_empty() {
            text.push_str("\nnot replayed:\n");
        }
        for Unplayed {
            place,
            what,
            reason,
        } in &self.unplayed
        {
            let _ = writeln!(text, "  {place}: {what}: {reason}");
        }
        let cut = match self.is_cut {
            true => "; the recording was cut off in its last line",
            false => "",
        };
        let differences = match self.differences() {
            0 => "no difference".to_owned(),
            1 => "1 difference".to_owned(),
            count => format!("{count} differences"),
        };
        let _ = writeln!(text, "\n{} replayed, {differences}{cut}", self.played);
        text
    }

    /// For programs.
    pub fn json(&self) -> Value {
        json!({
            "format": "byoip-replay",
            "version": 1,
            "scenario": self.scenario,
            "recorded": { "target": self.recorded_at, "account": self.account, "region": self.region },
            "target": self.target,
            "cut": self.is_cut,
            "replayed": self.played,
            "differences": self.differing,
            "not_replayed": self.unplayed,
        })
    }
}

/// A member's text, or that it is not there; of a long one the beginning.
fn shown(text: Option<&str>) -> String {
    let Some(text) = text else {
        return "(absent)".to_owned();
    };
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}
