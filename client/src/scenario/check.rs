//! What can be said of a scenario file without running it: its mistakes, those of
//! the world it begins in, and what is not there on this computer.

use std::path::Path;

use super::document::Scenario;
use super::files::{Disk, Files};
use super::place::Place;
use super::problem::{Problem, Source, did_you_mean};
use super::runner::{installed, search_path};
use super::yaml::{self, Node, Yaml};

#[cfg(test)]
mod tests;

/// Tools that scenarios often require, to suggest the one that was meant.
const TOOLS: [&str; 10] = [
    "aws",
    "byoip",
    "byoip-sim",
    "curl",
    "dig",
    "jq",
    "openssl",
    "python3",
    "terraform",
    "whois",
];

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Findings {
    /// What keeps it from being run, in the order of the file.
    pub mistakes: Vec<Problem>,
    /// What keeps it from being run here: a tool that is missing.
    pub warnings: Vec<Problem>,
}

/// Looks through a file's text. `given` are the variables that will be set from
/// outside; `programs` is a folder that is searched before others.
pub fn check(source: &Source, given: &[String], programs: Option<&Path>) -> Findings {
    let mistakes = match Scenario::parse(source.clone(), given) {
        Ok(_) => Vec::new(),
        Err(unreadable) => unreadable.problems,
    };
    let mut findings = Findings {
        mistakes,
        warnings: Vec::new(),
    };
    // What the reader has found fault with as a whole has no parts to look at.
    if let Ok(root) = yaml::parse(&source.text) {
        if let Some(world) = member(&root, "world") {
            findings.world(source, world);
        }
        if let Some(tools) = member(&root, "requires") {
            findings.tools(tools, programs);
        }
    }
    findings
        .mistakes
        .sort_by_key(|problem| (problem.place.line, problem.place.column));
    findings
}

impl Findings {
    fn world(&mut self, source: &Source, world: &Node) {
        if let Some(node) = member(world, "file")
            && let Some(name) = node.scalar()
        {
            let path = Path::new(&source.path)
                .parent()
                .map_or_else(|| Path::new(&name).to_owned(), |it| it.join(&name));
            let path = path.display().to_string();
            let read = Disk.read(&path);
            let read = read.map_err(|reason| format!("cannot read {path}: {reason}"));
            if let Err(reason) = read.and_then(|text| world_file(&text, &path)) {
                self.mistake(&node.place, reason);
            }
        }
        let Some(Yaml::Mapping(settings)) = member(world, "policy").map(|node| &node.value) else {
            return;
        };
        for setting in settings {
            if let Some(value) = setting.value.scalar()
                && let Err(reason) = world_setting(&setting.key, &value)
            {
                self.mistake(&setting.key_place, reason);
            }
        }
    }

    /// Notes what the reader has not told already.
    fn mistake(&mut self, place: &Place, text: String) {
        if self.mistakes.iter().any(|known| known.place == *place) {
            return;
        }
        let mut lines = text.lines().map(str::to_owned);
        let mut problem = Problem::new(place, lines.next().unwrap_or_default());
        problem.notes.extend(lines);
        self.mistakes.push(problem);
    }

    fn tools(&mut self, tools: &Node, programs: Option<&Path>) {
        let one = std::slice::from_ref(tools);
        let tools = match &tools.value {
            Yaml::Sequence(tools) => tools.as_slice(),
            Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) | Yaml::Mapping(_) => one,
        };
        let path = search_path(programs);
        for tool in tools {
            let Some(name) = tool.scalar().filter(|name| !installed(name, &path)) else {
                continue;
            };
            let what = format!("`{name}` is not installed here; a run would skip the scenario");
            let meant = did_you_mean(&name, TOOLS.into_iter().filter(|known| *known != name));
            self.warnings
                .push(Problem::new(&tool.place, what).note(meant));
        }
    }
}

/// Why a text is no world file. Only a program with a simulator in it can tell.
#[cfg(feature = "embedded")]
fn world_file(text: &str, path: &str) -> Result<(), String> {
    crate::embedded::check_world(text, path).map_err(|error| error.to_string())
}

#[cfg(not(feature = "embedded"))]
fn world_file(_text: &str, _path: &str) -> Result<(), String> {
    Ok(())
}

/// Why a setting of `world.policy` is none.
#[cfg(feature = "embedded")]
fn world_setting(key: &str, value: &str) -> Result<(), String> {
    crate::embedded::check_setting(key, value).map_err(|error| error.to_string())
}

#[cfg(not(feature = "embedded"))]
fn world_setting(_key: &str, _value: &str) -> Result<(), String> {
    Ok(())
}

fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Yaml::Mapping(entries) = &node.value else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(&entry.value)
}
