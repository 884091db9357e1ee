//! Who may write at a registry's own interfaces.

use byoip_vocabulary::registry::Registry;
use serde::{Deserialize, Serialize};

/// An organisation at a registry: who acts there, and what is theirs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// The registry.
    pub registry: Registry,
    /// The organisation's handle.
    pub organization: String,
}

/// A key of a registry's own interfaces, as the holder has it from the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Whose it is.
    pub member: Member,
    /// The key itself: `API-1111-2222-3333-4444` at ARIN, `id:secret` at RIPE
    /// NCC's database. It is a secret, and no fact shows it.
    pub key: String,
}
