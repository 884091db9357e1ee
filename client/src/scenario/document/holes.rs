//! The holes of a file: which names they have, and whether something can fill
//! them by the time their step runs.

use std::collections::BTreeSet;

use super::super::problem::Problems;
use super::super::template;
use super::super::yaml::{Node, Yaml};

/// Reports every hole of a node that nothing known fills.
pub(super) fn check(node: &Node, known: &BTreeSet<String>, problems: &mut Problems) {
    visit(node, &mut |text, node| {
        let known = known.iter().map(String::as_str);
        if let Err(problem) = template::check(text, &node.place, known) {
            problems.add(problem);
        }
    });
}

/// The names in a node's holes, without the built-in ones.
pub(super) fn names(node: &Node, names: &mut BTreeSet<String>) {
    visit(node, &mut |text, _| {
        let own = template::names(text).filter(|name| !template::is_built_in(name));
        names.extend(own.map(str::to_owned));
    });
}

fn visit(node: &Node, look: &mut dyn FnMut(&str, &Node)) {
    match &node.value {
        Yaml::Text(text) => look(text, node),
        Yaml::Sequence(items) => items.iter().for_each(|item| visit(item, look)),
        Yaml::Mapping(entries) => entries.iter().for_each(|entry| visit(&entry.value, look)),
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) => {}
    }
}
