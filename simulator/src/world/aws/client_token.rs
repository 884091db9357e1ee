//! Client tokens: the same call again makes nothing more, and another call may
//! not use the token of one.
//!
//! Source: EC2 Developer Guide, "Ensuring idempotency": a retry with the same
//! token and other parameters is an `IdempotentParameterMismatch`.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A token, and a digest of what the call that brought it asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientToken {
    token: String,
    asked: String,
}

impl ClientToken {
    /// The token of a call that asks for this.
    pub(super) fn new(token: &str, asked: &impl fmt::Debug) -> Self {
        let digest = Sha256::digest(format!("{asked:?}"));
        Self {
            token: token.to_owned(),
            asked: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }

    /// The token, as the caller wrote it.
    pub fn as_str(&self) -> &str {
        &self.token
    }
}
