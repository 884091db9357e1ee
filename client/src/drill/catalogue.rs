//! The drills that the program brings along, and the failure modes that are none.

use std::path::Path;

use serde::Deserialize;

use crate::authorization::file;
use crate::scenario::Source;
use crate::scenario::document::drill::Drill;
use crate::scenario::document::{Scenario, Unreadable};
use crate::scenario::files::Files;

#[cfg(test)]
mod tests;

/// Every file of the catalogue by its name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/drills.rs"));

/// The rows of the list of failure modes that are no drill.
const ABSENT: &str = "absent.json";

/// The catalogue's files.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue;

impl Files for Catalogue {
    fn read(&self, path: &str) -> Result<String, String> {
        let found = FILES.iter().find(|(name, _)| *name == path);
        found
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(|| "the catalogue has no such file".to_owned())
    }
}

/// A drill of the catalogue.
#[derive(Debug)]
pub struct Entry {
    /// Its name: the file's, without number and ending.
    pub name: String,
    /// The whole.
    pub scenario: Scenario,
}

/// A failure mode that is no drill.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// Its row.
    pub number: u64,
    /// What it is.
    pub title: String,
    /// Why it is none.
    pub reason: String,
}

impl Entry {
    /// What makes it a drill.
    pub fn drill(&self) -> Option<&Drill> {
        self.scenario.drill.as_ref()
    }
}

/// Every drill, by its number.
pub fn entries() -> Result<Vec<Entry>, Box<Unreadable>> {
    let mut entries = Vec::new();
    for (file, _) in FILES {
        if let Some(name) = name(file) {
            entries.push(entry(file, name)?);
        }
    }
    Ok(entries)
}

/// The drill of a number or a name, if there is one.
pub fn find(wanted: &str) -> Result<Option<Entry>, Box<Unreadable>> {
    let number: Option<u64> = wanted.parse().ok();
    for (file, _) in FILES {
        let Some(name) = name(file) else {
            continue;
        };
        if name == wanted || (number.is_some() && number == file_number(file)) {
            return entry(file, name).map(Some);
        }
    }
    Ok(None)
}

/// A drill of one's own, from a file. Its name is the file's whole path, so that it
/// is found from wherever the exercise goes on.
pub fn open(path: &Path) -> Result<Entry, OpenError> {
    let cannot = |error: &dyn std::fmt::Display| {
        OpenError::Read(format!("cannot read {}: {error}", path.display()))
    };
    let path = path.canonicalize().map_err(|error| cannot(&error))?;
    let name = path.display().to_string();
    let source = Source {
        text: file::read_text(&path).map_err(|error| OpenError::Read(error.to_string()))?,
        path: name.clone(),
    };
    let scenario =
        Scenario::parse(source, &[]).map_err(|it| OpenError::Unreadable(Box::new(it)))?;
    if scenario.drill.is_none() {
        let text = format!("{name} has no `drill` part; `byoip run` plays scenarios");
        return Err(OpenError::Read(text));
    }
    Ok(Entry { name, scenario })
}

/// Why a file is no drill.
#[derive(Debug)]
pub enum OpenError {
    /// It cannot be read, or is no drill.
    Read(String),
    /// It has mistakes.
    Unreadable(Box<Unreadable>),
}

/// The rows that are no drill, each with its reason.
pub fn absent() -> Result<Vec<Absent>, String> {
    let text = Catalogue.read(ABSENT)?;
    serde_json::from_str(&text).map_err(|error| format!("{ABSENT}: {error}"))
}

fn entry(file: &str, name: &str) -> Result<Entry, Box<Unreadable>> {
    let source = Source {
        path: file.to_owned(),
        text: Catalogue.read(file).unwrap_or_default(),
    };
    let scenario = Scenario::parse_from(source, &Catalogue, &[]).map_err(Box::new)?;
    Ok(Entry {
        name: name.to_owned(),
        scenario,
    })
}

/// `wrong-record` of `04-wrong-record.yaml`; nothing of a part or a world.
fn name(file: &str) -> Option<&str> {
    let stem = file.strip_suffix(".yaml")?;
    file_number(file)?;
    stem.split_once('-').map(|(_, name)| name)
}

fn file_number(file: &str) -> Option<u64> {
    if file.contains('/') {
        return None;
    }
    let (number, _) = file.split_once('-')?;
    number.parse().ok()
}
