//! The schema and the readers know the same keys, whatever is added to either.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value};

use super::*;
use crate::scenario::Source;
use crate::scenario::document::Scenario;
use crate::scenario::fields::asked::{self, Asked};
use crate::scenario::files::Files;
use crate::scenario::predicate;
use crate::scenario::step;
use crate::scenario::yaml::{self, Node, Yaml};

const EVERYTHING: &str = include_str!("everything.yaml");

/// What a step has beside its action.
const OF_EVERY_STEP: [&str; 5] = ["capture", "expect", "name", "only", "refused"];

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// Tells whether documents are of the schema.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    /// Compiling is a check of the schema itself, against draft 2020-12's own.
    fn new() -> Self {
        let address = "https://example.com/scenario.schema.json";
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(address, schema()).unwrap();
        let index = compiler.compile(address, &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn check(&self, text: &str) -> Result<(), String> {
        let document = yaml::parse(text).unwrap().to_json();
        self.schemas
            .validate(&document, self.index)
            .map_err(|error| format!("{error:#}"))
    }
}

/// Every scenario of the repository: world files have no steps.
fn scenarios(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scenarios(&path, found);
        } else if path.extension().is_some_and(|it| it == "yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            if text.contains("\nsteps:") {
                found.push((path, text));
            }
        }
    }
}

#[test]
fn the_schema_is_one_and_every_scenario_is_of_it() {
    let validator = Validator::new();
    let mut files = vec![(PathBuf::from("everything.yaml"), EVERYTHING.to_owned())];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    scenarios(&root, &mut files);
    assert!(files.len() > 30);
    for (path, text) in files {
        if let Err(mistakes) = validator.check(&text) {
            panic!("{}: {mistakes}", path.display());
        }
    }
}

#[test]
fn broken_files_are_not_of_it() {
    let validator = Validator::new();
    for stem in [
        "empty",
        "future-version",
        "missing-parts",
        "misspelt-keys",
        "not-a-scenario",
        "two-actions",
        "wrong-kinds",
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario/tests");
        let text = std::fs::read_to_string(folder.join(format!("{stem}.yaml"))).unwrap();
        assert!(validator.check(&text).is_err(), "{stem}.yaml");
    }
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn every_action_and_every_predicate_is_there() {
    let schema = schema();
    let actions = BTreeSet::from(step::names());
    let steps: BTreeSet<_> = actions.iter().copied().chain(OF_EVERY_STEP).collect();
    assert_eq!(keys(&schema["$defs"]["step"]["properties"]), steps);
    let one_of = schema["$defs"]["step"]["oneOf"].as_array().unwrap();
    let required: BTreeSet<_> = one_of
        .iter()
        .map(|it| it["required"][0].as_str().unwrap())
        .collect();
    assert_eq!(required, actions);
    let predicates = schema
        .pointer("/$defs/predicates/oneOf/1/properties")
        .unwrap();
    assert_eq!(keys(predicates), BTreeSet::from(predicate::NAMES));
}

/// A part of the schema, by its pointer.
type Part<'s> = (String, &'s Map<String, Value>);

/// The parts that a value may be of: a part itself, what it refers to, and its
/// alternatives.
fn expand<'s>(root: &'s Value, pointer: &str, parts: &mut Vec<Part<'s>>) {
    let Some(Value::Object(part)) = root.pointer(pointer) else {
        return;
    };
    if let Some(Value::String(reference)) = part.get("$ref") {
        expand(root, reference.trim_start_matches('#'), parts);
    }
    for key in ["then", "else"] {
        expand(root, &format!("{pointer}/{key}"), parts);
    }
    for key in ["oneOf", "anyOf"] {
        let alternatives = part.get(key).and_then(Value::as_array);
        for index in 0..alternatives.map_or(0, Vec::len) {
            expand(root, &format!("{pointer}/{key}/{index}"), parts);
        }
    }
    parts.push((pointer.to_owned(), part));
}

/// A document beside the schema: which parts it met with, and what differs.
struct Walk<'s> {
    root: &'s Value,
    asked: Asked,
    met: BTreeSet<String>,
    differences: Vec<String>,
}

impl<'s> Walk<'s> {
    fn node(&mut self, node: &Node, pointers: &[String]) {
        let mut parts: Vec<Part<'s>> = Vec::new();
        for pointer in pointers {
            expand(self.root, pointer, &mut parts);
        }
        match &node.value {
            Yaml::Sequence(items) => {
                let below = below(&parts, "items");
                items.iter().for_each(|item| self.node(item, &below));
            }
            Yaml::Mapping(entries) => {
                self.mapping(node, &parts);
                for entry in entries {
                    let mut pointers = below(&parts, &format!("properties/{}", entry.key));
                    pointers.retain(|pointer| self.root.pointer(pointer).is_some());
                    if pointers.is_empty() {
                        pointers = below(&parts, "additionalProperties");
                    }
                    self.node(&entry.value, &pointers);
                }
            }
            Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) => {}
        }
    }

    /// Which of the parts a mapping is of shows in the keys that are asked for.
    fn mapping(&mut self, node: &Node, parts: &[Part<'s>]) {
        let known: Vec<_> = parts
            .iter()
            .filter_map(|(pointer, part)| Some((pointer, keys(part.get("properties")?))))
            .collect();
        let place = (node.place.line, node.place.column);
        let Some(asked) = self.asked.get(&place) else {
            // Nobody asks where every key is allowed, or where keys are looked
            // up one by one.
            self.met
                .extend(known.iter().map(|(pointer, _)| (*pointer).clone()));
            return;
        };
        match known.iter().find(|(_, keys)| keys == asked) {
            Some((pointer, _)) => {
                self.met.insert((*pointer).clone());
            }
            None => self.differences.push(format!(
                "at {}: the reader asks for {asked:?}, the schema has {known:?}",
                node.place
            )),
        }
    }
}

fn below(parts: &[Part<'_>], key: &str) -> Vec<String> {
    parts
        .iter()
        .map(|(pointer, _)| format!("{pointer}/{key}"))
        .collect()
}

/// Every part of the schema that has keys of its own.
fn mappings(value: &Value, pointer: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if members.get("type").is_some_and(|it| it == "object")
                && members.contains_key("properties")
            {
                found.insert(pointer.to_owned());
            }
            for (key, value) in members {
                mappings(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                mappings(value, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Every file that is named is there, and says little.
struct Included;

impl Files for Included {
    fn read(&self, _path: &str) -> Result<String, String> {
        Ok("version: 1\nname: x\nsteps: [{ advertise: '{{range}}' }]\n".to_owned())
    }
}

#[test]
fn the_readers_ask_for_the_keys_of_the_schema_and_no_others() {
    let asked = asked::during(|| {
        let source = Source {
            path: "everything.yaml".to_owned(),
            text: EVERYTHING.to_owned(),
        };
        if let Err(unreadable) = Scenario::parse_from(source, &Included, &[]) {
            panic!("everything.yaml has mistakes: {:#?}", unreadable.problems);
        }
    });
    let schema = schema();
    let mut walk = Walk {
        root: &schema,
        asked,
        met: BTreeSet::new(),
        differences: Vec::new(),
    };
    walk.node(&yaml::parse(EVERYTHING).unwrap(), &[String::new()]);
    assert!(walk.differences.is_empty(), "{:#?}", walk.differences);
    let mut all = BTreeSet::new();
    mappings(&schema, "", &mut all);
    let unmet: Vec<_> = all.difference(&walk.met).collect();
    assert!(
        unmet.is_empty(),
        "everything.yaml has nothing of {unmet:#?}"
    );
}

/// The keys without a word on what they are for.
fn undescribed(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                for (key, property) in properties {
                    if property.get("description").is_none() {
                        found.push(format!("{pointer}/{key}"));
                    }
                }
            }
            for (key, value) in members {
                undescribed(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| undescribed(item, pointer, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_key_says_what_it_is_for_and_every_action_has_a_title() {
    let schema = schema();
    let mut found = Vec::new();
    undescribed(&schema, "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
    for action in step::names() {
        let property = &schema["$defs"]["step"]["properties"][action];
        assert!(property["title"].is_string(), "{action}");
    }
}
