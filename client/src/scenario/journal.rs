//! What a run has done so far, on disk: so that another process goes on with it
//! when this one is gone.
//!
//! A journal is a folder of the run's own with a file of JSON lines: a header that
//! says what is run and how, then a line when a step begins and one when it has
//! ended, with what it captured. Each line is on the disk before the run goes on.
//! Secrets are in none of them. Nobody else may read the folder.
//!
//! - [`entry`]: the lines
//! - [`record`]: what a journal tells whoever reads it
//! - [`resume`]: which steps are left, and which have to be done again
//!
//! Deliberately absent: runs on the embedded simulator. Their world ends with the
//! process, and there is nothing to go on with.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

pub(crate) mod entry;
pub mod record;
pub mod resume;
#[cfg(test)]
mod tests;

pub(crate) use entry::{End, Ending, Entry};
pub use entry::{FORMAT, Header};
pub use record::Record;

/// The file of lines.
const FILE: &str = "journal.jsonl";

/// Where the files of a run are that has no other place for them.
const FILES: &str = "files";

/// A journal being written. As long as it is held nobody else goes on with the
/// run.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    header: Header,
    file: Mutex<File>,
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is none.
    #[error("there is no run {id} in {}", folder.display())]
    Unknown {
        /// What was asked for.
        id: String,
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// A process is at it.
    #[error("the run {0} is under way in another process")]
    UnderWay(String),
    /// The system refused.
    #[error("cannot write the journal {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system refused.
    #[error("cannot read the journal {}: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is none.
    #[error("{} is no journal of a run: {reason}", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
}

impl Journal {
    /// Begins one in a new folder below this one; the folder's name becomes the
    /// run's, with a number behind it if it is taken.
    pub fn create(below: &Path, mut header: Header) -> Result<Self, JournalError> {
        let write = |path: &Path| {
            let path = path.to_owned();
            |source| JournalError::Write { path, source }
        };
        private_folder(below).map_err(write(below))?;
        let wanted = header.id.clone();
        let mut folder = below.join(&header.id);
        for number in 2.. {
            let mut builder = builder();
            match builder.recursive(false).create(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    header.id = format!("{wanted}-{number}");
                    folder = below.join(&header.id);
                }
                made => {
                    made.map_err(write(&folder))?;
                    break;
                }
            }
        }
        if header.run == wanted {
            header.run.clone_from(&header.id);
        }
        let path = folder.join(FILE);
        let file = open(OpenOptions::new().create_new(true), &path).map_err(write(&path))?;
        locked(&file, &header.id, &path)?;
        if header.work_dir.is_none() {
            let files = folder.join(FILES);
            private_folder(&files).map_err(write(&files))?;
        }
        let journal = Self {
            folder,
            header,
            file: Mutex::new(file),
        };
        journal.line(&journal.header)?;
        Ok(journal)
    }

    /// Goes on with one, and says what it tells.
    pub fn reopen(below: &Path, id: &str) -> Result<(Self, Record), JournalError> {
        let folder = below.join(id);
        let path = folder.join(FILE);
        if !path.is_file() {
            return Err(JournalError::Unknown {
                id: id.to_owned(),
                folder: below.to_owned(),
            });
        }
        let write = |source| JournalError::Write {
            path: path.clone(),
            source,
        };
        let mut file = open(&mut OpenOptions::new(), &path).map_err(write)?;
        locked(&file, id, &path)?;
        let (record, whole) = Record::read(&path)?;
        // Of a line that was cut short nothing may stay before the next one.
        file.set_len(whole).map_err(write)?;
        file.seek(SeekFrom::End(0)).map_err(write)?;
        let journal = Self {
            folder,
            header: record.header.clone(),
            file: Mutex::new(file),
        };
        // The process may have ended before it was made.
        if journal.header.work_dir.is_none() {
            let files = journal.work_dir();
            private_folder(&files).map_err(|source| JournalError::Write {
                path: files.clone(),
                source,
            })?;
        }
        Ok((journal, record))
    }

    /// What was written at its beginning.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Where the run's files are.
    pub fn work_dir(&self) -> PathBuf {
        let own = || self.folder.join(FILES);
        self.header.work_dir.clone().unwrap_or_else(own)
    }

    /// Writes a line.
    pub(crate) fn write(&self, entry: &Entry) -> Result<(), JournalError> {
        self.line(entry)
    }

    /// Takes away the files of a run that ended well, keys among them: nobody goes
    /// on with it.
    pub(crate) fn clear(&self) -> Result<(), JournalError> {
        if self.header.work_dir.is_some() {
            return Ok(());
        }
        let path = self.folder.join(FILES);
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(|source| JournalError::Write { path, source }),
        }
    }

    /// Takes the whole journal away.
    pub(crate) fn discard(&self) -> Result<(), JournalError> {
        let path = self.folder.clone();
        std::fs::remove_dir_all(&path).map_err(|source| JournalError::Write { path, source })
    }

    fn line(&self, content: &impl Serialize) -> Result<(), JournalError> {
        let write = |source| JournalError::Write {
            path: self.folder.join(FILE),
            source,
        };
        let text = serde_json::to_string(content).map_err(|error| write(error.into()))?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.write_all(format!("{text}\n").as_bytes());
        written.and_then(|()| file.sync_data()).map_err(write)
    }
}

/// Whether a text can be a run's id: the name of a folder, and no way elsewhere.
pub fn is_id(text: &str) -> bool {
    let mut parts = Path::new(text).components();
    let first = parts.next();
    matches!(first, Some(Component::Normal(name)) if name == text) && parts.next().is_none()
}

/// The folders of all journals, by their names.
pub fn all(below: &Path) -> Result<Vec<String>, JournalError> {
    let read = |source| JournalError::Read {
        path: below.to_owned(),
        source,
    };
    let entries = match std::fs::read_dir(below) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(read)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(read)?;
        if let (Ok(name), true) = (
            entry.file_name().into_string(),
            entry.path().join(FILE).is_file(),
        ) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Takes away the journals of runs that nobody goes on with and that were over
/// before a moment. One that cannot be read, or taken away, stays: it is in
/// nobody's way, and no reason to keep a run from beginning.
pub fn prune(below: &Path, before: Timestamp) {
    for id in all(below).unwrap_or_default() {
        let is_old = look(below, &id)
            .is_ok_and(|record| record.is_unfinished().is_err() && record.last_seen < before);
        if is_old && !is_under_way(below, &id) {
            let _ = std::fs::remove_dir_all(below.join(&id));
        }
    }
}

/// Whether a process is at it.
pub fn is_under_way(below: &Path, id: &str) -> bool {
    let file = File::open(below.join(id).join(FILE));
    file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// What a journal tells, without going on with the run.
pub fn look(below: &Path, id: &str) -> Result<Record, JournalError> {
    Ok(Record::read(&below.join(id).join(FILE))?.0)
}

/// The system lets go of it when the process ends, however it ends.
fn locked(file: &File, id: &str, path: &Path) -> Result<(), JournalError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(JournalError::UnderWay(id.to_owned())),
        Err(TryLockError::Error(source)) => Err(JournalError::Write {
            path: path.to_owned(),
            source,
        }),
    }
}

fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.write(true).open(path)
}

fn private_folder(path: &Path) -> io::Result<()> {
    builder().create(path)
}

/// Makes folders that nobody else may enter, from their first moment.
fn builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
}
