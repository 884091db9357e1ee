//! The pass-phrase of a private key, and where it comes from. It is never a
//! command line argument: those are visible to every user of the machine.

use std::env;
use std::fmt;
use std::io;
use std::path::PathBuf;

use console::Term;

use super::file::{self, FileError};

#[cfg(unix)]
mod echo;
#[cfg(test)]
mod tests;

/// What `openssl genpkey` asks for at least.
const SHORTEST: usize = 4;

/// What OpenSSL can take at most (its `PEM_BUFSIZE`).
const LONGEST: usize = 1024;

/// A pass-phrase. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl Passphrase {
    /// Takes a text that is neither too short nor too long for OpenSSL.
    pub fn new(text: String) -> Result<Self, PassphraseError> {
        match text.len() {
            SHORTEST..=LONGEST => Ok(Self(text)),
            _ => Err(PassphraseError::Length),
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Where a pass-phrase comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An environment variable.
    Environment(String),
    /// The first line of a file, as openssl's `file:` takes it.
    File(PathBuf),
    /// A person at the terminal.
    Terminal,
}

impl Source {
    /// The pass-phrase of a key that exists.
    pub fn get(&self) -> Result<Passphrase, PassphraseError> {
        match self {
            Self::Environment(name) => match env::var(name) {
                Ok(text) => Passphrase::new(text),
                Err(_) => Err(PassphraseError::NoVariable(name.clone())),
            },
            Self::File(path) => {
                let text = file::read_text(path)?;
                Passphrase::new(text.lines().next().unwrap_or_default().to_owned())
            }
            Self::Terminal => ask("Pass-phrase of the private key: "),
        }
    }

    /// The pass-phrase of a key to be made; a person types it twice.
    pub fn get_new(&self) -> Result<Passphrase, PassphraseError> {
        let first = self.get()?;
        if *self == Self::Terminal && ask("The same again: ")? != first {
            return Err(PassphraseError::Different);
        }
        Ok(first)
    }
}

/// Why there is no pass-phrase.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PassphraseError {
    /// OpenSSL would not take it.
    #[error(
        "the pass-phrase has fewer than {SHORTEST} or more than {LONGEST} bytes; openssl takes no such"
    )]
    Length,
    /// The variable is not set.
    #[error(
        "environment variable {0} is not set; export it, or name another with --passphrase-env"
    )]
    NoVariable(String),
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// Nobody can be asked.
    #[error("no pass-phrase, and no terminal to ask on; use --passphrase-env or --passphrase-file")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal gave no pass-phrase: {0}")]
    Terminal(#[from] io::Error),
    /// Two different texts were typed.
    #[error("the two pass-phrases differ; nothing was written, try again")]
    Different,
}

fn ask(question: &str) -> Result<Passphrase, PassphraseError> {
    let terminal = Term::stderr();
    if !terminal.is_term() {
        return Err(PassphraseError::NoTerminal);
    }
    #[cfg(unix)]
    echo::restore_on_signal()?;
    terminal.write_str(question)?;
    Passphrase::new(terminal.read_secure_line()?)
}
