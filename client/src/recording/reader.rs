//! Reads a recording.

use std::path::Path;

use super::entry::{Entry, FORMAT, Header, VERSION};
use crate::authorization::file::{self, FileError};

/// A recording as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recording {
    pub(crate) header: Header,
    pub(crate) entries: Vec<Entry>,
    /// Whether the last line was cut off.
    pub(crate) is_cut: bool,
}

/// A file that is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("not a recording: its first line must be one that `--record` writes")]
    Header,
    #[error("a recording of version {0}; this program reads version {VERSION}")]
    Version(u32),
    #[error("line {line}: {reason}; each line is a whole JSON document")]
    Line {
        line: usize,
        reason: serde_json::Error,
    },
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Recording, ReadError> {
    parse(&file::read_text(path)?)
}

/// Reads a text. A last line that is not whole is where the run was cut off.
pub(super) fn parse(text: &str) -> Result<Recording, ReadError> {
    let mut lines = (1..).zip(text.split_inclusive('\n'));
    let first = lines.next().map(|(_, line)| line).unwrap_or_default();
    let header: Header = serde_json::from_str(first).map_err(|_| ReadError::Header)?;
    if header.format != FORMAT {
        return Err(ReadError::Header);
    }
    if header.version != VERSION {
        return Err(ReadError::Version(header.version));
    }
    let mut entries = Vec::new();
    let mut is_cut = false;
    for (line, text) in lines {
        match serde_json::from_str(text) {
            Ok(entry) => entries.push(entry),
            Err(_) if !text.ends_with('\n') => is_cut = true,
            Err(reason) => return Err(ReadError::Line { line, reason }),
        }
    }
    Ok(Recording {
        header,
        entries,
        is_cut,
    })
}
