//! The scenario files that a command is given: files, folders, standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::authorization::file;
use crate::exit::{Exit, Failure};
use crate::scenario::Source;

#[cfg(test)]
mod tests;

/// What stands for standard input.
const STDIN: &str = "-";

/// A file that was read.
#[derive(Debug)]
pub(super) struct Input {
    /// Where it lies; nowhere if it came from standard input.
    pub(super) path: Option<PathBuf>,
    /// Whether it was found in a folder, and not named itself.
    pub(super) is_found: bool,
    pub(super) source: Source,
}

/// Reads what is named. A folder means every scenario below it; the first that
/// cannot be read ends the command.
pub(super) fn read(named: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for path in named {
        if path.as_os_str() == STDIN {
            inputs.push(stdin()?);
        } else if path.is_dir() {
            let before = inputs.len();
            below(path, &mut inputs)?;
            if inputs.len() == before {
                let text = format!("no scenario below {}", path.display());
                return Err(Failure::new(Exit::Parse, text));
            }
        } else {
            inputs.push(input(path, false)?);
        }
    }
    Ok(inputs)
}

/// Whether one of them is standard input, which can be read once.
pub(super) fn has_stdin(named: &[PathBuf]) -> bool {
    named.iter().any(|path| path.as_os_str() == STDIN)
}

/// Every `*.yaml` below the folders that are named, scenario or not; those that
/// cannot be looked into have none.
pub(super) fn below_folders(named: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = named.iter().filter(|it| it.is_dir()).cloned().collect();
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let (path, kind) = (entry.path(), entry.file_type());
            match kind {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() && is_yaml(&path) => files.push(path),
                Ok(_) | Err(_) => {}
            }
        }
    }
    files
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml")
}

fn stdin() -> Result<Input, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::new(Exit::Parse, format!("cannot read stdin: {error}")))?;
    let path = "<stdin>".to_owned();
    Ok(Input {
        path: None,
        is_found: false,
        source: Source { path, text },
    })
}

fn input(path: &Path, is_found: bool) -> Result<Input, Failure> {
    let text = file::read_text(path).map_err(|error| Failure::new(Exit::Parse, error))?;
    let shown = path.display().to_string();
    Ok(Input {
        path: Some(path.to_owned()),
        is_found,
        source: Source { path: shown, text },
    })
}

/// Every `*.yaml` below a folder, in the order of names, that has steps: world
/// files and data lie among scenarios and are something else. Links are not
/// followed, so that a folder is entered once.
fn below(folder: &Path, inputs: &mut Vec<Input>) -> Result<(), Failure> {
    let cannot = |error| {
        let text = format!("cannot read {}: {error}", folder.display());
        Failure::new(Exit::Parse, text)
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        entries.push((entry.path(), entry.file_type().map_err(cannot)?));
    }
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (path, kind) in entries {
        if kind.is_dir() {
            below(&path, inputs)?;
        } else if kind.is_file() && is_yaml(&path) {
            let input = input(&path, true)?;
            if has_steps(&input.source.text) {
                inputs.push(input);
            }
        }
    }
    Ok(())
}

/// Whether the text looks like a scenario, even one with mistakes.
fn has_steps(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("steps:"))
}
