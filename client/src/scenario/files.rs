//! Where a scenario's other files come from: what it includes, the world it
//! begins in, the data it loops over.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, Read};
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

/// As much as a scenario file itself may have.
const SIZE_LIMIT: u64 = 1 << 20;

/// The computer's own files.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    /// What is no regular file is not even opened: a pipe may keep its reader
    /// waiting, and a device may have no end.
    fn read(&self, path: &str) -> Result<String, String> {
        let told = |error: io::Error| error.to_string();
        let there = fs::metadata(path).map_err(told)?;
        if !there.is_file() {
            return Err(match there.is_dir() {
                true => "it is a folder".to_owned(),
                false => "it is a device, a pipe or a socket; name a file".to_owned(),
            });
        }
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(told)?;
        file.take(SIZE_LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(told)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > SIZE_LIMIT) {
            return Err(format!("it has more than {SIZE_LIMIT} bytes"));
        }
        String::from_utf8(bytes).map_err(|_| "it is not a text file".to_owned())
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
