//! Where in a scenario file something stands.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::problem::Source;

/// A place in a file: for people a line and a column, for carets the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, where it is not the scenario's own: one that it includes.
    pub file: Option<Arc<Source>>,
    /// The line, from 1; 0 where it is not about a line.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// The bytes a caret underlines.
    pub bytes: Range<usize>,
}

impl Place {
    /// The file's beginning, for what is wrong with the file as a whole.
    pub(crate) const fn start() -> Self {
        Self {
            file: None,
            line: 1,
            column: 1,
            bytes: 0..0,
        }
    }

    /// No place in the file at all, for what is wrong with a run as a whole.
    pub(crate) const fn nowhere() -> Self {
        Self {
            file: None,
            line: 0,
            column: 0,
            bytes: 0..0,
        }
    }

    /// Whether it is a place in the file.
    pub(crate) const fn is_somewhere(&self) -> bool {
        self.line > 0
    }

    /// The same place, said of an included file.
    pub(crate) fn within(self, file: Option<&Arc<Source>>) -> Self {
        Self {
            file: file.cloned(),
            ..self
        }
    }

    /// From here to the end of another place, for a key with its value.
    pub(crate) fn to(&self, end: &Self) -> Self {
        Self {
            bytes: self.bytes.start..self.bytes.end.max(end.bytes.end),
            ..self.clone()
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
