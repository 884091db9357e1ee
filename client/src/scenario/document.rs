//! A scenario file: what it is called, the world it wants, its steps.
//!
//! Reading reports every mistake it finds, not only the first: unknown keys,
//! missing ones, values of the wrong kind, variables that nothing sets, and the
//! same in the files it includes.
//!
//! - [`reader`]: the file's own keys
//! - [`steps`]: its lists of steps, with loops and included files unrolled
//! - [`scope`]: variables that hold for some steps only
//! - [`rows`]: what a loop goes over
//! - [`holes`]: which names are used, and whether something sets them
//! - [`drill`]: what makes a scenario an exercise

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::expectation::{Capture, Expectations, RefusalWanted};
use super::files::{Disk, Files};
use super::outcome::Section;
use super::place::Place;
use super::problem::{Problem, Source};
use super::step::Action;
use super::template::Template;

pub mod drill;
mod holes;
mod reader;
mod rows;
pub(crate) mod scope;
mod steps;
#[cfg(test)]
mod tests;

use drill::Drill;
use scope::Scope;

/// The one version of the format there is.
pub const VERSION: u64 = 1;

/// A scenario, read and checked.
#[derive(Debug)]
pub struct Scenario {
    /// The file it came from.
    pub source: Source,
    /// Its name.
    pub name: String,
    /// What it shows, in a paragraph.
    pub description: Option<String>,
    /// Words to choose it by.
    pub tags: Vec<String>,
    /// What makes it an exercise, if it is one.
    pub drill: Option<Drill>,
    pub(crate) world: World,
    pub(crate) requires: Vec<String>,
    /// Variables that somebody outside must set.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) variables: Vec<(String, Template)>,
    /// Variables whose values are never shown.
    pub(crate) secrets: BTreeSet<String>,
    pub(crate) steps: Vec<Step>,
    /// What is done in the end whatever came before.
    pub(crate) teardown: Vec<Step>,
    /// Every name that it declares or that a hole of it has.
    names: BTreeSet<String>,
}

/// The world a scenario begins in; the default one where it says nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) file: Option<Source>,
    pub(crate) seed: Option<u64>,
    pub(crate) policy: BTreeMap<String, String>,
}

/// A variable that must come from outside.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) place: Place,
}

/// One step: an action, and what is demanded of its answer.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) place: Place,
    pub(crate) name: Option<Template>,
    pub(crate) action_name: &'static str,
    pub(crate) action_place: Place,
    pub(crate) action: Box<dyn Action>,
    pub(crate) expect: Expectations,
    pub(crate) refused: Option<RefusalWanted>,
    pub(crate) capture: Vec<Capture>,
    /// Where alone it is done, if not everywhere.
    pub(crate) only: Option<Only>,
    /// Variables of this step and its neighbours alone.
    pub(crate) scope: Arc<Scope>,
    /// The names that it needs from others to be done.
    pub(crate) needs: BTreeSet<String>,
    /// The names that its expectations have.
    pub(crate) expects: BTreeSet<String>,
}

/// A kind of target that a step is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    Simulator,
    Aws,
}

impl Scenario {
    /// Reads a file's text, and from the disk what it names beside itself.
    /// `given` are the variables set from outside.
    pub fn parse(source: Source, given: &[String]) -> Result<Self, Unreadable> {
        Self::parse_from(source, &Disk, given)
    }

    /// The same where its other files are somewhere else.
    pub fn parse_from(
        source: Source,
        files: &dyn Files,
        given: &[String],
    ) -> Result<Self, Unreadable> {
        match reader::scenario(&source, files, given) {
            Ok(scenario) => Ok(scenario),
            Err(problems) => Err(Unreadable { source, problems }),
        }
    }

    /// The names that a variable from outside may have: those it declares, and
    /// those it uses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The variables that somebody outside must set.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|it| it.name.as_str())
    }

    /// Its parts in the order in which they are played, a drill's check once.
    pub(crate) fn sections(&self) -> [(Section, &[Step]); 5] {
        [
            Section::Steps,
            Section::Symptom,
            Section::Mend,
            Section::Check,
            Section::Teardown,
        ]
        .map(|section| (section, self.steps_of(section)))
    }

    /// The steps of one part.
    pub(crate) fn steps_of(&self, section: Section) -> &[Step] {
        let drill = self.drill.as_ref();
        match section {
            Section::Steps => &self.steps,
            Section::Symptom => drill.map_or(&[], |drill| &drill.symptom),
            Section::Mend => drill.map_or(&[], |drill| &drill.mend),
            Section::Before | Section::Check => drill.map_or(&[], |drill| &drill.check),
            Section::Teardown => &self.teardown,
        }
    }

    /// The number of a part's first step in the order of a run, from 1. A drill's
    /// check before the mend counts as one step.
    pub(crate) fn first_number(&self, section: Section) -> usize {
        let parts = [
            Section::Steps,
            Section::Symptom,
            Section::Before,
            Section::Mend,
            Section::Check,
        ];
        let before = parts.into_iter().take_while(|part| *part != section);
        let lengths = before.map(|part| match part {
            Section::Before => usize::from(self.drill.is_some()),
            _ => self.steps_of(part).len(),
        });
        1 + lengths.sum::<usize>()
    }

    /// The number of the last step.
    pub(crate) fn last_number(&self) -> usize {
        self.first_number(Section::Teardown) + self.teardown.len() - 1
    }

    /// Every step with its part and its number.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, Section, &Step)> {
        self.sections().into_iter().flat_map(|(section, steps)| {
            let first = self.first_number(section);
            let numbered = steps.iter().enumerate();
            numbered.map(move |(index, step)| (first + index, section, step))
        })
    }

    /// How many steps a whole run has.
    pub fn len(&self) -> usize {
        let drill = self.drill.as_ref().map_or(0, Drill::len);
        self.steps.len() + drill + self.teardown.len()
    }

    /// Whether there is nothing to do; a scenario that was read has a step.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A file that is no scenario, with everything that is wrong with it.
#[derive(Debug)]
pub struct Unreadable {
    /// The file.
    pub source: Source,
    /// Its mistakes, in the order of the file; never none.
    pub problems: Vec<Problem>,
}
