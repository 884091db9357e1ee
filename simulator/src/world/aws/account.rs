//! Who calls: the world's access keys and the principals behind them.

use std::collections::BTreeMap;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;

use super::owned::Home;

/// A principal, as STS GetCallerIdentity names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The account.
    pub account: AccountId,
    /// The unique id: `AIDA…`.
    pub user_id: String,
    /// The ARN.
    pub arn: String,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The secret that signatures are made with.
    pub secret: String,
    /// Whose it is.
    pub principal: Principal,
}

/// Every access key of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    keys: BTreeMap<String, Credential>,
}

impl Accounts {
    /// Adds an access key as the world begins.
    pub(in crate::world) fn admit(&mut self, access_key: String, credential: Credential) {
        self.keys.insert(access_key, credential);
    }

    /// The credential of an access key.
    pub fn credential(&self, access_key: &str) -> Option<&Credential> {
        self.keys.get(access_key)
    }

    /// Every access key with its credential, in the keys' order.
    pub fn credentials(&self) -> impl Iterator<Item = (&str, &Credential)> {
        self.keys
            .iter()
            .map(|(key, credential)| (key.as_str(), credential))
    }
}
