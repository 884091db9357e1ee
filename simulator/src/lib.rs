//! One deterministic world of AWS, the address registries, the RPKI and the
//! internet, answering the real protocols.
//!
//! - [`world`]: a pure state machine. Nouns, their facts, their rules.
//! - [`clock`]: virtual time as a function of wall time.
//! - [`simulation`]: a world and its clock, shared by everybody who asks.
//! - `repository`: what the registries publish in the RPKI, as signed objects.
//! - `wire`: bytes outside, the world's words inside; a room per protocol.
//! - `world_file`: what a world begins with, read from YAML.
//! - `saved`: a world written down whole, and begun again from that.
//! - [`shell`]: sockets, the wall clock, files; the only place with any of them.
//! - [`cli`]: the command line of `byoip-sim`.
//! - `suggestion`: the known name that somebody meant.
//! - [`testing`]: a simulator inside somebody's test.
//!
//! Invariants: the world does not know what time it is, it is told; the world
//! has never seen a byte, the wire has no state; reading changes nothing; only
//! facts change the world, and every fact is in the log; two runs with one seed
//! differ in nothing.

pub mod cli;
pub mod clock;
#[cfg(fuzzing)]
pub mod fuzzing;
mod repository;
mod saved;
pub mod shell;
pub mod simulation;
mod suggestion;
pub mod testing;
mod wire;
pub mod world;
mod world_file;
