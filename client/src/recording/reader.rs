//! Reads a recording, line by line: a run of days has many, and none is long.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::entry::{Entry, FORMAT, Header, VERSION};

#[cfg(test)]
mod tests;

/// Longer than any exchange: what is read over HTTP ends at a MiB, and JSON writes
/// six letters for one at worst.
const LINE_LIMIT: u64 = 16 << 20;

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
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("no regular file; name what `--record` wrote")]
    NotFile,
    #[error("not a recording: its first line must be one that `--record` writes")]
    Header,
    #[error("a recording of version {0}; this program reads version {VERSION}")]
    Version(u32),
    #[error("line {0} has more than {LINE_LIMIT} bytes; `--record` writes none so long")]
    Long(usize),
    #[error("line {line}: {reason}; each line is a whole JSON document")]
    Line {
        line: usize,
        reason: serde_json::Error,
    },
}

/// Reads a file, which must be one: a pipe may have no end, and a device neither.
pub(crate) fn read(path: &Path) -> Result<Recording, ReadError> {
    // Opening a pipe waits for whoever writes, so it is looked at before.
    if !std::fs::metadata(path)?.is_file() {
        return Err(ReadError::NotFile);
    }
    parse(BufReader::new(File::open(path)?))
}

/// Reads lines. A last one that is not whole is where the run was cut off.
pub(super) fn parse(mut text: impl BufRead) -> Result<Recording, ReadError> {
    let mut line = Vec::new();
    next(&mut text, &mut line, 1)?;
    let header: Header = serde_json::from_slice(&line).map_err(|_| ReadError::Header)?;
    if header.format != FORMAT {
        return Err(ReadError::Header);
    }
    if header.version != VERSION {
        return Err(ReadError::Version(header.version));
    }
    let mut entries = Vec::new();
    let mut is_cut = false;
    for number in 2.. {
        if !next(&mut text, &mut line, number)? {
            break;
        }
        match serde_json::from_slice(&line) {
            Ok(entry) => entries.push(entry),
            Err(_) if !line.ends_with(b"\n") => is_cut = true,
            Err(reason) => {
                return Err(ReadError::Line {
                    line: number,
                    reason,
                });
            }
        }
    }
    Ok(Recording {
        header,
        entries,
        is_cut,
    })
}

/// Reads the next line, if there is one.
fn next(text: &mut impl BufRead, line: &mut Vec<u8>, number: usize) -> Result<bool, ReadError> {
    line.clear();
    let mut limited = text.take(LINE_LIMIT + 1);
    let length = limited.read_until(b'\n', line)?;
    match u64::try_from(length) {
        Ok(length) if length <= LINE_LIMIT => Ok(length > 0),
        Ok(_) | Err(_) => Err(ReadError::Long(number)),
    }
}
