//! A credential as people describe it, in a world file and to the control API.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Partition;
use jiff::Timestamp;

use super::{Credential, Principal, Session};
use crate::world::aws::permission::{Pattern, Permissions};

/// A description: a `user`, or a `role` and a `session`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Whose ARNs it has.
    pub partition: Partition,
    /// The account.
    pub account: AccountId,
    /// The secret.
    pub secret: String,
    /// A user's name.
    pub user: Option<String>,
    /// A role's name.
    pub role: Option<String>,
    /// The name of the session in which the role is assumed.
    pub session: Option<String>,
    /// The token of a temporary credential.
    pub session_token: Option<String>,
    /// When that ends.
    pub expires: Option<Timestamp>,
    /// What it may do; without a list, everything.
    pub allow: Option<Vec<Pattern>>,
    /// What it may not do.
    pub deny: Vec<Pattern>,
}

/// Why a description describes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DescriptionError {
    /// Neither, both or half of the two kinds of principal.
    #[error("belongs to a `user`, or to a `role` in a `session`")]
    Principal,
    /// A name that IAM would not have.
    #[error(
        "has a name that IAM does not take: letters, digits and _ + = , . @ -, 64 of them at most"
    )]
    Name,
    /// An end without a beginning.
    #[error("expires, so it needs a `session_token` too")]
    Session,
}

impl Description {
    /// The credential.
    pub fn credential(self) -> Result<Credential, DescriptionError> {
        let (partition, account) = (self.partition, self.account);
        let names = [&self.user, &self.role, &self.session];
        if !names.into_iter().flatten().all(|name| is_name(name)) {
            return Err(DescriptionError::Name);
        }
        let principal = match (self.user, self.role, self.session) {
            (Some(user), None, None) => Principal::user(partition, account, &user),
            (None, Some(role), Some(session)) => {
                Principal::assumed_role(partition, account, &role, &session)
            }
            _ => return Err(DescriptionError::Principal),
        };
        let session = match (self.session_token, self.expires) {
            (Some(token), expires) => Some(Session { token, expires }),
            (None, None) => None,
            (None, Some(_)) => return Err(DescriptionError::Session),
        };
        Ok(Credential {
            secret: self.secret,
            principal,
            session,
            permissions: Permissions::new(self.allow, self.deny),
        })
    }
}

/// IAM User Guide, "IAM and AWS STS quotas": name requirements.
fn is_name(name: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
    (1..=64).contains(&name.len()) && name.chars().all(fits)
}
