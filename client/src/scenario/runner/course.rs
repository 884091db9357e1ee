//! Which of a scenario's steps a run plays: all of them, or those from one step
//! to another. The others are skipped with a word.
//!
//! Steps are told by their numbers in the order of a run, as `--dry-run` prints
//! them, or by their names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::scenario::document::{Scenario, Step};
use crate::scenario::outcome::Section;
use crate::scenario::plan::Plan;
use crate::scenario::problem::did_you_mean;

use super::unplayed::label;
use crate::scenario::template::Variables;

#[cfg(test)]
mod tests;

/// Which steps a run plays; all of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The steps by number that are not just played.
    ways: BTreeMap<usize, Way>,
    /// As they were named, for the command that repeats the run.
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// What a run does with a step other than to play it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Leaves it out, for this reason.
    Skip(String),
    /// Looks whether it was done already, for it may have been.
    LookFirst,
}

/// Why steps cannot be chosen so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CourseError {
    /// No step has that number.
    #[error("there is no step {number}; {path} has the steps 1 to {last}")]
    NoNumber {
        /// What was named.
        number: usize,
        /// The scenario's file.
        path: String,
        /// Its last step.
        last: usize,
    },
    /// No step has that name.
    #[error("{path} has no step `{name}`; {hint}")]
    NoName {
        /// What was named.
        name: String,
        /// The scenario's file.
        path: String,
        /// What may have been meant.
        hint: String,
    },
    /// Several steps have that name.
    #[error("{} steps are called `{name}`: {}; give a number", numbers.len(), list(numbers))]
    Several {
        /// What was named.
        name: String,
        /// Which have it.
        numbers: Vec<usize>,
    },
    /// Nothing lies between them.
    #[error("--from-step is step {from}, which comes after step {to} of --to-step")]
    Backwards {
        /// Where to begin.
        from: usize,
        /// Where to end.
        to: usize,
    },
}

/// A variable that a step needs and that a step which is left out would capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its name.
    pub name: String,
    /// The step that needs it, as in `step 5 (Provision)`.
    pub wanted_by: String,
    /// The number of the step that captures it.
    pub(crate) number: usize,
    /// That step, likewise.
    pub captured_by: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            wanted_by,
            captured_by,
            ..
        } = self;
        write!(
            f,
            "{wanted_by} needs `{name}`, which {captured_by} captures and this run leaves out; \
             give it with --var {name}=… or --secret {name}=…"
        )
    }
}

impl Course {
    /// From one step to another, both of them played. Everything is on the course
    /// where neither is named.
    pub fn between(
        scenario: &Scenario,
        plan: &Plan,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<Self, CourseError> {
        let last = scenario.last_number();
        let number = |named: Option<&str>| {
            let found = named.map(|named| find(named, plan, last, &scenario.source.path));
            found.transpose()
        };
        let (first, end) = (number(from)?.unwrap_or(1), number(to)?.unwrap_or(last));
        if first > end {
            return Err(CourseError::Backwards {
                from: first,
                to: end,
            });
        }
        let before = (1..first).map(|number| (number, "before --from-step"));
        let after = (end + 1..=last).map(|number| (number, "after --to-step"));
        let ways = before
            .chain(after)
            .map(|(number, why)| (number, Way::Skip(why.to_owned())))
            .collect();
        Ok(Self {
            ways,
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        })
    }

    /// What is done with a step, if it is not just played.
    pub(crate) fn way(&self, number: usize) -> Option<&Way> {
        self.ways.get(&number)
    }

    /// Sets what is done with a step.
    pub(crate) fn set(&mut self, number: usize, way: Way) {
        self.ways.insert(number, way);
    }

    /// Has a step played.
    pub(crate) fn play(&mut self, number: usize) {
        self.ways.remove(&number);
    }

    /// The steps that are left out, with the reason.
    pub fn left_out(&self) -> BTreeMap<usize, String> {
        let left_out = self.ways.iter().filter_map(|(number, way)| match way {
            Way::Skip(reason) => Some((*number, reason.clone())),
            Way::LookFirst => None,
        });
        left_out.collect()
    }

    fn leaves_out(&self, number: usize) -> bool {
        matches!(self.ways.get(&number), Some(Way::Skip(_)))
    }

    /// What the steps on the course need of those that are left out, apart from
    /// what is given. The teardown needs nothing: what was never captured it does
    /// not clear away.
    pub fn missing(&self, scenario: &Scenario, given: &BTreeSet<&str>) -> Vec<Missing> {
        let mut known: BTreeSet<&str> = given.clone();
        known.extend(scenario.variables.iter().map(|(name, _)| name.as_str()));
        let mut left_out: BTreeMap<&str, (usize, String)> = BTreeMap::new();
        let mut missing = Vec::new();
        let steps = scenario.numbered();
        for (number, _, step) in steps.filter(|(_, it, _)| *it != Section::Teardown) {
            let captured = step.capture.iter().map(|capture| capture.name.as_str());
            if self.leaves_out(number) {
                left_out.extend(captured.map(|name| (name, (number, told(number, step)))));
                continue;
            }
            let own: BTreeSet<&str> = captured.clone().collect();
            for name in step.uses() {
                let Some((name, (by, captured_by))) = left_out.get_key_value(name.as_str()) else {
                    continue;
                };
                let is_own = own.contains(name) && !step.needs.contains(*name);
                if !is_own && known.insert(name) {
                    missing.push(Missing {
                        name: (*name).to_owned(),
                        wanted_by: told(number, step),
                        number: *by,
                        captured_by: captured_by.clone(),
                    });
                }
            }
            known.extend(captured);
        }
        missing
    }
}

impl Step {
    /// Every name that it needs from others: for itself, for its scope, for its
    /// expectations.
    fn uses(&self) -> BTreeSet<String> {
        let own = self.needs.iter().chain(&self.expects);
        let mut names: BTreeSet<String> =
            own.filter(|name| !self.scope.has(name)).cloned().collect();
        names.extend(self.scope.uses());
        names
    }
}

/// The step that a number or a name means.
fn find(named: &str, plan: &Plan, last: usize, path: &str) -> Result<usize, CourseError> {
    let path = path.to_owned();
    if let Ok(number) = named.parse() {
        return match (1..=last).contains(&number) {
            true => Ok(number),
            false => Err(CourseError::NoNumber { number, path, last }),
        };
    }
    let numbers: Vec<usize> = plan
        .steps()
        .filter(|(_, name)| *name == named)
        .map(|(number, _)| number)
        .collect();
    match numbers.as_slice() {
        [number] => Ok(*number),
        [] => {
            let names = plan.steps().map(|(_, name)| name);
            let hint = did_you_mean(named, names);
            let hint = hint.unwrap_or_else(|| "--dry-run lists them".to_owned());
            let name = named.to_owned();
            Err(CourseError::NoName { name, path, hint })
        }
        [_, _, ..] => Err(CourseError::Several {
            name: named.to_owned(),
            numbers,
        }),
    }
}

/// `step 5 (Provision)`.
pub(super) fn told(number: usize, step: &Step) -> String {
    format!("step {number} ({})", label(step, &Variables::default()))
}

fn list(numbers: &[usize]) -> String {
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    words.join(", ")
}
