//! Where a scenario's other files come from: what it includes, the world it
//! begins in, the data it loops over.

use std::path::{Component, Path, PathBuf};

use super::problem::Source;

#[cfg(test)]
mod tests;

/// A place that scenario files are read from.
pub trait Files: Sync {
    /// The text of a file, or why there is none, in a few words.
    fn read(&self, path: &str) -> Result<String, String>;
}

/// The computer's own files.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

/// Reads a file that another one names, relative to that one.
pub(crate) fn beside(files: &dyn Files, from: &str, name: &str) -> Result<Source, String> {
    let path = Path::new(from)
        .parent()
        .map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    let path = tidy(&path).display().to_string();
    let text = files
        .read(&path)
        .map_err(|reason| format!("cannot read {path}: {reason}"))?;
    Ok(Source { path, text })
}

/// The path without `a/..`, so that a file has one name however it is reached.
/// A leading `..` stays.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidied.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidied.pop();
            }
            Component::ParentDir
            | Component::Normal(_)
            | Component::RootDir
            | Component::Prefix(_) => tidied.push(component),
        }
    }
    tidied
}
