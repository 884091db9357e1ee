//! Pools of addresses.

use crate::wire::query::action::Action;

mod describe_public_ipv4;

pub(super) const ACTIONS: &[&Action] = &[&describe_public_ipv4::ACTION];
