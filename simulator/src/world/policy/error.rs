//! Overrides that cannot be.

use std::fmt;

/// Why an override cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// There is no such key.
    Key {
        /// The key as written.
        key: String,
    },
    /// The key is there but not with such a value.
    Value {
        /// The key.
        key: String,
        /// The value as written.
        text: String,
        /// What would be taken.
        wanted: &'static str,
    },
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { key } => write!(f, "no policy is called `{key}`"),
            Self::Value { key, text, wanted } => {
                write!(f, "policy `{key}` cannot be `{text}`; it takes {wanted}")
            }
        }
    }
}

impl std::error::Error for PolicyError {}
