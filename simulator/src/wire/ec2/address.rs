//! Elastic IP addresses.

use crate::wire::query::action::Action;

mod allocate;
mod associate;
mod attribute;
mod describe;
mod describe_attribute;
mod disassociate;
mod enable_transfer;
mod modify_attribute;
mod release;
mod reset_attribute;

pub(super) const ACTIONS: &[&Action] = &[
    &allocate::ACTION,
    &associate::ACTION,
    &describe::ACTION,
    &describe_attribute::ACTION,
    &disassociate::ACTION,
    &enable_transfer::ACTION,
    &modify_attribute::ACTION,
    &release::ACTION,
    &reset_attribute::ACTION,
];
