//! What a range's timers bring: the end of its review, the end of its giving
//! back.

use jiff::Timestamp;

use super::{Fact, Lifecycle, RangeKey};
use crate::world::aws::review::{self, Verdict};
use crate::world::aws::{pool, tag};
use crate::world::{Fact as WorldFact, World};

/// Ends a range's review: evidence first, then what follows from it.
pub(in crate::world) fn end_review(
    world: &World,
    now: Timestamp,
    key: &RangeKey,
) -> Vec<WorldFact> {
    let Some(range) = world.ranges.range(key) else {
        return Vec::new();
    };
    let evidence = review::collect(world, now, key, range);
    let verdict = evidence.verdict();
    let mut facts = vec![WorldFact::Range(Fact::Reviewed {
        range: key.clone(),
        evidence: Box::new(evidence),
    })];
    match verdict {
        None => {
            let pool = world.pools.next_id(world.draw, key.cidr);
            facts.push(WorldFact::Range(Fact::Provisioned {
                range: key.clone(),
                pool: pool.clone(),
            }));
            facts.push(WorldFact::Pool(pool::Fact::Created {
                pool: pool.clone(),
                range: key.clone(),
            }));
            facts.extend(tag::on_creation(&key.home(), &pool, &range.tags));
        }
        Some(verdict) => facts.push(failed(key, verdict)),
    }
    facts
}

fn failed(key: &RangeKey, verdict: Verdict) -> WorldFact {
    WorldFact::Range(Fact::ProvisionFailed {
        range: key.clone(),
        verdict,
    })
}

/// Ends a range's giving back: it fails while addresses are out.
pub(in crate::world) fn end_deprovision(world: &World, key: &RangeKey) -> Vec<WorldFact> {
    let Some(range) = world.ranges.range(key) else {
        return Vec::new();
    };
    let Lifecycle::PendingDeprovision { pool } = &range.lifecycle else {
        return Vec::new();
    };
    let out = world
        .pools
        .pool(pool)
        .filter(|pool| !pool.is_unused())
        .map(|pool| pool.total() - pool.available());
    match out {
        Some(out) => vec![WorldFact::Range(Fact::DeprovisionFailed {
            range: key.clone(),
            out,
        })],
        None => vec![
            WorldFact::Range(Fact::Deprovisioned { range: key.clone() }),
            WorldFact::Pool(pool::Fact::Deleted { pool: pool.clone() }),
        ],
    }
}
