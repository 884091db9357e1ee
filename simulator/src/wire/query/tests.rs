//! What the tests of several files here read.

pub(super) mod vectors;
