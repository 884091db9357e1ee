//! What the outside tests share. The tests themselves are in `tests/`; the
//! bytes they compare with, and where those come from, in `golden/`.

pub mod binary;
pub mod desk;
pub mod simulator;
