//! The actions there are, noun by noun.

use super::{address, byoip_cidr, instance, nat_gateway, pool, tag};
use crate::wire::query::action::Action;

const NOUNS: &[&[&Action]] = &[
    address::ACTIONS,
    byoip_cidr::ACTIONS,
    instance::ACTIONS,
    nat_gateway::ACTIONS,
    pool::ACTIONS,
    tag::ACTIONS,
];

/// Every action.
pub(in crate::wire) fn all() -> impl Iterator<Item = &'static Action> {
    NOUNS.iter().copied().flatten().copied()
}

/// The action of a name.
pub(super) fn find(name: &str) -> Option<&'static Action> {
    all().find(|action| action.name == name)
}
