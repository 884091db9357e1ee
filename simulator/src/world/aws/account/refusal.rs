//! Why the world refuses to change an access key.

/// A refused step of whoever administers the accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The access key is not there.
    NoSuchAccessKey {
        /// The key asked for.
        access_key: String,
    },
}
