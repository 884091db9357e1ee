//! What a run would do, before it does anything: every step, who does it, what
//! is at stake, and the least that IAM has to allow.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::document::{Only, Scenario, Step};
use super::outcome::Section;
use super::runner::{BEFORE, label};
use super::step::nature::{Nature, Pause};
use super::template::{Template, Variables};

#[cfg(test)]
mod tests;

/// The plan of one scenario.
#[derive(Clone, Debug)]
pub struct Plan {
    name: String,
    path: String,
    lines: Vec<Line>,
    actions: BTreeSet<&'static str>,
}

#[derive(Clone, Debug)]
struct Line {
    number: usize,
    section: Section,
    nature: Nature,
    name: String,
    /// What it changes, where the name is not the author's and does not say it.
    objects: String,
    /// How long it lets time pass.
    pause: String,
    actions: Vec<&'static str>,
    stakes: Option<&'static str>,
}

impl Plan {
    /// The plan of a scenario with variables from outside.
    pub fn of<'v>(
        scenario: &Scenario,
        given: impl IntoIterator<Item = (&'v String, &'v String)>,
    ) -> Self {
        let mut variables = Variables::default();
        for (name, template) in &scenario.variables {
            if scenario.secrets.contains(name) {
                continue;
            }
            // One that uses the account or the time shows as it is written.
            let value = template.fill(&variables);
            variables.set(name, value.unwrap_or_else(|_| template.raw().to_owned()));
        }
        for (name, value) in given {
            if !scenario.secrets.contains(name) {
                variables.set(name, value);
            }
        }
        let mut lines: Vec<Line> = scenario
            .numbered()
            .map(|(number, section, step)| line(number, section, step, &variables))
            .collect();
        if scenario.drill.is_some() {
            lines.push(before(scenario));
            lines.sort_by_key(|line| line.number);
        }
        let actions = lines.iter().flat_map(|line| line.actions.iter().copied());
        Self {
            name: scenario.name.clone(),
            path: scenario.source.path.clone(),
            actions: actions.collect(),
            lines,
        }
    }

    /// The number and the name of every step, in the order of a run.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines
            .iter()
            .map(|line| (line.number, line.name.as_str()))
    }

    /// Whether anything at AWS would be changed.
    pub fn changes(&self) -> bool {
        self.lines.iter().any(|line| line.nature == Nature::Changes)
    }

    /// Whether there are commands, of which nobody here knows what they do.
    pub fn has_commands(&self) -> bool {
        self.lines.iter().any(|line| line.nature == Nature::Command)
    }

    /// The plan for people.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{}\n{} · {} {}\n",
            self.name,
            self.path,
            self.lines.len(),
            if self.lines.len() == 1 {
                "step"
            } else {
                "steps"
            }
        );
        let mut last = None;
        for line in &self.lines {
            if last != Some(line.section) {
                last = Some(line.section);
                let heading = line.section.heading().unwrap_or_default();
                let _ = writeln!(text, "{heading}");
            }
            let number = line.number;
            let nature = line.nature.word();
            let Line {
                name,
                objects,
                pause,
                ..
            } = line;
            let _ = writeln!(text, "{number:4}  {nature:9}  {name}{objects}{pause}");
            if !line.actions.is_empty() {
                let _ = writeln!(text, "{BLANK}{}", line.actions.join(", "));
            }
            if let Some(stakes) = line.stakes {
                let _ = writeln!(text, "{BLANK}{stakes}");
            }
        }
        text
    }
}

/// As wide as a number and a word.
const BLANK: &str = "                 ";

/// The least that IAM has to allow for several plans, if it is anything. The calls
/// on ranges know no resource but all of them (Service Authorization Reference,
/// Amazon EC2).
pub fn least_policy<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Option<Value> {
    let actions = plans
        .into_iter()
        .flat_map(|plan| plan.actions.iter().copied());
    let actions: BTreeSet<&str> = actions.collect();
    // IAM refuses a policy without a statement, and a statement without an action.
    let statement = json!({ "Effect": "Allow", "Action": actions, "Resource": "*" });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
    (!actions.is_empty()).then_some(policy)
}

/// A drill's check while nothing is mended, which is one step of a run.
fn before(scenario: &Scenario) -> Line {
    Line {
        number: scenario.first_number(Section::Before),
        section: Section::Before,
        nature: Nature::Reads,
        name: BEFORE.to_owned(),
        objects: String::new(),
        pause: String::new(),
        actions: Vec::new(),
        stakes: None,
    }
}

fn line(number: usize, section: Section, step: &Step, variables: &Variables) -> Line {
    let scope = step.scope.fill(variables).unwrap_or_default();
    let variables = variables.within(scope);
    let objects = match step.name {
        Some(_) => Vec::new(),
        None => step.action.objects(),
    };
    // One that an earlier step captures shows as it is written.
    let shown = |template: &Template| {
        let filled = template.fill(&variables);
        filled.unwrap_or_else(|_| template.raw().to_owned())
    };
    let nature = match step.only {
        Some(Only::Simulator) => Nature::Simulated,
        Some(Only::Aws) | None => step.action.nature(),
    };
    let pause = step.action.pause().filter(|_| nature == Nature::Waits);
    Line {
        number,
        section,
        nature,
        name: label(step, &variables),
        objects: objects.iter().map(|it| format!(" {}", shown(it))).collect(),
        pause: match pause {
            Some(Pause::For(length)) => format!(" ({})", shown(length)),
            Some(Pause::Until(moment)) => format!(" (until {})", shown(moment)),
            None => String::new(),
        },
        actions: step.action.permissions(),
        stakes: step.action.stakes(),
    }
}
