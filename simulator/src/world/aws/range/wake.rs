//! What a range's timers bring: the end of its review, the end of its giving
//! back.

use jiff::{SignedDuration, Timestamp};

use super::{Fact, Left, Lifecycle, RangeKey, announcement};
use crate::world::aws::pool::Pool;
use crate::world::aws::review::{self, Verdict};
use crate::world::aws::{pool, tag};
use crate::world::faults::{self, misfortune::Mishap};
use crate::world::policy::IrrObject;
use crate::world::{Fact as WorldFact, World, later};

/// How long a review that waits for something leaves it alone: a choice, as nobody
/// has said how often AWS looks.
const ANOTHER_LOOK: SignedDuration = SignedDuration::from_hours(24);

/// Ends a range's review: evidence first, then what follows from it.
pub(in crate::world) fn end_review(
    world: &World,
    now: Timestamp,
    key: &RangeKey,
) -> Vec<WorldFact> {
    let Some(range) = world.ranges.range(key) else {
        return Vec::new();
    };
    let silent = review::silent(world, key.cidr);
    if let Some((registry, until)) = silent
        && world.policy.review_waits_for_registry
    {
        return vec![WorldFact::Range(Fact::ReviewPutOff {
            range: key.clone(),
            registry,
            review_at: until,
        })];
    }
    let (mut facts, mishap) = faults::at_review(world, now, key);
    if let Some(Mishap::Stuck(length)) = mishap {
        facts.push(WorldFact::Range(Fact::ReviewHeldUp {
            range: key.clone(),
            review_at: later(now, length),
        }));
        return facts;
    }
    let is_blind = mishap == Some(Mishap::Blind);
    let evidence = review::collect(world, now, key, range, is_blind);
    let verdict = evidence.verdict();
    facts.push(WorldFact::Range(Fact::Reviewed {
        range: key.clone(),
        evidence: Box::new(evidence),
    }));
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
        Some(Verdict::IrrObject) if world.policy.irr_object_in_the_way == IrrObject::Pending => {
            facts.push(WorldFact::Range(Fact::ReviewHeldUp {
                range: key.clone(),
                review_at: later(now, ANOTHER_LOOK),
            }));
        }
        Some(verdict) => facts.push(WorldFact::Range(Fact::ProvisionFailed {
            range: key.clone(),
            verdict,
            listed_until: later(now, world.policy.ended_range_listing),
        })),
    }
    facts
}

/// Ends a slow announcement or withdrawal.
pub(in crate::world) fn settle(world: &World, key: &RangeKey) -> Vec<WorldFact> {
    let range = world.ranges.range(key).map(|range| &range.lifecycle);
    match range {
        Some(Lifecycle::PendingAdvertising { origin, .. }) => {
            announcement::advertised(key.clone(), *origin)
        }
        Some(Lifecycle::PendingWithdrawal { origin, .. }) => {
            announcement::withdrawn(key.clone(), *origin)
        }
        Some(_) | None => Vec::new(),
    }
}

/// Ends a range's giving back: it fails while addresses are out or AS numbers
/// are associated.
pub(in crate::world) fn end_deprovision(
    world: &World,
    now: Timestamp,
    key: &RangeKey,
) -> Vec<WorldFact> {
    let Some(range) = world.ranges.range(key) else {
        return Vec::new();
    };
    let Lifecycle::PendingDeprovision { pool } = &range.lifecycle else {
        return Vec::new();
    };
    let pool_of = pool.as_ref().and_then(|pool| world.pools.pool(pool));
    let blocks = pool_of.map_or(0, |pool| pool.blocks().count() as u64);
    let left = Left {
        out: pool_of.map_or(0, Pool::out).saturating_sub(blocks),
        blocks,
        asns: world.byoasns.of_range(key).map(|(asn, _)| asn).collect(),
    };
    let range = key.clone();
    if !left.is_empty() {
        return vec![WorldFact::Range(Fact::DeprovisionFailed { range, left })];
    }
    let ended = WorldFact::Range(Fact::Deprovisioned {
        range,
        listed_until: later(now, world.policy.ended_range_listing),
    });
    let pool = pool.clone();
    let deleted = pool.map(|pool| WorldFact::Pool(pool::Fact::Deleted { pool }));
    std::iter::once(ended).chain(deleted).collect()
}

/// Takes an ended range from the list.
pub(in crate::world) fn forget(world: &World, key: &RangeKey) -> Vec<WorldFact> {
    let range = world.ranges.range(key).map(|range| &range.lifecycle);
    match range {
        Some(Lifecycle::FailedProvision { .. } | Lifecycle::Deprovisioned) => {
            vec![WorldFact::Range(Fact::Forgotten { range: key.clone() })]
        }
        Some(_) | None => Vec::new(),
    }
}
