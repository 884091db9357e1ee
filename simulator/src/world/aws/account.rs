//! Who calls: the world's access keys and the principals behind them.
//!
//! Source: IAM User Guide, "IAM identifiers" and "Temporary security
//! credentials". Not here: how a request proves which key it has (the wire's),
//! and what a key may do ([`permission`](super::permission)).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::{Partition, Region};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::permission::Permissions;
use crate::world::World;

mod description;
mod refusal;

pub use description::{Description, DescriptionError};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

use super::owned::Home;

/// A principal, as STS GetCallerIdentity names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    /// The account.
    pub account: AccountId,
    /// The unique id: `AIDA…`, or `AROA…:session`.
    pub user_id: String,
    /// The ARN.
    pub arn: String,
}

impl Principal {
    /// A user of an account.
    pub fn user(partition: Partition, account: AccountId, name: &str) -> Self {
        Self {
            account,
            user_id: unique_id("AIDA", account, name),
            arn: format!("arn:{partition}:iam::{account}:user/{name}"),
        }
    }

    /// Somebody who has assumed a role of an account, in a session of that name.
    pub fn assumed_role(
        partition: Partition,
        account: AccountId,
        role: &str,
        session: &str,
    ) -> Self {
        let role_id = unique_id("AROA", account, role);
        Self {
            account,
            user_id: format!("{role_id}:{session}"),
            arn: format!("arn:{partition}:sts::{account}:assumed-role/{role}/{session}"),
        }
    }
}

/// An id of IAM's shape, 21 characters: always the same for the same name, so
/// that no key added before another changes it.
fn unique_id(kind: &str, account: AccountId, name: &str) -> String {
    const LETTERS: [char; 32] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R',
        'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
    ];
    let digest = Sha256::digest(format!("{kind}/{account}/{name}"));
    let letters = digest.iter().take(17);
    let letters = letters.filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    kind.chars().chain(letters.copied()).collect()
}

/// A principal calling in a Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub principal: Principal,
    /// Where: the Region of the signature's scope.
    pub region: Region,
}

impl Caller {
    /// The caller's account.
    pub fn account(&self) -> AccountId {
        self.principal.account
    }

    /// Where the caller's things are: its account in the Region called.
    pub fn home(&self) -> Home {
        Home {
            account: self.account(),
            region: self.region.clone(),
        }
    }
}

/// An access key's other half and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The secret that signatures are made with.
    pub secret: String,
    /// Whose it is.
    pub principal: Principal,
    /// What a temporary credential has besides.
    pub session: Option<Session>,
    /// What it may do.
    pub permissions: Permissions,
}

/// What makes a credential a temporary one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Sent with every request.
    pub token: String,
    /// From when on it is good for nothing; never, if there is none.
    pub expires: Option<Timestamp>,
}

impl Session {
    /// Whether it is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

/// What whoever administers the accounts does. No AWS call does it here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Create an access key, or replace it.
    Put {
        /// The key's id.
        access_key: String,
        /// All there is to it.
        credential: Credential,
    },
    /// Take it away.
    Delete {
        /// The key's id.
        access_key: String,
    },
}

/// What happened to an access key. The secret is part of it: without, the log
/// would make another world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It is good from now on, with all this.
    Put {
        /// The key's id.
        access_key: String,
        /// All there is to it.
        credential: Credential,
    },
    /// It is good no more.
    Deleted {
        /// The key's id.
        access_key: String,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put {
                access_key,
                credential,
            } => write!(
                f,
                "access key {access_key} is now one of {}",
                credential.principal.arn
            ),
            Self::Deleted { access_key } => write!(f, "access key {access_key} is deleted"),
        }
    }
}

/// Decides a command.
pub(in crate::world) fn decide(world: &World, command: &Command) -> Result<Vec<Fact>, Refusal> {
    Ok(vec![match command {
        Command::Put {
            access_key,
            credential,
        } => Fact::Put {
            access_key: access_key.clone(),
            credential: credential.clone(),
        },
        Command::Delete { access_key } => {
            let access_key = access_key.clone();
            if !world.accounts.keys.contains_key(&access_key) {
                return Err(Refusal::NoSuchAccessKey { access_key });
            }
            Fact::Deleted { access_key }
        }
    }])
}

/// Every access key of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    keys: BTreeMap<String, Arc<Credential>>,
    /// The key that the world began with first.
    first: Option<String>,
}

impl Accounts {
    /// Adds an access key as the world begins.
    pub(in crate::world) fn begin_with(&mut self, access_key: String, credential: Credential) {
        self.first.get_or_insert_with(|| access_key.clone());
        self.admit(access_key, credential);
    }

    /// Adds an access key, or replaces it.
    fn admit(&mut self, access_key: String, credential: Credential) {
        self.keys.insert(access_key, Arc::new(credential));
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Put {
                access_key,
                credential,
            } => self.admit(access_key.clone(), credential.clone()),
            Fact::Deleted { access_key } => {
                self.keys.remove(access_key);
            }
        }
    }

    /// The credential of an access key, shared: a request looks at it longer
    /// than it may hold the world.
    pub fn credential(&self, access_key: &str) -> Option<&Arc<Credential>> {
        self.keys.get(access_key)
    }

    /// The key to work with: the one that the world began with first; where that
    /// is gone, none, since the others may be made to be weak.
    pub fn first(&self) -> Option<(&str, &Credential)> {
        let first = self.first.as_deref()?;
        let credential = self.keys.get(first)?;
        Some((first, credential.as_ref()))
    }

    /// Every access key with its credential, in the keys' order.
    pub fn credentials(&self) -> impl Iterator<Item = (&str, &Credential)> {
        self.keys
            .iter()
            .map(|(key, credential)| (key.as_str(), credential.as_ref()))
    }
}
