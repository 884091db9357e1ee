//! The working folder of a run: where its steps write their files.
//!
//! A scenario may come from a stranger and the folder may be one's own, so a step
//! writes inside it alone and never replaces what was there before the run. What
//! a `shell` step does is the shell's business.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::authorization::file::{self, FileError, Readers};

#[cfg(test)]
mod tests;

/// A working folder.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// What stood at its top when the run began. A folder among these is taken
    /// as a whole, so that nobody's home is walked through.
    before: BTreeSet<OsString>,
    /// What steps of this run wrote.
    written: BTreeSet<PathBuf>,
    /// Held for its end: a temporary folder goes with it.
    _temporary: Option<tempfile::TempDir>,
}

/// Why a step's file was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    /// The path leads out.
    #[error("`{0}` leads out of the working folder; name a file inside it, such as key.pem")]
    Outside(String),
    /// It is somebody's.
    #[error(
        "{} was there before this run and is not replaced; move it away, or take another --work-dir",
        .0.display()
    )]
    Kept(PathBuf),
    /// The system refused.
    #[error("cannot write {name} in the working folder: {reason}")]
    Write { name: String, reason: String },
}

impl Folder {
    /// A folder to keep, made if it is not there.
    pub(crate) fn kept(path: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        let mut before = BTreeSet::new();
        for entry in std::fs::read_dir(path)? {
            before.insert(entry?.file_name());
        }
        Ok(Self {
            path: path.to_owned(),
            before,
            written: BTreeSet::new(),
            _temporary: None,
        })
    }

    /// A folder that this run had before, and what stood in it before the run. It
    /// is made if the run ended before it did so itself.
    pub(crate) fn again(
        path: &Path,
        before: impl IntoIterator<Item = OsString>,
    ) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        Ok(Self {
            path: path.to_owned(),
            before: before.into_iter().collect(),
            written: BTreeSet::new(),
            _temporary: None,
        })
    }

    /// A folder that goes with the run. Keys come to lie in it, so nobody else
    /// may enter it, from its first moment.
    pub(crate) fn temporary() -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("byoip-run-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o700));
        }
        let guard = builder.tempdir()?;
        Ok(Self {
            path: guard.path().to_owned(),
            before: BTreeSet::new(),
            written: BTreeSet::new(),
            _temporary: Some(guard),
        })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file. Nobody else may read it: keys are among them, and telling
    /// which file needs it is one rule too many.
    pub(crate) fn write(&mut self, name: &str, content: &[u8]) -> Result<(), FolderError> {
        let inside = inside(name).ok_or_else(|| FolderError::Outside(name.to_owned()))?;
        let path = self.path.join(&inside);
        let was_there = inside
            .components()
            .next()
            .is_some_and(|top| self.before.contains(top.as_os_str()));
        let taken = std::fs::symlink_metadata(&path).is_ok();
        if was_there && taken && !self.written.contains(&inside) {
            return Err(FolderError::Kept(path));
        }
        if self.leads_out(&path) {
            return Err(FolderError::Outside(name.to_owned()));
        }
        file::create(&path, content, Readers::Owner, true).map_err(|error| {
            let reason = match error {
                FileError::Write { source, .. } => source.to_string(),
                other => other.to_string(),
            };
            FolderError::Write {
                name: name.to_owned(),
                reason,
            }
        })?;
        self.written.insert(inside);
        Ok(())
    }

    /// Whether a link on the way leads elsewhere. A way that is not there at all
    /// is told when the file is written.
    fn leads_out(&self, path: &Path) -> bool {
        let real = path.parent().and_then(|folder| folder.canonicalize().ok());
        match (real, self.path.canonicalize()) {
            (Some(parent), Ok(folder)) => !parent.starts_with(folder),
            (None, _) | (_, Err(_)) => false,
        }
    }
}

/// The path without detours, or nothing if it is not one inside a folder.
fn inside(name: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for component in Path::new(name).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    path.file_name().is_some().then_some(path)
}
