//! Files that are never overwritten by accident and, where they are secret,
//! never readable by others, not even for a moment.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
mod tests;

/// Larger than any key, certificate or message; a mistyped path to a disk image
/// must not fill the memory.
const SIZE_LIMIT: u64 = 1 << 20;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The owner alone: mode 0600.
    Owner,
    /// Everybody the umask lets.
    Anybody,
}

/// Writes a new file. An existing one is an error, or is replaced as a whole
/// if `replace` is set: it is never half of either. What is no regular file is
/// never replaced: behind a device or a link stands something that was not named.
pub fn create(path: &Path, bytes: &[u8], readers: Readers, replace: bool) -> Result<(), FileError> {
    if !replace {
        return write_new(path, bytes, readers).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => FileError::Exists(path.to_owned()),
            _ => FileError::write(path, source),
        });
    }
    if let Ok(there) = fs::symlink_metadata(path)
        && !there.is_file()
    {
        return Err(FileError::NotFile {
            path: path.to_owned(),
            kind: kind(there.file_type()),
        });
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let beside = PathBuf::from(name);
    write_new(&beside, bytes, readers).map_err(|source| FileError::write(&beside, source))?;
    fs::rename(&beside, path).map_err(|source| FileError::write(path, source))
}

/// Whether two paths lead to one file, through whatever links.
pub fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // The inode sees through hard links too, which a path does not.
        let identity = |path| fs::metadata(path).map(|there| (there.dev(), there.ino()));
        matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
    }
    #[cfg(not(unix))]
    {
        let real = |path| fs::canonicalize(path);
        matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
    }
}

/// Reads a file as a whole.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?
            .take(SIZE_LIMIT + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|source| FileError::Read {
        path: path.to_owned(),
        source,
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= SIZE_LIMIT) {
        Ok(bytes)
    } else {
        Err(FileError::TooLarge(path.to_owned()))
    }
}

/// Reads a file of text.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    String::from_utf8(read(path)?).map_err(|_| FileError::NotText(path.to_owned()))
}

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is such a file already.
    #[error("{} is there already; choose another name, or replace it with --force", .0.display())]
    Exists(PathBuf),
    /// What is there is not replaced.
    #[error("{} is {kind}, and only a file is replaced; name the file itself", path.display())]
    NotFile {
        /// What was to be replaced.
        path: PathBuf,
        /// What it is instead.
        kind: &'static str,
    },
    /// The system refused to write.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system refused to read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// More than a key, a certificate or a message can have.
    #[error("{} has more than {SIZE_LIMIT} bytes; it cannot be what was meant", .0.display())]
    TooLarge(PathBuf),
    /// Not UTF-8.
    #[error("{} is not a text file; PEM and messages are", .0.display())]
    NotText(PathBuf),
}

impl FileError {
    fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }
}

fn kind(there: fs::FileType) -> &'static str {
    if there.is_symlink() {
        "a symbolic link"
    } else if there.is_dir() {
        "a folder"
    } else {
        "a device, a pipe or a socket"
    }
}

fn write_new(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a key helps nobody and would be in the way of the next try.
        let _ = fs::remove_file(path);
    }
    written
}
