//! Signing keys that were derived before: one takes four HMACs, and it is the
//! same for every request of a day.
//!
//! A memory and no state: without it every answer would be the same. Not here:
//! how a key is derived (the wire's).

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::world::aws::account::Credential;

#[cfg(test)]
mod tests;

/// How many are kept: those of a thousand callers today.
const KEYS_MAX: usize = 1_000;

/// A derived key.
pub type SigningKey = [u8; 32];

/// Keys by their scope, `key/date/region/service/aws4_request`, each with the
/// credential it was derived from: one that was replaced since is another.
#[derive(Debug, Default)]
pub(super) struct SigningKeys {
    kept: RwLock<BTreeMap<String, (Arc<Credential>, SigningKey)>>,
}

impl SigningKeys {
    /// The key of a scope; derived, unless it was before.
    pub(super) fn get(
        &self,
        scope: &str,
        credential: &Arc<Credential>,
        derive: impl FnOnce() -> SigningKey,
    ) -> SigningKey {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, key)) = kept.get(scope)
            && Arc::ptr_eq(of, credential)
        {
            return *key;
        }
        drop(kept);
        let key = derive();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEYS_MAX {
            // Yesterday's are among them; today's are soon here again.
            kept.clear();
        }
        kept.insert(scope.to_owned(), (Arc::clone(credential), key));
        key
    }
}
