//! Saved states of a simulator's world, and how two of them differ.
//!
//! Shapes are those of `GET /_simulator/state`. A difference never shows what a
//! saved state has of keys, secrets and signatures: of a world file it tells the
//! lines that differ by their numbers, of an event the words that are for
//! readers, and what there is now has no secrets in it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// A saved state, as far as it is compared.
#[derive(Clone, Debug, Deserialize)]
pub struct State {
    format: String,
    now: String,
    beginning: Beginning,
    present: Value,
    events: Vec<Event>,
}

#[derive(Clone, Debug, Deserialize)]
struct Beginning {
    seed: Value,
    start: Value,
    policy: Map<String, Value>,
    world: File,
    files: Vec<File>,
}

#[derive(Clone, Debug, Deserialize)]
struct File {
    file: String,
    lines: Vec<String>,
}

/// Something that happened, in the words for readers.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Event {
    /// Its place in the log, from 1.
    pub sequence: u64,
    /// When, RFC 3339.
    pub at: String,
    /// What.
    pub text: String,
}

/// How a second state differs from a first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What is there otherwise, before events and by their paths.
    pub changes: Vec<Change>,
    /// How many events, from the first on, both have.
    pub events_in_common: usize,
    /// What happened behind those in the first alone.
    pub events_before: Vec<Event>,
    /// What happened behind those in the second alone.
    pub events_after: Vec<Event>,
}

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The names that lead to it.
    pub path: Vec<String>,
    /// In the first, unless it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// In the second, unless it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// A text that is no saved state.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// It is something else, or another version's.
    #[error("this is not a saved state: {0}; save one with `byoip state save`")]
    Form(String),
}

impl State {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// What is no such document.
    pub fn parse(text: &str) -> Result<Self, StateError> {
        let form = |wrong: serde_json::Error| StateError::Form(wrong.to_string());
        let state: Self = serde_json::from_str(text).map_err(form)?;
        match state.format.as_str() {
            "byoip-sim state" => Ok(state),
            other => Err(StateError::Form(format!("its format is `{other}`"))),
        }
    }

    /// The virtual moment, RFC 3339.
    pub fn now(&self) -> &str {
        &self.now
    }

    /// How another differs from this.
    pub fn difference(&self, other: &Self) -> Difference {
        let mut changes = Vec::new();
        let mut path = Vec::new();
        let mut compare = |name: &str, one: &Value, other: &Value| {
            path.push(name.to_owned());
            differences(&mut path, Some(one), Some(other), &mut changes);
            path.pop();
        };
        let value = |text: &str| Value::from(text);
        compare("now", &value(&self.now), &value(&other.now));
        let (one, two) = (&self.beginning, &other.beginning);
        compare("seed", &one.seed, &two.seed);
        compare("start", &one.start, &two.start);
        let policy = |beginning: &Beginning| Value::Object(beginning.policy.clone());
        compare("policy", &policy(one), &policy(two));
        compare("files", &one.files(two), &two.files(one));
        let (before, after) = (Some(&self.present), Some(&other.present));
        differences(&mut path, before, after, &mut changes);
        let pairs = self.events.iter().zip(&other.events);
        let common = pairs.take_while(|(one, other)| one == other).count();
        let rest = |events: &[Event]| events.get(common..).unwrap_or_default().to_vec();
        Difference {
            changes,
            events_in_common: common,
            events_before: rest(&self.events),
            events_after: rest(&other.events),
        }
    }
}

impl Beginning {
    /// Its files, each with the numbers of the lines that the other's has not.
    fn files(&self, other: &Self) -> Value {
        let all = |it: &'_ Self| -> Vec<File> {
            let files = it.files.iter().chain([&it.world]);
            files.cloned().collect()
        };
        let others = all(other);
        let views = all(self).into_iter().map(|file| {
            let same = others.iter().find(|it| it.file == file.file);
            let lines = same.map(|same| file.lines_not_in(same));
            (file.file, lines.map_or(Value::from("there"), Value::from))
        });
        Value::Object(views.collect())
    }
}

impl File {
    /// `none`, or `lines 3, 4 of 80`.
    fn lines_not_in(&self, other: &Self) -> String {
        let there = |line: usize| other.lines.get(line);
        let differing = self.lines.iter().enumerate();
        let differing = differing.filter(|(line, text)| there(*line) != Some(*text));
        let numbers: Vec<String> = differing.map(|(line, _)| (line + 1).to_string()).collect();
        let shown = numbers
            .get(..numbers.len().min(LINES_SHOWN))
            .unwrap_or_default();
        match numbers.len() {
            0 => format!("{} lines", self.lines.len()),
            more if more > LINES_SHOWN => format!(
                "{} lines, otherwise {} and {} more",
                self.lines.len(),
                shown.join(", "),
                more - LINES_SHOWN
            ),
            _ => format!("{} lines, otherwise {}", self.lines.len(), shown.join(", ")),
        }
    }
}

/// How many numbers of lines are told.
const LINES_SHOWN: usize = 8;

impl Difference {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.changes.is_empty() && self.events_before.is_empty() && self.events_after.is_empty()
    }
}

fn differences(
    path: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<Change>,
) {
    if before == after {
        return;
    }
    if let (Some(Value::Object(one)), Some(Value::Object(other))) = (before, after) {
        let is_new = |name: &&String| !one.contains_key(*name);
        for name in one.keys().chain(other.keys().filter(is_new)) {
            path.push(name.clone());
            differences(path, one.get(name), other.get(name), found);
            path.pop();
        }
        return;
    }
    found.push(Change {
        path: path.clone(),
        before: before.cloned(),
        after: after.cloned(),
    });
}
