//! What a customer runs: prepares, checks, runs and reports a BYOIP migration.
//!
//! Library first: each command of `byoip` is a thin shell on a module here.
//!
//! - [`authorization`]: key, certificate, message and signature as files.
//! - [`preflight`]: whether a range is ready to be brought.
//! - [`cli`]: the commands, one file each, and what they print.
//! - [`exit`]: the exit codes of all of them.
//! - [`clock`]: the one reader of the wall clock.

pub mod authorization;
pub mod cli;
pub mod clock;
pub mod exit;
pub mod preflight;
