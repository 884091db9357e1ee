//! Pools of addresses.

use crate::wire::query::action::Action;
use crate::world::World;
use crate::world::aws::pool::Pool;
use crate::world::aws::range::Range;

mod describe_ipv6;
mod describe_public_ipv4;
mod get_associated_ipv6_cidrs;

pub(super) const ACTIONS: &[&Action] = &[
    &describe_ipv6::ACTION,
    &describe_public_ipv4::ACTION,
    &get_associated_ipv6_cidrs::ACTION,
];

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
