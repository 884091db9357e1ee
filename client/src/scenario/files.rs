//! Where a scenario's other files come from: what it includes, the world it
//! begins in, the data it loops over.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use openssl::sha::sha256;

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

/// Reads elsewhere and notes what was read, for whoever wants to know later
/// whether it has changed.
pub struct Recorder<'f> {
    files: &'f dyn Files,
    read: Mutex<BTreeMap<String, Option<String>>>,
}

impl<'f> Recorder<'f> {
    /// Reads from these files.
    pub fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            read: Mutex::default(),
        }
    }

    /// Notes a file that was read by other ways.
    pub fn note(&self, source: &Source) {
        self.add(&source.path, Some(digest(&source.text)));
    }

    /// Every file by its path, with the SHA-256 of its text; without one where it
    /// could not be read.
    pub fn into_read(self) -> BTreeMap<String, Option<String>> {
        self.read
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, path: &str, digest: Option<String>) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(path.to_owned(), digest);
    }
}

impl Files for Recorder<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        let text = self.files.read(path);
        self.add(path, text.as_deref().ok().map(digest));
        text
    }
}

/// The SHA-256 of a text, in hexadecimal.
pub(crate) fn digest(text: &str) -> String {
    let mut hexadecimal = String::with_capacity(64);
    for byte in sha256(text.as_bytes()) {
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
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
