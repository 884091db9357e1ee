//! The scenarios that are to be run: read, chosen by their tags, and with what
//! was read for each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anstream::eprintln;
use byoip_vocabulary::prefix::Prefix;
use clap::Args;

use super::Reading;
use super::variables::Gathered;
use crate::cli::files::{self, Input};
use crate::cli::output;
use crate::exit::{Exit, Failure};
use crate::scenario::document::{Scenario, Unreadable};
use crate::scenario::files::{Disk, Recorder};
use crate::scenario::problem::did_you_mean;
use crate::scenario::runner;

#[cfg(test)]
mod tests;

/// A scenario that is to be run.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) scenario: Scenario,
    /// The file it was read from.
    pub(super) path: String,
    /// The beginning of the command line that runs it.
    pub(super) command: String,
    /// The ranges that the file names.
    pub(super) ranges: Vec<Prefix>,
    /// Every file that was read for it, with the SHA-256 of its text.
    pub(super) files: BTreeMap<String, Option<String>>,
}

/// What came of reading.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The scenarios; nothing if a file has mistakes, which were told.
    pub(super) scenarios: Option<Vec<Loaded>>,
    /// The paths of all that was read, or would have been.
    pub(super) paths: BTreeSet<PathBuf>,
}

/// Which of the files are run.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Which files")]
pub(super) struct Selection {
    /// Run only files with this tag, or with one of several; with ! before it,
    /// only files without it
    #[arg(long = "tag", value_name = "WORD")]
    tags: Vec<String>,

    /// Leave out files with this tag
    #[arg(long = "skip-tag", value_name = "WORD")]
    skipped: Vec<String>,
}

/// Reads every file before the first one runs, so that a mistake in the last is
/// not found after an hour.
pub(super) fn read(
    named: &[PathBuf],
    reading: &Reading,
    selection: &Selection,
    variables: &Gathered,
) -> Result<Inputs, Failure> {
    let given: Vec<String> = variables.values.keys().cloned().collect();
    let mut inputs = Inputs::default();
    let (mut loaded, mut parts, mut is_broken) = (Vec::new(), Vec::new(), false);
    for Input {
        source, is_found, ..
    } in files::read(named)?
    {
        let recorder = Recorder::new(&Disk);
        recorder.note(&source);
        let path = source.path.clone();
        let expanded = (reading.expand)(source);
        let ranges = expanded.as_ref().map(|it| it.ranges.clone());
        let ranges = ranges.unwrap_or_default();
        let scenario = expanded.and_then(|it| Scenario::parse_from(it.source, &recorder, &given));
        let files = recorder.into_read();
        inputs.paths.extend(files.keys().map(PathBuf::from));
        match scenario {
            Ok(scenario) if is_found && is_part(&scenario, variables) => {
                parts.push(scenario.source.path);
            }
            Ok(scenario) => loaded.push(Loaded {
                scenario,
                command: format!("{} {}", reading.command, runner::quoted(&path)),
                path,
                ranges,
                files,
            }),
            Err(mistakes) => {
                tell(&mistakes);
                is_broken = true;
            }
        }
    }
    if is_broken {
        return Ok(inputs);
    }
    if let [first, rest @ ..] = parts.as_slice() {
        let more = match rest.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        output::note(format_args!(
            "left out, for nobody gives the parameters: {first}{more}"
        ));
    }
    inputs.scenarios = Some(selection.choose(loaded)?);
    Ok(inputs)
}

/// Whether a file of a folder is one that others include: nobody gives what it
/// needs.
fn is_part(scenario: &Scenario, variables: &Gathered) -> bool {
    let mut names = scenario.parameters();
    names.any(|name| !variables.values.contains_key(name))
}

impl Selection {
    /// Those whose tags are as wanted. None is a mistake, for somebody would take
    /// an empty run for a good one.
    fn choose(&self, loaded: Vec<Loaded>) -> Result<Vec<Loaded>, Failure> {
        let all = loaded.len();
        let tags: BTreeSet<String> = loaded
            .iter()
            .flat_map(|it| it.scenario.tags.iter().cloned())
            .collect();
        let chosen: Vec<Loaded> = loaded
            .into_iter()
            .filter(|it| self.takes(&it.scenario.tags))
            .collect();
        if chosen.is_empty() {
            return Err(Failure::new(Exit::Usage, self.nothing(&tags)));
        }
        if chosen.len() < all {
            let left_out = all - chosen.len();
            output::note(format_args!(
                "{left_out} of {all} files left out by their tags"
            ));
        }
        Ok(chosen)
    }

    fn takes(&self, tags: &[String]) -> bool {
        let has = |tag: &str| tags.iter().any(|it| it == tag);
        let mut wanted = self.wanted().peekable();
        (wanted.peek().is_none() || wanted.any(has)) && !self.unwanted().any(has)
    }

    fn wanted(&self) -> impl Iterator<Item = &str> {
        let tags = self.tags.iter().map(String::as_str);
        tags.filter(|tag| !tag.starts_with('!'))
    }

    fn unwanted(&self) -> impl Iterator<Item = &str> {
        let negated = self.tags.iter().filter_map(|tag| tag.strip_prefix('!'));
        negated.chain(self.skipped.iter().map(String::as_str))
    }

    fn nothing(&self, known: &BTreeSet<String>) -> String {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let strange = self.wanted().find(|tag| !known.contains(tag));
        let hint = strange.and_then(|tag| did_you_mean(tag, known.iter().copied()));
        let hint = hint.unwrap_or_else(|| match known.as_slice() {
            [] => "they have none".to_owned(),
            known => format!("there are `{}`", known.join("`, `")),
        });
        format!("no file has the tags that were asked for; {hint}")
    }
}

/// Shows every mistake of a file under its caret.
pub(in crate::cli) fn tell(Unreadable { source, problems }: &Unreadable) {
    for problem in problems {
        eprintln!("{}\n", problem.render_styled(source));
    }
    let count = problems.len();
    let mistakes = if count == 1 { "mistake" } else { "mistakes" };
    eprintln!(
        "byoip: {}: {count} {mistakes}; nothing was run",
        source.path
    );
}

/// A variable that no scenario knows is a mistyped one, and the run would go on
/// with the value it was to replace.
pub(super) fn known_to_one(name: &str, loaded: &[Loaded]) -> Result<(), Failure> {
    let names = loaded.iter().flat_map(|it| it.scenario.names());
    let known: BTreeSet<&str> = names.collect();
    if known.contains(name) {
        return Ok(());
    }
    let hint = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| {
        let known: Vec<&str> = known.into_iter().collect();
        match known.as_slice() {
            [] => "none can be set".to_owned(),
            known => format!("there are `{}`", known.join("`, `")),
        }
    });
    let text = format!("no scenario has a variable `{name}`; {hint}");
    Err(Failure::new(Exit::Usage, text))
}

/// A name for each scenario's own folder: its file's, and a number where others
/// have the same.
pub(super) fn folder_names(loaded: &[Loaded]) -> Vec<PathBuf> {
    let mut taken: BTreeMap<PathBuf, usize> = BTreeMap::new();
    loaded
        .iter()
        .map(|it| {
            let stem = Path::new(&it.path).file_stem();
            let stem = PathBuf::from(stem.unwrap_or_default());
            let count = taken.entry(stem.clone()).or_default();
            *count += 1;
            match count {
                1 => stem,
                count => PathBuf::from(format!("{}-{count}", stem.display())),
            }
        })
        .collect()
}
