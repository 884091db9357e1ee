//! How `byoip` ends: one table of exit codes for every command.

use std::fmt;
use std::process::ExitCode;

/// What an exit code says. The more fundamental what went wrong, the less a
/// script can do about it; 4 to 6 are answers, not breakdowns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// All is well.
    Success = 0,
    /// The command line or the configuration is wrong.
    Usage = 1,
    /// A file is not what it should be.
    Parse = 2,
    /// The machine or the network failed.
    Runtime = 3,
    /// What was checked does not hold.
    Assertion = 4,
    /// What was waited for did not come.
    Timeout = 5,
    /// The target may not be changed.
    Refused = 6,
    /// Something was left behind.
    Incomplete = 7,
    /// Somebody pressed Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ends early, as `what; where; what to do`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    exit: Exit,
    text: String,
}

impl Failure {
    /// Makes one of an error and the code it ends with.
    pub fn new(exit: Exit, text: impl fmt::Display) -> Self {
        Self {
            exit,
            text: text.to_string(),
        }
    }

    /// The code to end with.
    pub fn exit(&self) -> Exit {
        self.exit
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}
