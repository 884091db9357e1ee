//! Pools of addresses.

use crate::wire::query::action::Action;
use crate::world::World;
use crate::world::aws::pool::{Pool, PoolId};
use crate::world::aws::range::Range;

mod describe_ipv6;
mod describe_public_ipv4;
mod get_associated_ipv6_cidrs;

pub(super) const ACTIONS: &[&Action] = &[
    &describe_ipv6::ACTION,
    &describe_public_ipv4::ACTION,
    &get_associated_ipv6_cidrs::ACTION,
];

/// The names of the filters of both describes: the models have those by tag
/// alone.
const BY_TAG_ALONE: &[&str] = &[];

/// What a pool has under the name of another filter.
fn no_values(_name: &str, _id: &PoolId, _pool: &Pool) -> Vec<String> {
    Vec::new()
}

/// The range that a pool hands out.
fn range<'a>(world: &'a World, pool: &Pool) -> Option<&'a Range> {
    world.ranges().range(&pool.range)
}

/// The range's description, which becomes the pool's.
fn description<'a>(world: &'a World, pool: &Pool) -> &'a str {
    range(world, pool)
        .and_then(|range| range.description.as_deref())
        .unwrap_or_default()
}
