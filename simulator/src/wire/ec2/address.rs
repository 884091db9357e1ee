//! Elastic IP addresses.

use crate::wire::query::action::Action;

mod allocate;
mod associate;
mod describe;
mod disassociate;
mod release;

pub(super) const ACTIONS: &[&Action] = &[
    &allocate::ACTION,
    &associate::ACTION,
    &describe::ACTION,
    &disassociate::ACTION,
    &release::ACTION,
];
