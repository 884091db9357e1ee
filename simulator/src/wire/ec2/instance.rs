//! Instances.

use crate::wire::query::action::Action;

mod describe;

pub(super) const ACTIONS: &[&Action] = &[&describe::ACTION];
