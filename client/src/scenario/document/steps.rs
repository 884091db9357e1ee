//! A list of steps, with loops and included files unrolled.
//!
//! ```yaml
//! - each: { half: [198.18.0.0/24, 198.18.1.0/24] }
//!   steps:
//!     - advertise: "{{half}}"
//! - include: parts/roas.yaml
//!   with: { range: 198.18.1.0/24 }
//! ```
//!
//! An included file sees what it is given and what it declares, nothing else;
//! what it captures is known after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::expectation::{Capture, Expectations, RefusalWanted};
use super::super::fields::Fields;
use super::super::files;
use super::super::problem::{Problem, Problems, Source, did_you_mean};
use super::super::step;
use super::super::template::Template;
use super::super::yaml::{self, Node, Yaml};
use super::reader::{self, Context, Parts};
use super::scope::Scope;
use super::{Only, Step, holes, rows};

/// How deep files may include each other.
const DEPTH: usize = 8;

/// How many steps a scenario may come to when all is unrolled.
const STEPS_MAX: usize = 10_000;

/// Reads the list under a key.
pub(super) fn read(
    key: &str,
    node: &Node,
    scope: &Arc<Scope>,
    context: &mut Context<'_>,
    problems: &mut Problems,
) -> Vec<Step> {
    let Some(items) = list(key, node, problems) else {
        return Vec::new();
    };
    if items.is_empty() {
        let what = match key {
            "steps" => "a scenario without steps".to_owned(),
            _ => format!("`{key}` without a step"),
        };
        problems.add(Problem::new(&node.place, what));
    }
    let mut steps = Vec::new();
    for item in items {
        if steps.len() > STEPS_MAX {
            let what = format!("more than {STEPS_MAX} steps");
            problems.add(Problem::new(&item.place, what));
            break;
        }
        match kind(item) {
            Kind::Loop => each(item, scope, context, problems, &mut steps),
            Kind::Include => steps.extend(include(item, scope, context, problems)),
            Kind::Step => steps.extend(one(item, scope, context, problems)),
        }
    }
    steps
}

/// The items of what must be a list.
fn list<'n>(key: &str, node: &'n Node, problems: &mut Problems) -> Option<&'n [Node]> {
    if let Yaml::Sequence(items) = &node.value {
        return Some(items);
    }
    let what = format!("`{key}` must be a list, not {}", node.kind());
    problems.add(Problem::new(&node.place, what));
    None
}

/// Reads the list under `faults`: each is declared before the first step.
pub(super) fn faults(
    node: &Node,
    scope: &Arc<Scope>,
    context: &mut Context<'_>,
    problems: &mut Problems,
) -> Vec<Step> {
    let Some(items) = list("faults", node, problems) else {
        return Vec::new();
    };
    let declare = |item: &Node, problems: &mut Problems| {
        let action = step::read("fault", item, problems)?;
        Some(Step {
            place: item.place.clone(),
            name: None,
            action_name: "fault",
            action_place: item.place.clone(),
            action,
            expect: Expectations::default(),
            refused: None,
            capture: Vec::new(),
            only: Some(Only::Simulator),
            scope: Arc::clone(scope),
            needs: BTreeSet::new(),
            expects: BTreeSet::new(),
        })
    };
    let mut steps = Vec::new();
    for item in items {
        holes::check(item, &context.known, problems);
        holes::names(item, &mut context.names);
        steps.extend(declare(item, problems));
    }
    steps
}

enum Kind {
    Step,
    Loop,
    Include,
}

fn kind(node: &Node) -> Kind {
    let Yaml::Mapping(entries) = &node.value else {
        return Kind::Step;
    };
    let has = |key| entries.iter().any(|entry| entry.key == key);
    match (has("each"), has("include")) {
        (true, _) => Kind::Loop,
        (false, true) => Kind::Include,
        (false, false) => Kind::Step,
    }
}

fn one(
    node: &Node,
    scope: &Arc<Scope>,
    context: &mut Context<'_>,
    problems: &mut Problems,
) -> Option<Step> {
    let mut fields = Fields::open("step", node, problems)?;
    let name = fields.text("name");
    let only = fields
        .take("only")
        .and_then(|node| only(node, fields.problems));
    let expect = fields
        .take("expect")
        .map(|node| Expectations::read("expect", node, fields.problems));
    let refused = fields
        .take("refused")
        .and_then(|node| RefusalWanted::read(node, fields.problems));
    let capture = fields
        .take("capture")
        .map(|node| Capture::read_all(node, fields.problems))
        .unwrap_or_default();
    let chosen = fields.one_of(&step::names());
    let action = chosen.and_then(|(name, node)| {
        let action = step::read(name, node, fields.problems)?;
        Some((name, node.place.clone(), action))
    });
    fields.close();
    let (needs, expects) = check_holes(node, scope, context, problems);
    let (action_name, action_place, action) = action?;
    Some(Step {
        place: node.place.clone(),
        name,
        action_name,
        action_place,
        action,
        expect: expect.unwrap_or_default(),
        refused,
        capture,
        only,
        scope: Arc::clone(scope),
        needs,
        expects,
    })
}

fn only(node: &Node, problems: &mut Problems) -> Option<Only> {
    match node.scalar().as_deref() {
        Some("simulator") => Some(Only::Simulator),
        Some("aws") => Some(Only::Aws),
        Some(other) => {
            let hint = did_you_mean(other, ["simulator", "aws"])
                .or_else(|| Some("there are `simulator` and `aws`".to_owned()));
            let what = format!("no kind of target is called `{other}`");
            problems.add(Problem::new(&node.place, what).note(hint));
            None
        }
        None => {
            let what = format!("`only` must be a text, not {}", node.kind());
            problems.add(Problem::new(&node.place, what));
            None
        }
    }
}

/// Reports the holes of a step that nothing can fill by the time it runs: neither
/// a declaration, nor the command line, nor a capture of an earlier step. Gives
/// the names that it needs to be done, and those of its expectations.
fn check_holes(
    node: &Node,
    scope: &Scope,
    context: &mut Context<'_>,
    problems: &mut Problems,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut needs, mut expects) = (BTreeSet::new(), BTreeSet::new());
    let Yaml::Mapping(parts) = &node.value else {
        return (needs, expects);
    };
    // A step's own captures are known to its expectations: they are taken first.
    // They are not known to its action.
    let (late, early): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.key == "expect");
    for part in &early {
        holes::check(&part.value, &context.known, problems);
        holes::names(&part.value, &mut needs);
    }
    for part in early.iter().filter(|part| part.key == "capture") {
        let Yaml::Mapping(entries) = &part.value.value else {
            continue;
        };
        for entry in entries {
            if scope.has(&entry.key) {
                let what = format!("`{}` is set around this step and stays so", entry.key);
                let mend = "choose another name for the capture".to_owned();
                problems.add(Problem::new(&entry.key_place, what).note(mend));
            }
            context.known.insert(entry.key.clone());
        }
    }
    context.names.extend(needs.iter().cloned());
    for part in late {
        holes::check(&part.value, &context.known, problems);
        holes::names(&part.value, &mut expects);
    }
    context.names.extend(expects.iter().cloned());
    (needs, expects)
}

fn each(
    node: &Node,
    scope: &Arc<Scope>,
    context: &mut Context<'_>,
    problems: &mut Problems,
    steps: &mut Vec<Step>,
) {
    let Some(mut fields) = Fields::open("loop", node, problems) else {
        return;
    };
    let data = fields.need("each");
    let body = fields.need("steps");
    fields.close();
    let (Some(data), Some(body)) = (data, body) else {
        return;
    };
    holes::check(data, &context.known, problems);
    holes::names(data, &mut context.names);
    let mut first = true;
    for row in rows::read(data, context, problems) {
        let known = context.known.clone();
        context
            .known
            .extend(row.iter().map(|(name, _)| name.clone()));
        let inner = Scope::within(scope, row, Vec::new());
        // A mistake in the body is told once, not once in every round.
        let mut ignored = Problems::default();
        let told = if first { &mut *problems } else { &mut ignored };
        steps.extend(read("steps", body, &inner, context, told));
        first = false;
        // What the round captured is known after it; what it was given is not.
        let given = |name: &String| inner.has(name) && !known.contains(name);
        context.known.retain(|name| !given(name));
        if steps.len() > STEPS_MAX {
            let what = format!("this loop brings the scenario beyond {STEPS_MAX} steps");
            problems.add(Problem::new(&data.place, what));
            return;
        }
    }
}

fn include(
    node: &Node,
    scope: &Arc<Scope>,
    context: &mut Context<'_>,
    problems: &mut Problems,
) -> Vec<Step> {
    let Some(mut fields) = Fields::open("include", node, problems) else {
        return Vec::new();
    };
    let name = fields.need_text("include");
    let with = fields.take("with");
    let given = with
        .map(|node| reader::scalars("with", node, fields.problems))
        .unwrap_or_default();
    fields.close();
    if let Some(with) = with {
        holes::check(with, &context.known, problems);
        holes::names(with, &mut context.names);
    }
    let found = name.and_then(|name| {
        let file = open(&name, context).map_err(|problem| problems.add(*problem));
        Some((name, file.ok()?))
    });
    let Some((name, (source, root))) = found else {
        return Vec::new();
    };
    let mut inner = Context {
        files: context.files,
        chain: [context.chain.as_slice(), std::slice::from_ref(&source.path)].concat(),
        known: given.iter().map(|(name, _)| name.clone()).collect(),
        names: BTreeSet::new(),
        secrets: BTreeSet::new(),
    };
    let set = inner.known.clone();
    let parts = reader::parts(&root, &mut inner, problems, |own| {
        // What is given wins over the file's own.
        let own = own.iter().filter(|(name, _)| !set.contains(name));
        Scope::within(scope, given, own.cloned().collect())
    });
    let Some(parts) = parts else {
        return Vec::new();
    };
    context.secrets.append(&mut inner.secrets);
    check_fit(&name, with, &source, (&parts, &inner), context, problems);
    let captured = parts.steps.iter().flat_map(|step| &step.capture);
    context
        .known
        .extend(captured.map(|capture| capture.name.clone()));
    parts.steps
}

/// Reads a file that is included, unless the way to it leads round in circles.
fn open(name: &Template, context: &Context<'_>) -> Result<(Arc<Source>, Node), Box<Problem>> {
    let from = context.chain.last().map_or("", String::as_str);
    let source = files::beside(context.files, from, name.raw())
        .map_err(|reason| Problem::new(name.place(), reason))?;
    if context.chain.contains(&source.path) || context.chain.len() > DEPTH {
        let what = match context.chain.contains(&source.path) {
            true => format!("{} includes itself", source.path),
            false => format!("files include each other more than {DEPTH} deep"),
        };
        let way = context.chain.join(" → ");
        let problem = Problem::new(name.place(), what);
        return Err(Box::new(problem.note(format!("by way of {way}"))));
    }
    let source = Arc::new(source);
    let root =
        yaml::parse_included(&source).map_err(|error| Problem::new(&error.place, error.reason))?;
    Ok((source, root))
}

/// Reports what an included file may not say, what it needs and is not given, and
/// what it is given and does not know.
fn check_fit(
    name: &Template,
    with: Option<&Node>,
    source: &Source,
    (parts, inner): (&Parts, &Context<'_>),
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for (key, place) in &parts.own {
        let what = format!("a file that is included has no `{key}` of its own");
        let mend = format!("included at {}:{}", context.chain.join(" → "), name.place());
        problems.add(Problem::new(place, what).note(mend));
    }
    let entries = match with.map(|with| &with.value) {
        Some(Yaml::Mapping(entries)) => entries.as_slice(),
        Some(_) | None => &[],
    };
    for parameter in &parts.parameters {
        if !entries.iter().any(|entry| entry.key == parameter.name) {
            let what = format!("{} needs `{}`", source.path, parameter.name);
            let mend = format!("add `with: {{ {}: … }}`", parameter.name);
            problems.add(Problem::new(name.place(), what).note(mend));
        }
    }
    for entry in entries {
        if inner.names.contains(&entry.key) {
            continue;
        }
        let what = format!("{} has no variable `{}`", source.path, entry.key);
        let hint = did_you_mean(&entry.key, inner.names.iter().map(String::as_str));
        problems.add(Problem::new(&entry.key_place, what).note(hint));
    }
}
