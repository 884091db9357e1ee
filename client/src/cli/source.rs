//! Arguments that several commands share: where a pass-phrase, a message and
//! the present come from.

use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use byoip_vocabulary::signature::SignError;
use clap::Args;
use jiff::Timestamp;

use super::output;
use crate::authorization::certificate::CertificateError;
use crate::authorization::file::{self, FileError};
use crate::authorization::key::KeyError;
use crate::authorization::passphrase::{PassphraseError, Source};
use crate::clock;
use crate::exit::{Exit, Failure};

/// Where the pass-phrase comes from; the terminal if nothing is said.
#[derive(Args, Clone, Debug)]
#[group(multiple = false)]
pub(super) struct PassphraseArguments {
    /// Take the pass-phrase from this environment variable
    #[arg(long, value_name = "VAR")]
    passphrase_env: Option<String>,

    /// Take the pass-phrase from the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseArguments {
    pub(super) fn source(&self) -> Source {
        match (&self.passphrase_env, &self.passphrase_file) {
            (Some(name), _) => Source::Environment(name.clone()),
            (None, Some(path)) => Source::File(path.clone()),
            (None, None) => Source::Terminal,
        }
    }
}

/// Where a message comes from; stdin if nothing is said.
#[derive(Args, Clone, Debug)]
#[group(multiple = false)]
pub(super) struct MessageArguments {
    /// The message itself; quote it, a bare | is a pipe
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,

    /// Read the message from this file [default: stdin]
    #[arg(long, value_name = "FILE")]
    message_file: Option<PathBuf>,
}

impl MessageArguments {
    /// The message with every byte it has, line ends included.
    pub(super) fn read(&self) -> Result<String, Failure> {
        match (&self.message, &self.message_file) {
            (Some(text), _) => Ok(text.clone()),
            (None, Some(path)) => Ok(file::read_text(path)?),
            (None, None) => read_stdin(),
        }
    }
}

/// A message and its signature, where they are there already.
#[derive(Args, Clone, Debug)]
pub(super) struct OptionalMessageArguments {
    /// The message that will be sent; quote it, a bare | is a pipe
    #[arg(long, value_name = "TEXT", conflicts_with = "message_file")]
    message: Option<String>,

    /// Read the message from this file
    #[arg(long, value_name = "FILE")]
    message_file: Option<PathBuf>,

    /// The signature that will be sent
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        conflicts_with = "signature_file"
    )]
    signature: Option<String>,

    /// Read the signature from this file
    #[arg(long, value_name = "FILE")]
    signature_file: Option<PathBuf>,
}

impl OptionalMessageArguments {
    /// The message with every byte it has.
    pub(super) fn message(&self) -> Result<Option<String>, Failure> {
        let has_signature = self.signature.is_some() || self.signature_file.is_some();
        let message = given(self.message.as_ref(), self.message_file.as_ref())?;
        if message.is_none() && has_signature {
            return Err(Failure::new(
                Exit::Usage,
                "a signature without its message; give --message or --message-file",
            ));
        }
        Ok(message)
    }

    /// The signature with every byte it has.
    pub(super) fn signature(&self) -> Result<Option<String>, Failure> {
        given(self.signature.as_ref(), self.signature_file.as_ref())
    }
}

/// What the present is; the wall clock's if nothing is said.
#[derive(Args, Clone, Debug)]
pub(super) struct NowArguments {
    /// Take this as the present, such as 2026-01-05T09:00:00Z; for rehearsals
    /// in virtual time [default: the simulator's time where one is named, else
    /// the wall clock's]
    #[arg(long, value_name = "TIME", env = "BYOIP_NOW")]
    now: Option<Timestamp>,
}

impl NowArguments {
    pub(super) fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(clock::now)
    }

    pub(super) fn given(&self) -> Option<Timestamp> {
        self.now
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let exit = match &error {
            FileError::Exists(_) | FileError::NotFile { .. } => Exit::Usage,
            FileError::Read { .. } | FileError::Write { .. } => Exit::Runtime,
            FileError::TooLarge(_) | FileError::NotText(_) => Exit::Parse,
        };
        Self::new(exit, error)
    }
}

impl From<PassphraseError> for Failure {
    fn from(error: PassphraseError) -> Self {
        match error {
            PassphraseError::File(error) => error.into(),
            PassphraseError::Terminal(_) => Self::new(Exit::Runtime, error),
            _ => Self::new(Exit::Usage, error),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::File(error) => error.into(),
            KeyError::Passphrase(error) => error.into(),
            KeyError::Bits(_) | KeyError::WrongPassphrase(_) => Self::new(Exit::Usage, error),
            KeyError::NotKey { .. } | KeyError::NotRsa(_) | KeyError::RsaPss(_) => {
                Self::new(Exit::Parse, error)
            }
            KeyError::OpenSsl(_) => Self::new(Exit::Runtime, error),
        }
    }
}

impl From<CertificateError> for Failure {
    fn from(error: CertificateError) -> Self {
        match error {
            CertificateError::File(error) => error.into(),
            CertificateError::SelfSign(_) => Self::new(Exit::Usage, error),
            CertificateError::Unreadable { .. } => Self::new(Exit::Parse, error),
            CertificateError::OpenSsl(_) => Self::new(Exit::Runtime, error),
        }
    }
}

impl From<SignError> for Failure {
    fn from(error: SignError) -> Self {
        Self::new(Exit::Runtime, error)
    }
}

fn given(text: Option<&String>, path: Option<&PathBuf>) -> Result<Option<String>, Failure> {
    match (text, path) {
        (Some(text), _) => Ok(Some(text.clone())),
        (None, Some(path)) => Ok(Some(file::read_text(path)?)),
        (None, None) => Ok(None),
    }
}

fn read_stdin() -> Result<String, Failure> {
    let mut stdin = io::stdin();
    if stdin.is_terminal() {
        output::warn("reading the message from the terminal; end it with Ctrl-D");
    }
    let mut text = String::new();
    stdin.read_to_string(&mut text).map_err(|error| {
        Failure::new(
            Exit::Runtime,
            format_args!("no message on stdin: {error}; or give it with --message"),
        )
    })?;
    Ok(text)
}

/// Where this very program lies.
pub(super) fn own_folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    Some(program.parent()?.to_owned())
}
