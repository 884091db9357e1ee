//! The actions there are, noun by noun.

use super::{
    address, byoasn, byoip_cidr, instance, internet_gateway, nat_gateway, network_interface, pool,
    route_table, subnet, tag, vpc,
};
use crate::wire::query::action::Action;

const NOUNS: &[&[&Action]] = &[
    address::ACTIONS,
    byoasn::ACTIONS,
    byoip_cidr::ACTIONS,
    instance::ACTIONS,
    internet_gateway::ACTIONS,
    nat_gateway::ACTIONS,
    network_interface::ACTIONS,
    pool::ACTIONS,
    route_table::ACTIONS,
    subnet::ACTIONS,
    tag::ACTIONS,
    vpc::ACTIONS,
];

/// Every action.
pub(in crate::wire) fn all() -> impl Iterator<Item = &'static Action> {
    NOUNS.iter().copied().flatten().copied()
}

/// The action of a name.
pub(super) fn find(name: &str) -> Option<&'static Action> {
    all().find(|action| action.name == name)
}
