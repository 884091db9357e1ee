//! Where the private keys of a run come from.
//!
//! Without `--keys` each key is made anew by openssl's own generator. With it,
//! ready-made PEM files are taken in the order of their names: the run repeats
//! byte for byte and spends no time on primes. That is for rehearsals only; a
//! key that lies in a repository authorises nobody.

use std::path::{Path, PathBuf};

use openssl::pkey::{PKey, Private};

use crate::authorization::key::{self, KeyError};

#[cfg(test)]
mod tests;

/// Hands out private keys.
#[derive(Debug)]
pub(crate) enum Keyring {
    /// A new key each time.
    Fresh,
    /// Ready-made ones, in order.
    Fixed {
        folder: PathBuf,
        rest: std::vec::IntoIter<PathBuf>,
        /// How many are in use.
        used: usize,
    },
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyringError {
    /// The folder of ready-made keys cannot be read.
    #[error("cannot read keys from {}: {source}", path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file there is no private key.
    #[error("{} is no unencrypted private key in PEM", path.display())]
    NotKey {
        /// The file.
        path: PathBuf,
    },
    /// All of them are in use.
    #[error("{} has no further *.pem file; the scenario makes more keys than that", folder.display())]
    Empty {
        /// The folder.
        folder: PathBuf,
    },
    /// None was made.
    #[error(transparent)]
    Generate(#[from] KeyError),
}

impl Keyring {
    /// Ready-made keys: the `*.pem` files of a folder by name.
    pub(crate) fn from_folder(folder: &Path) -> Result<Self, KeyringError> {
        let read = |source| KeyringError::Read {
            path: folder.to_owned(),
            source,
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(read)? {
            let path = entry.map_err(read)?.path();
            if path.extension().is_some_and(|extension| extension == "pem") {
                files.push(path);
            }
        }
        files.sort();
        Ok(Self::Fixed {
            folder: folder.to_owned(),
            rest: files.into_iter(),
            used: 0,
        })
    }

    /// How many ready-made keys are in use.
    pub(crate) fn used(&self) -> usize {
        match self {
            Self::Fresh => 0,
            Self::Fixed { used, .. } => *used,
        }
    }

    /// Goes on behind keys that were handed out before.
    pub(crate) fn go_on(&mut self, count: usize) {
        if let Self::Fixed { rest, used, .. } = self {
            let there = rest.len();
            rest.by_ref().take(count).for_each(drop);
            *used += there - rest.len();
        }
    }

    /// The next key.
    pub(crate) fn next(&mut self, bits: u32) -> Result<PKey<Private>, KeyringError> {
        match self {
            Self::Fresh => Ok(key::generate(bits)?),
            Self::Fixed { folder, rest, used } => {
                let path = rest.next().ok_or_else(|| KeyringError::Empty {
                    folder: folder.clone(),
                })?;
                *used += 1;
                let pem = std::fs::read(&path).map_err(|source| KeyringError::Read {
                    path: path.clone(),
                    source,
                })?;
                // An empty pass-phrase keeps openssl from asking on a terminal.
                PKey::private_key_from_pem_passphrase(&pem, b"")
                    .map_err(|_| KeyringError::NotKey { path })
            }
        }
    }
}
