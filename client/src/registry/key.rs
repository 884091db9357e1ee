//! The holder's key for a registry's interface: from a file or an environment
//! variable, never from the command line, where others see it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::authorization::file::{self, FileError};

#[cfg(test)]
mod tests;

/// A key, which is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Takes a key from an environment variable.
    pub fn from_environment(name: &str) -> Result<Self, KeyError> {
        let absent = || KeyError::Absent(name.to_owned());
        let text = std::env::var(name).map_err(|_| absent())?;
        Self::new(&text).ok_or_else(|| KeyError::NoKey(format!("${name}")))
    }

    /// Takes a key from the first line of a file.
    pub fn from_file(path: &Path) -> Result<Self, KeyError> {
        let text = file::read_text(path)?;
        let line = text.lines().next().unwrap_or_default();
        Self::new(line).ok_or_else(|| KeyError::NoKey(path.display().to_string()))
    }

    /// A key has characters that a header can carry, and no others.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        (!text.is_empty() && visible).then(|| Self(text.to_owned()))
    }

    /// The key itself, for a header and nothing else.
    pub(super) fn exposed(&self) -> &str {
        &self.0
    }

    /// As name and password of HTTP's Basic authentication.
    pub(super) fn basic(&self) -> String {
        openssl::base64::encode_block(self.0.as_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(****)")
    }
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// Nobody gave one.
    #[error("no key for the registry; set {0}, or name a file with --key-file")]
    Absent(String),
    /// What is there is none.
    #[error("no key in {0}; it is one line of visible characters")]
    NoKey(String),
}

/// Where the key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// In an environment variable.
    Environment(String),
    /// In a file.
    File(PathBuf),
}

impl KeySource {
    /// Takes the key.
    pub fn key(&self) -> Result<Key, KeyError> {
        match self {
            Self::Environment(name) => Key::from_environment(name),
            Self::File(path) => Key::from_file(path),
        }
    }

    /// Takes the key, if there is one; a file that is named must have it.
    pub fn optional(&self) -> Result<Option<Key>, KeyError> {
        match self.key() {
            Err(KeyError::Absent(_)) => Ok(None),
            other => other.map(Some),
        }
    }
}
