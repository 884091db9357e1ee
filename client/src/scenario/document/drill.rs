//! What makes a scenario an exercise: `drill`.
//!
//! The scenario's own steps bring about the state of affairs. `symptom` shows it
//! as the trainee's tools do, `mend` is one way out of it, and `check` holds once
//! it is mended and not before. Briefing, hints and diagnosis are for people.

use std::sync::Arc;

use super::super::fields::{self, Fields};
use super::super::problem::{Problem, Problems};
use super::super::yaml::Node;
use super::reader::Context;
use super::scope::Scope;
use super::{Step, steps};

/// An exercise.
#[derive(Debug)]
pub struct Drill {
    /// Its number in the catalogue, the row of the list of failure modes.
    pub number: u64,
    /// The part of a migration that it is about, such as `registry`.
    pub group: String,
    /// What a trainee finds wrong, in a line; nothing of its cause.
    pub title: String,
    /// A word for the cause, which a trainee names.
    pub cause: String,
    /// How hard it is, from 1 to 3.
    pub level: u64,
    /// What the trainee is told in the beginning.
    pub briefing: String,
    /// What the trainee may ask for, one after the other, the vaguest first.
    pub hints: Vec<String>,
    /// What was wrong, how one finds it and how it is mended, for afterwards.
    pub diagnosis: String,
    pub(crate) symptom: Vec<Step>,
    pub(crate) check: Vec<Step>,
    pub(crate) mend: Vec<Step>,
}

impl Drill {
    pub(super) fn read(
        node: &Node,
        scope: &Arc<Scope>,
        context: &mut Context<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut fields = Fields::open("drill", node, problems)?;
        let number = fields.need("number").and(fields.number("number"));
        let group = text(&mut fields, "group");
        let title = text(&mut fields, "title");
        let cause = text(&mut fields, "cause");
        let level = fields.need("level").and(fields.number("level"));
        if let (Some(level), Some(node)) = (level, fields.take("level"))
            && !(1..=3).contains(&level)
        {
            let problem = Problem::new(&node.place, "`level` is 1, 2 or 3");
            fields.problems.add(problem);
        }
        let briefing = text(&mut fields, "briefing");
        let hints = fields
            .need("hints")
            .and_then(|node| fields::lines("hints", node, fields.problems));
        let diagnosis = text(&mut fields, "diagnosis");
        let mut list = |key| {
            let node = fields.need(key)?;
            // What one part captures is its own: a trainee mends it otherwise.
            let known = context.known.clone();
            let steps = steps::read(key, node, scope, context, fields.problems);
            context.known = known;
            Some(steps)
        };
        let symptom = list("symptom");
        let check = list("check");
        let mend = list("mend");
        fields.close();
        Some(Self {
            number: number?,
            group: group?,
            title: title?,
            cause: cause?,
            level: level?,
            briefing: briefing?,
            hints: hints?.iter().map(|hint| hint.raw().to_owned()).collect(),
            diagnosis: diagnosis?,
            symptom: symptom?,
            check: check?,
            mend: mend?,
        })
    }

    /// How many steps a rehearsal of it has beyond the scenario's own: the check
    /// is made before the mend and after it.
    pub(crate) fn len(&self) -> usize {
        self.symptom.len() + 2 * self.check.len() + self.mend.len()
    }
}

fn text(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    Some(fields.need_text(key)?.raw().to_owned())
}
