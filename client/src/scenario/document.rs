//! A scenario file: what it is called, the world it wants, its steps.
//!
//! Reading reports every mistake it finds, not only the first: unknown keys,
//! missing ones, values of the wrong kind, and variables that nothing sets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::expectation::{Capture, Expectations, RefusalWanted};
use super::fields::{self, Fields};
use super::place::Place;
use super::problem::{Problem, Problems, Source};
use super::step::{self, Action};
use super::template::{self, Template};
use super::yaml::{self, Node, Yaml};

#[cfg(test)]
mod tests;

/// The one version of the format there is.
const VERSION: u64 = 1;

/// A scenario, read and checked.
#[derive(Debug)]
pub struct Scenario {
    /// The file it came from.
    pub source: Source,
    /// Its name.
    pub name: String,
    /// What it shows, in a paragraph.
    pub description: Option<String>,
    pub(crate) world: World,
    pub(crate) requires: Vec<String>,
    pub(crate) variables: Vec<(String, Template)>,
    pub(crate) steps: Vec<Step>,
    /// Every name that it declares or that a hole of it has.
    names: BTreeSet<String>,
}

/// The world a scenario begins in; the default one where it says nothing.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) file: Option<PathBuf>,
    pub(crate) seed: Option<u64>,
    pub(crate) policy: BTreeMap<String, String>,
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
}

impl Scenario {
    /// Reads a file's text. `given` are the variables set from outside.
    pub fn parse(source: Source, given: &[String]) -> Result<Self, Unreadable> {
        match read(&source, given) {
            Ok(scenario) => Ok(scenario),
            Err(problems) => Err(Unreadable { source, problems }),
        }
    }

    /// The names that a variable from outside may have: those it declares, and
    /// those it uses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
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

fn read(source: &Source, given: &[String]) -> Result<Scenario, Vec<Problem>> {
    let root = yaml::parse(&source.text)
        .map_err(|error| vec![Problem::new(&error.place, error.reason)])?;
    let mut problems = Problems::default();
    let scenario = document(source, &root, &mut problems);
    if let Yaml::Mapping(_) = root.value {
        check_holes(&root, given, &mut problems);
    }
    problems.into_result()?;
    scenario.ok_or_else(|| vec![Problem::new(&root.place, "not a scenario")])
}

fn document(source: &Source, root: &Node, problems: &mut Problems) -> Option<Scenario> {
    let mut fields = Fields::open("scenario", root, problems)?;
    let version = fields
        .need("version")
        .map(|node| (node, fields.number("version")));
    if let Some((node, Some(version))) = version
        && version != VERSION
    {
        fields.problems.add(
            Problem::new(&node.place, format!("version {version} is not known here"))
                .note(format!("this program reads version {VERSION}")),
        );
    }
    let name = fields.need_text("name");
    let description = fields.text("description");
    let world = fields
        .take("world")
        .map(|node| world(node, fields.problems));
    let requires = fields
        .take("requires")
        .and_then(|node| fields::lines("requires", node, fields.problems));
    let variables = fields
        .take("variables")
        .map(|node| variables(node, fields.problems));
    let steps = fields
        .need("steps")
        .map(|node| steps(node, fields.problems));
    fields.close();
    Some(Scenario {
        source: source.clone(),
        name: name?.raw().to_owned(),
        description: description.map(|text| text.raw().to_owned()),
        world: world.unwrap_or_default(),
        requires: requires
            .unwrap_or_default()
            .iter()
            .map(|tool| tool.raw().to_owned())
            .collect(),
        variables: variables.unwrap_or_default(),
        steps: steps?,
        names: names(root),
    })
}

fn world(node: &Node, problems: &mut Problems) -> World {
    let Some(mut fields) = Fields::open("world", node, problems) else {
        return World::default();
    };
    let file = fields.text("file").map(|file| PathBuf::from(file.raw()));
    let seed = fields.number("seed");
    let policy = match fields.take("policy") {
        None => BTreeMap::new(),
        Some(node) => variables_of("policy", node, fields.problems)
            .into_iter()
            .map(|(name, value)| (name, value.raw().to_owned()))
            .collect(),
    };
    fields.close();
    World { file, seed, policy }
}

fn variables(node: &Node, problems: &mut Problems) -> Vec<(String, Template)> {
    variables_of("variables", node, problems)
}

/// A mapping of names to scalars.
fn variables_of(
    noun: &'static str,
    node: &Node,
    problems: &mut Problems,
) -> Vec<(String, Template)> {
    let Yaml::Mapping(entries) = &node.value else {
        problems.add(Problem::new(
            &node.place,
            format!("`{noun}` must be a mapping, not {}", node.kind()),
        ));
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|entry| {
            let value = fields::text(&entry.key, &entry.value, problems)?;
            Some((entry.key.clone(), value))
        })
        .collect()
}

fn steps(node: &Node, problems: &mut Problems) -> Vec<Step> {
    let Yaml::Sequence(items) = &node.value else {
        problems.add(Problem::new(
            &node.place,
            format!("`steps` must be a list, not {}", node.kind()),
        ));
        return Vec::new();
    };
    if items.is_empty() {
        problems.add(Problem::new(&node.place, "a scenario without steps"));
    }
    items
        .iter()
        .filter_map(|item| read_step(item, problems))
        .collect()
}

fn read_step(node: &Node, problems: &mut Problems) -> Option<Step> {
    let mut fields = Fields::open("step", node, problems)?;
    let name = fields.text("name");
    let expect = fields
        .take("expect")
        .map(|node| Expectations::read("expect", node, fields.problems));
    let refused = fields
        .take("refused")
        .and_then(|node| RefusalWanted::read(node, fields.problems));
    let capture = fields
        .take("capture")
        .map(|node| Capture::read_all(node, fields.problems));
    let chosen = fields.one_of(&step::names());
    let action = chosen.and_then(|(name, node)| {
        let action = step::read(name, node, fields.problems)?;
        Some((name, node.place.clone(), action))
    });
    fields.close();
    let (action_name, action_place, action) = action?;
    Some(Step {
        place: node.place.clone(),
        name,
        action_name,
        action_place,
        action,
        expect: expect.unwrap_or_default(),
        refused,
        capture: capture.unwrap_or_default(),
    })
}

/// Reports every hole that nothing can fill by the time its step runs: neither a
/// declaration, nor the command line, nor a capture of an earlier step.
fn check_holes(root: &Node, given: &[String], problems: &mut Problems) {
    let mut known: BTreeSet<&str> = given.iter().map(String::as_str).collect();
    if let Some(Yaml::Mapping(entries)) = member(root, "variables").map(|node| &node.value) {
        for entry in entries {
            check_node(&entry.value, &known, problems);
            known.insert(&entry.key);
        }
    }
    let Some(Yaml::Sequence(steps)) = member(root, "steps").map(|node| &node.value) else {
        return;
    };
    for step in steps {
        let Yaml::Mapping(parts) = &step.value else {
            continue;
        };
        let (own, rest): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.key == "capture");
        // A step's own captures are known to its expectations: they are taken
        // first. They are not known to its action.
        let (expect, rest): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|part| part.key == "expect");
        for part in rest.iter().chain(&own) {
            check_node(&part.value, &known, problems);
        }
        for capture in own {
            if let Yaml::Mapping(entries) = &capture.value.value {
                known.extend(entries.iter().map(|entry| entry.key.as_str()));
            }
        }
        for part in expect {
            check_node(&part.value, &known, problems);
        }
    }
}

fn names(root: &Node) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if let Some(Yaml::Mapping(entries)) = member(root, "variables").map(|node| &node.value) {
        names.extend(entries.iter().map(|entry| entry.key.clone()));
    }
    collect_names(root, &mut names);
    names.retain(|name| !template::BUILT_IN.contains(&name.as_str()));
    names
}

fn collect_names(node: &Node, names: &mut BTreeSet<String>) {
    match &node.value {
        Yaml::Text(text) => names.extend(template::names(text).map(str::to_owned)),
        Yaml::Sequence(items) => items.iter().for_each(|item| collect_names(item, names)),
        Yaml::Mapping(entries) => entries
            .iter()
            .for_each(|entry| collect_names(&entry.value, names)),
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) => {}
    }
}

fn check_node(node: &Node, known: &BTreeSet<&str>, problems: &mut Problems) {
    match &node.value {
        Yaml::Text(text) => {
            if let Err(problem) = template::check(text, &node.place, known.iter().copied()) {
                problems.add(problem);
            }
        }
        Yaml::Sequence(items) => {
            for item in items {
                check_node(item, known, problems);
            }
        }
        Yaml::Mapping(entries) => {
            for entry in entries {
                check_node(&entry.value, known, problems);
            }
        }
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) => {}
    }
}

fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Yaml::Mapping(entries) = &node.value else {
        return None;
    };
    entries
        .iter()
        .find(|entry| entry.key == key)
        .map(|entry| &entry.value)
}
