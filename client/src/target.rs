//! Where a scenario runs, and what can be asked for there.
//!
//! `embedded` starts a fresh simulator in this process; `url=http://…` talks to
//! one that is running; `aws` is the real thing. The first two have a control
//! API: a clock that can be moved, ROAs and registry records that can be edited.
//! All three are reached by the same protocols and the same code.

use std::fmt;
use std::str::FromStr;

pub mod allowance;
mod amazon;
pub(crate) mod connection;
pub(crate) mod control;
pub mod elsewhere;
#[cfg(test)]
mod tests;

/// Where a scenario runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// A fresh simulator in this process.
    #[default]
    Embedded,
    /// A running simulator, by its base URL.
    Url(String),
    /// Amazon's own endpoints and the real registries.
    Aws,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded => f.write_str("embedded"),
            Self::Url(url) => write!(f, "url={url}"),
            Self::Aws => f.write_str("aws"),
        }
    }
}

impl FromStr for Target {
    type Err = ParseTargetError;

    fn from_str(text: &str) -> Result<Self, ParseTargetError> {
        match text.split_once('=') {
            None if text == "embedded" => Ok(Self::Embedded),
            None if text == "aws" => Ok(Self::Aws),
            None if text == "url" => Err(ParseTargetError::NoUrl),
            Some(("url", url)) if url.starts_with("http://") || url.starts_with("https://") => {
                Ok(Self::Url(url.trim_end_matches('/').to_owned()))
            }
            Some(("url", _)) => Err(ParseTargetError::NoUrl),
            None | Some(_) => Err(ParseTargetError::Unknown),
        }
    }
}

/// A text that names no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseTargetError {
    /// `url` without a base URL.
    #[error("no base URL; write url=http://127.0.0.1:4566")]
    NoUrl,
    /// None of the three.
    #[error("no such target; there are embedded, url=http://…, aws")]
    Unknown,
}
