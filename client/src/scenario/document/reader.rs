//! The keys of a file, of a scenario's own and of one that it includes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::fields::{self, Fields};
use super::super::files::{self, Files};
use super::super::place::Place;
use super::super::problem::{Problem, Problems, Source};
use super::super::template::{self, Template};
use super::super::yaml::{self, Node, Yaml};
use super::drill::Drill;
use super::scope::Scope;
use super::{Parameter, Scenario, Step, VERSION, World, holes, steps};

/// What is known while a file is read.
pub(super) struct Context<'f> {
    pub(super) files: &'f dyn Files,
    /// The files being read, the scenario's own first.
    pub(super) chain: Vec<String>,
    /// The variables that are set at this point of the file.
    pub(super) known: BTreeSet<String>,
    /// Every variable's name so far.
    pub(super) names: BTreeSet<String>,
    /// Those that are never shown, of included files too.
    pub(super) secrets: BTreeSet<String>,
}

/// Everything that a file says.
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) world: World,
    pub(super) requires: Vec<String>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) variables: Vec<(String, Template)>,
    pub(super) steps: Vec<Step>,
    pub(super) teardown: Vec<Step>,
    pub(super) drill: Option<Drill>,
    /// The places of what only a scenario's own file may say.
    pub(super) own: Vec<(&'static str, Place)>,
}

/// Reads a scenario's own file.
pub(super) fn scenario(
    source: &Source,
    files: &dyn Files,
    given: &[String],
) -> Result<Scenario, Vec<Problem>> {
    let root = yaml::parse(&source.text)
        .map_err(|error| vec![Problem::new(&error.place, error.reason)])?;
    let mut problems = Problems::default();
    let mut context = Context {
        files,
        chain: vec![source.path.clone()],
        known: given.iter().cloned().collect(),
        names: BTreeSet::new(),
        secrets: BTreeSet::new(),
    };
    let parts = parts(&root, &mut context, &mut problems, |_| Arc::default());
    problems.into_result()?;
    let parts = parts.ok_or_else(|| vec![Problem::new(&root.place, "not a scenario")])?;
    Ok(Scenario {
        source: source.clone(),
        name: parts.name,
        description: parts.description,
        tags: parts.tags,
        drill: parts.drill,
        world: parts.world,
        requires: parts.requires,
        parameters: parts.parameters,
        variables: parts.variables,
        secrets: context.secrets,
        steps: parts.steps,
        teardown: parts.teardown,
        names: context.names,
    })
}

/// Reads a file's keys; `scope` makes the scope of its steps of its variables.
pub(super) fn parts(
    root: &Node,
    context: &mut Context<'_>,
    problems: &mut Problems,
    scope: impl FnOnce(&[(String, Template)]) -> Arc<Scope>,
) -> Option<Parts> {
    let mut fields = Fields::open("scenario", root, problems)?;
    fields.version(VERSION);
    let name = fields.need_text("name");
    let description = fields.text("description");
    let tags = words(&mut fields, "tags");
    let mut own = Vec::new();
    let world = fields
        .take_own("world", &mut own)
        .map(|node| world(node, context, fields.problems));
    let requires = words(&mut fields, "requires");
    let parameters = fields
        .take("parameters")
        .map(|node| parameters(node, context, fields.problems));
    let variables = fields
        .take("variables")
        .map(|node| variables(node, context, fields.problems))
        .unwrap_or_default();
    if let Some(node) = fields.take("secrets") {
        secrets(node, context, fields.problems);
    }
    let scope = scope(&variables);
    let faults = fields
        .take_own("faults", &mut own)
        .map(|node| steps::faults(node, &scope, context, fields.problems));
    let steps = fields
        .need("steps")
        .map(|node| steps::read("steps", node, &scope, context, fields.problems));
    let steps = steps.map(|steps| {
        let mut all = faults.unwrap_or_default();
        all.extend(steps);
        all
    });
    let drill = fields
        .take_own("drill", &mut own)
        .map(|node| Drill::read(node, &scope, context, fields.problems));
    let teardown = fields
        .take_own("teardown", &mut own)
        .map(|node| steps::read("teardown", node, &scope, context, fields.problems));
    fields.close();
    Some(Parts {
        name: name?.raw().to_owned(),
        description: description.map(|text| text.raw().to_owned()),
        tags,
        world: world.unwrap_or_default(),
        requires,
        parameters: parameters.unwrap_or_default(),
        variables,
        steps: steps?,
        teardown: teardown.unwrap_or_default(),
        drill: drill.flatten(),
        own,
    })
}

impl<'n> Fields<'n, '_> {
    /// The value under a key that only a scenario's own file may have.
    fn take_own(
        &mut self,
        key: &'static str,
        own: &mut Vec<(&'static str, Place)>,
    ) -> Option<&'n Node> {
        let node = self.take(key)?;
        own.push((key, node.place.clone()));
        Some(node)
    }
}

/// A list of words that have no holes.
fn words(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<String> {
    let node = fields.take(key);
    let lines = node.and_then(|node| fields::lines(key, node, fields.problems));
    let lines = lines.unwrap_or_default();
    lines.iter().map(|line| line.raw().to_owned()).collect()
}

fn world(node: &Node, context: &Context<'_>, problems: &mut Problems) -> World {
    let Some(mut fields) = Fields::open("world", node, problems) else {
        return World::default();
    };
    let file = fields.text("file").and_then(|name| {
        let from = context.chain.last().map_or("", String::as_str);
        files::beside(context.files, from, name.raw())
            .map_err(|reason| fields.problems.add(Problem::new(name.place(), reason)))
            .ok()
    });
    let seed = fields.number("seed");
    let policy = match fields.take("policy") {
        None => BTreeMap::new(),
        Some(node) => scalars("policy", node, fields.problems)
            .into_iter()
            .map(|(name, value)| (name, value.raw().to_owned()))
            .collect(),
    };
    fields.close();
    World { file, seed, policy }
}

fn parameters(node: &Node, context: &mut Context<'_>, problems: &mut Problems) -> Vec<Parameter> {
    let names = fields::lines("parameters", node, problems).unwrap_or_default();
    names
        .iter()
        .map(|name| {
            context.declare(name.raw(), name.place(), problems);
            Parameter {
                name: name.raw().to_owned(),
                place: name.place().clone(),
            }
        })
        .collect()
}

/// Each may use those above it.
fn variables(
    node: &Node,
    context: &mut Context<'_>,
    problems: &mut Problems,
) -> Vec<(String, Template)> {
    let variables = scalars("variables", node, problems);
    if let Yaml::Mapping(entries) = &node.value {
        for entry in entries {
            holes::check(&entry.value, &context.known, problems);
            holes::names(&entry.value, &mut context.names);
            context.declare(&entry.key, &entry.key_place, problems);
        }
    }
    variables
}

/// Names of variables, which need not be declared elsewhere: a secret's value is
/// not in the file.
fn secrets(node: &Node, context: &mut Context<'_>, problems: &mut Problems) {
    for name in fields::lines("secrets", node, problems).unwrap_or_default() {
        context.declare(name.raw(), name.place(), problems);
        context.secrets.insert(name.raw().to_owned());
    }
}

impl Context<'_> {
    /// Notes that a name is set from here on.
    pub(super) fn declare(&mut self, name: &str, place: &Place, problems: &mut Problems) {
        if template::is_built_in(name) {
            let what = format!("`{name}` is built in and cannot be set");
            problems.add(Problem::new(place, what).note("choose another name".to_owned()));
        }
        self.known.insert(name.to_owned());
        self.names.insert(name.to_owned());
    }
}

/// A mapping of names to scalars.
pub(super) fn scalars(
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
