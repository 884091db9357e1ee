//! A page of a long list, and the token of the next one.
//!
//! A token names the last item of its page, by the key that the list is in the
//! order of: what is made or deleted meanwhile is neither skipped over nor told
//! twice. It goes with the list that it was given out for, which is the action,
//! the caller and all that chooses; the size of a page may change from one to
//! the next. What the parameters are called and how a foreign token is refused
//! is each service's own; which sizes there are is in `sizes`.

use byoip_vocabulary::base64;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::world::aws::account::Caller;

pub(in crate::wire) mod sizes;

#[cfg(test)]
mod tests;

/// How much of the digest a token carries.
const DIGEST: usize = 16;

/// A list, as a token belongs to it.
#[derive(Clone, Debug)]
pub(in crate::wire) struct List(Sha256);

impl List {
    /// What an action lists for a caller, before anything is chosen from it.
    pub(in crate::wire) fn new(service: &str, action: &str, caller: &Caller) -> Self {
        let account = caller.account().to_string();
        let parts = [service, action, account.as_str(), caller.region.as_str()];
        let mut list = Self(Sha256::new());
        for part in parts {
            list.add(part.as_bytes());
        }
        list
    }

    /// The list of those that a parameter chooses.
    pub(in crate::wire) fn chosen_by(mut self, name: &str, value: &str) -> Self {
        self.add(name.as_bytes());
        self.add(value.as_bytes());
        self
    }

    /// Each part with its length, so that no two lists read alike.
    fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
    }

    fn token(&self, key: &[u8]) -> String {
        let mut bytes = self.digest(key);
        bytes.extend_from_slice(key);
        openssl::base64::encode_block(&bytes)
    }

    /// The key in a token, if the token was given out for this list.
    fn key(&self, token: &str) -> Option<Vec<u8>> {
        let bytes = base64::decode(token)?;
        let (digest, key) = bytes.split_at_checked(DIGEST)?;
        (*digest == self.digest(key)).then(|| key.to_vec())
    }

    fn digest(&self, key: &[u8]) -> Vec<u8> {
        let digest = self.0.clone().chain_update(key).finalize();
        digest.into_iter().take(DIGEST).collect()
    }
}

/// The page asked for, of a list in the order of `K`.
#[derive(Clone, Debug)]
pub(in crate::wire) struct Page<K> {
    list: List,
    after: Option<K>,
    size: usize,
}

impl<K: Ord + Serialize + DeserializeOwned> Page<K> {
    /// The page behind a token, the first without one; none for a token that
    /// was not given out for this list.
    pub(in crate::wire) fn at(list: List, token: Option<&str>, size: usize) -> Option<Self> {
        let after = match token {
            None => None,
            Some(token) => Some(serde_json::from_slice(&list.key(token)?).ok()?),
        };
        Some(Self { list, after, size })
    }

    /// The page's items, and the token of the next page if there is one. The
    /// items come in the order of their keys, no two with the same.
    pub(in crate::wire) fn cut<T>(
        self,
        mut items: Vec<T>,
        key: impl Fn(&T) -> K,
    ) -> (Vec<T>, Option<String>) {
        if let Some(after) = &self.after {
            let told = items.partition_point(|item| key(item) <= *after);
            items.drain(..told);
        }
        if items.len() <= self.size {
            return (items, None);
        }
        items.truncate(self.size);
        let next = items.last().map(|item| {
            let key = serde_json::to_vec(&key(item)).expect("a key is ids and numbers");
            self.list.token(&key)
        });
        (items, next)
    }
}
