//! How often a registry's public services may be asked, and its interfaces for
//! owners called: a token bucket for each rate of the policy.
//!
//! Everybody who asks shares a registry's buckets: the simulator serves one
//! customer, and the world knows no addresses of clients. Nothing in the world
//! depends on them and no fact tells of them, so they stand beside the world, as
//! EC2's do.

use std::collections::BTreeMap;

use byoip_vocabulary::registry::Registry;
use jiff::{SignedDuration, Timestamp};

use crate::world::policy::Rates;

#[cfg(test)]
mod tests;

/// What was asked of late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queries {
    /// When each registry's buckets are full again, in the order of its rates.
    full_at: BTreeMap<Registry, Vec<Timestamp>>,
}

impl Queries {
    /// Counts a query; an error is how long to wait until one is answered. What
    /// is not answered does not count.
    pub fn count(
        &mut self,
        now: Timestamp,
        registry: Registry,
        rates: &Rates,
    ) -> Result<(), SignedDuration> {
        let full_at = self.full_at.entry(registry).or_default();
        let mut after = Vec::new();
        let mut wait = SignedDuration::ZERO;
        for (position, rate) in rates.iter().enumerate() {
            // A clock that was set back empties no bucket further.
            let missing = full_at.get(position).map_or(SignedDuration::ZERO, |full| {
                full.duration_since(now)
                    .clamp(SignedDuration::ZERO, rate.span)
            });
            let missing = missing + rate.span / rate.times;
            // The division leaves less than a unit for each time behind.
            wait = wait.max(missing - rate.span);
            after.push(now.checked_add(missing).unwrap_or(Timestamp::MAX));
        }
        if wait > SignedDuration::ZERO {
            return Err(wait);
        }
        *full_at = after;
        Ok(())
    }
}
