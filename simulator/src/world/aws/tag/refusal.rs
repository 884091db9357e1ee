//! Why a call on tags is refused, in order of precedence.

/// A refused call on tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The key is empty, too long or AWS's own.
    BadKey {
        /// The key.
        key: String,
        /// What is wrong with it.
        why: KeyProblem,
    },
    /// The value is too long.
    LongValue {
        /// Its key.
        key: String,
    },
    /// Nothing of the caller's has the id.
    UnknownResource {
        /// The id.
        resource: String,
    },
    /// More tags than a thing can have.
    TooMany {
        /// How many it can have.
        most: usize,
    },
}

/// What is wrong with a tag's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// There is none.
    Empty,
    /// It is longer than a key may be.
    Long,
    /// It begins as AWS's own do.
    Reserved,
}
