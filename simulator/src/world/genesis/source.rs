//! The texts that a beginning was read from, kept so that it can be written down
//! whole. The world itself never looks at them.

use std::collections::BTreeMap;

/// A world file and the files that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What errors call it: the file's name without its folder.
    pub name: String,
    /// The world file.
    pub text: String,
    /// The files that it names, by the path from its folder.
    pub files: BTreeMap<String, String>,
}
