//! What the steps of a run share: the way to the target, the variables, the
//! working folder, the keys and the dice.

use std::ffi::OsString;

use jiff::{SignedDuration, Timestamp};

use super::folder::{Folder, FolderError};
use super::interrupt::Interrupt;
use super::keyring::Keyring;
use super::randomness::Randomness;
use super::secrets::Secrets;
use super::step::Trouble;
use super::template::{Template, Variables};
use crate::authorization::file;
use crate::notice::Notice;
use crate::target::allowance::Allowance;
use crate::target::connection::Connection;

/// The stage of one run.
pub(crate) struct Stage {
    pub(crate) connection: Connection,
    pub(crate) variables: Variables,
    /// Where files of this run live; paths in a scenario are relative to it.
    pub(crate) folder: Folder,
    pub(crate) keyring: Keyring,
    pub(crate) randomness: Randomness,
    /// Which run this is, in what it leaves at AWS.
    pub(crate) run: String,
    /// The step under way, from 1.
    pub(crate) step: usize,
    /// When the wait that it is is over, where time is real.
    pub(crate) until: Option<Timestamp>,
    /// What is never shown.
    pub(crate) secrets: Secrets,
    /// Where commands look for programs.
    pub(crate) search_path: OsString,
    /// Told what a person has to do.
    pub(crate) notice: Notice,
    /// What may be changed at real AWS, if anything.
    pub(crate) allowance: Option<Allowance>,
    /// Whether commands may run there.
    pub(crate) allow_shell: bool,
    /// How long to leave between two looks there.
    pub(crate) every: SignedDuration,
    /// Raised when somebody wants the run to end.
    pub(crate) interrupt: Interrupt,
    /// Whether somebody may go on with this run, and will look for what it did.
    pub(crate) is_kept: bool,
    /// The newest event of the world that the transcript has.
    pub(crate) last_event: u64,
}

impl Stage {
    /// Whether somebody wants the run to end.
    pub(crate) fn interrupted(&self) -> bool {
        self.interrupt.is_asked()
    }

    /// A word for what the step under way asks for: the same however often it has
    /// to be asked.
    pub(crate) fn request_token(&self) -> String {
        format!("{}-{}", self.run, self.step)
    }

    /// Whether what a step makes has to be found again by its token: where answers
    /// get lost, and where a run does.
    pub(crate) fn is_traced(&self) -> bool {
        self.is_kept || self.connection.aws.is_careful()
    }

    /// Gives a variable a value, which is hidden if the variable is a secret.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        self.secrets.learn(name, &value);
        self.variables.set(name, value);
    }

    /// A text with its holes filled.
    pub(crate) fn fill(&self, template: &Template) -> Result<String, Trouble> {
        Ok(template.fill(&self.variables)?)
    }

    /// The same where the text may be absent.
    pub(crate) fn fill_option(
        &self,
        template: Option<&Template>,
    ) -> Result<Option<String>, Trouble> {
        template.map(|template| self.fill(template)).transpose()
    }

    /// Hides the private keys in the working folder, which steps of an earlier
    /// process may have left there.
    pub(crate) fn hide_keys(&mut self) {
        let entries = std::fs::read_dir(self.folder.path());
        for entry in entries.into_iter().flatten().flatten() {
            // What is no text is no key in PEM.
            let text = file::read_text(&entry.path()).unwrap_or_default();
            if text.contains("PRIVATE KEY-----") {
                self.secrets.hide_key(&text);
            }
        }
    }

    /// A file of the working folder, to read.
    pub(crate) fn read_file(&self, name: &str) -> Result<String, Trouble> {
        std::fs::read_to_string(self.folder.path().join(name)).map_err(|error| {
            Trouble::Failed(format!("cannot read {name} in the working folder: {error}"))
        })
    }

    /// A file of the working folder, written anew.
    pub(crate) fn write_file(&mut self, name: &str, content: &[u8]) -> Result<(), Trouble> {
        self.folder
            .write(name, content)
            .map_err(|error| match error {
                FolderError::Outside(_) => Trouble::Invalid(error.to_string()),
                FolderError::Kept(_) | FolderError::Write { .. } => {
                    Trouble::Failed(error.to_string())
                }
            })
    }
}
