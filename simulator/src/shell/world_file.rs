//! World files on the disk: the files that a world file names are looked for
//! beside it.

use std::fs;

pub use crate::world_file::{WorldFile, WorldFileError, parse_policy};

impl WorldFile {
    /// Reads a world file; `name` is what errors call it, and where files that it
    /// names are looked for.
    ///
    /// # Errors
    ///
    /// What cannot be read, or does not fit together, with its place.
    pub fn parse(text: &str, name: &str) -> Result<Self, WorldFileError> {
        Self::read(text, name, &|path| fs::read_to_string(path))
    }
}
