//! `{{name}}` inside a text of a scenario.
//!
//! Names are variables of the scenario, captures of earlier steps, or one of the
//! built-in ones: `account`, `region`, `now` (RFC 3339) and `today`. The last two
//! take a distance: `{{today+30d}}`, `{{today-1d}}`, `{{now+2h}}`.

use std::collections::BTreeMap;

use byoip_vocabulary::duration;
use jiff::Timestamp;

use super::place::Place;
use super::problem::{Problem, did_you_mean};

#[cfg(test)]
mod tests;

/// Names that need no declaration.
pub(crate) const BUILT_IN: [&str; 4] = ["account", "now", "region", "today"];

/// Whether a hole of that name needs no declaration.
pub(crate) fn is_built_in(name: &str) -> bool {
    BUILT_IN.contains(&name) || is_moment(name)
}

/// A text with holes, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Template {
    text: String,
    place: Place,
}

impl Template {
    pub(crate) fn new(text: String, place: Place) -> Self {
        Self { text, place }
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// The text with its holes still in it.
    pub(crate) fn raw(&self) -> &str {
        &self.text
    }

    /// The whole text where it has no hole, so that it can be judged before
    /// anything runs.
    pub(crate) fn literal(&self) -> Option<&str> {
        (!self.text.contains("{{")).then_some(self.text.as_str())
    }

    /// The names in its holes.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        names(&self.text)
    }

    /// The text with every hole filled.
    pub(crate) fn fill(&self, variables: &Variables) -> Result<String, Problem> {
        variables.fill(&self.text, &self.place)
    }
}

/// The values that fill holes, at one moment of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables {
    values: BTreeMap<String, String>,
    /// Those of the step under way alone; they hide others of the same name.
    scope: BTreeMap<String, String>,
    now: Option<Timestamp>,
}

impl Variables {
    /// Gives a name a value; a later value replaces an earlier one.
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), value.into());
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.scope.get(name).or_else(|| self.values.get(name));
        found.map(String::as_str)
    }

    /// Whether a hole of that name can be filled.
    pub(crate) fn knows(&self, name: &str) -> bool {
        is_built_in(name) || self.get(name).is_some()
    }

    /// Makes these the variables of the step under way, in place of the last
    /// step's.
    pub(crate) fn enter(&mut self, scope: BTreeMap<String, String>) {
        self.scope = scope;
    }

    /// The same values as a step with such variables of its own has them.
    pub(crate) fn within(&self, scope: BTreeMap<String, String>) -> Self {
        Self {
            scope,
            ..self.clone()
        }
    }

    /// Moves `now` and `today`.
    pub(crate) fn set_now(&mut self, now: Timestamp) {
        self.now = Some(now);
    }

    /// Every name with its value, without `now` and `today`.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let hidden = |name: &String| self.scope.contains_key(name);
        let values = self.values.iter().filter(move |(name, _)| !hidden(name));
        values
            .chain(&self.scope)
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Every name with its value that was given or captured, without those of the
    /// step under way alone.
    pub(crate) fn captured(&self) -> impl Iterator<Item = (&str, &str)> {
        let values = self.values.iter();
        values.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Fills a text's holes.
    pub(crate) fn fill(&self, text: &str, place: &Place) -> Result<String, Problem> {
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Hole(name) => filled.push_str(&self.value(name, place)?),
                Piece::Open => return Err(open_hole(place)),
            }
        }
        Ok(filled)
    }

    /// Fills the holes of every text inside a JSON value.
    pub(crate) fn fill_json(
        &self,
        value: &serde_json::Value,
        place: &Place,
    ) -> Result<serde_json::Value, Problem> {
        use serde_json::Value;
        Ok(match value {
            Value::String(text) => Value::String(self.fill(text, place)?),
            Value::Array(items) => items
                .iter()
                .map(|item| self.fill_json(item, place))
                .collect::<Result<_, _>>()?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.clone(),
        })
    }

    fn value(&self, name: &str, place: &Place) -> Result<String, Problem> {
        if let Some(value) = self.get(name) {
            return Ok(value.to_owned());
        }
        match self.now.filter(|_| is_moment(name)) {
            Some(now) => moment(name, now).map_err(|what| Problem::new(place, what)),
            None => Err(unknown(name, self.iter().map(|(name, _)| name), place)),
        }
    }
}

/// Whether every hole of a text has a name that is known, before anything runs.
pub(crate) fn check<'a>(
    text: &str,
    place: &Place,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Result<(), Problem> {
    for piece in pieces(text) {
        match piece {
            Piece::Text(_) => {}
            Piece::Open => return Err(open_hole(place)),
            Piece::Hole(name) => {
                if is_moment(name) {
                    moment(name, Timestamp::UNIX_EPOCH)
                        .map_err(|what| Problem::new(place, what))?;
                } else if !BUILT_IN.contains(&name) && known.clone().into_iter().all(|k| k != name)
                {
                    return Err(unknown(name, known, place));
                }
            }
        }
    }
    Ok(())
}

/// The names in a text's holes.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Hole(name) => Some(name),
        Piece::Text(_) | Piece::Open => None,
    })
}

enum Piece<'t> {
    Text(&'t str),
    Hole(&'t str),
    /// `{{` without `}}`.
    Open,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut hole = None;
    std::iter::from_fn(move || {
        if let Some(name) = hole.take() {
            return Some(Piece::Hole(name));
        }
        if rest.is_empty() {
            return None;
        }
        let Some((before, after)) = rest.split_once("{{") else {
            return Some(Piece::Text(std::mem::take(&mut rest)));
        };
        let Some((name, after)) = after.split_once("}}") else {
            rest = "";
            return Some(Piece::Open);
        };
        rest = after;
        hole = Some(name.trim());
        Some(Piece::Text(before))
    })
}

/// Whether a name is `now` or `today`, with or without a distance.
fn is_moment(name: &str) -> bool {
    matches!(split_distance(name).0, "now" | "today")
}

/// `today+30d` in its name and its distance, which keeps its sign.
fn split_distance(name: &str) -> (&str, &str) {
    let end = name.find(['+', '-']).unwrap_or(name.len());
    name.split_at(end)
}

/// `today`, `today+30d`, `today-1w`, `now`, `now+2h`.
fn moment(name: &str, now: Timestamp) -> Result<String, String> {
    let (base, distance) = split_distance(name);
    let moved = if let Some(ahead) = distance.strip_prefix('+') {
        duration::parse(ahead).map(|length| now.checked_add(length))
    } else if let Some(back) = distance.strip_prefix('-') {
        duration::parse(back).map(|length| now.checked_sub(length))
    } else {
        Ok(Ok(now))
    };
    match moved {
        Ok(Ok(moved)) if base == "now" => Ok(moved.to_string()),
        Ok(Ok(moved)) => Ok(moved.strftime("%Y-%m-%d").to_string()),
        Ok(Err(_)) => Err(format!("`{{{{{name}}}}}` lies outside the calendar")),
        Err(error) => Err(format!("`{{{{{name}}}}}`: {error}")),
    }
}

fn open_hole(place: &Place) -> Problem {
    Problem::new(place, "`{{` without `}}`")
}

fn unknown<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, place: &Place) -> Problem {
    Problem::new(place, format!("no variable `{name}`")).note(
        did_you_mean(name, known.into_iter().chain(BUILT_IN)).or_else(|| {
            Some("declare it under `variables`, or capture it in an earlier step".to_owned())
        }),
    )
}
