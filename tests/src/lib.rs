//! What the outside tests share. The tests themselves are in `tests/`; the
//! bytes they compare with, and where those come from, in `golden/`.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON that lacks a member reads as null, and a test fails where it should"
)]

pub mod binary;
pub mod desk;
pub mod prepared;
pub mod simulator;
