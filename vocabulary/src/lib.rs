//! The words both ends of a BYOIP migration share.
//!
//! Everything here is a value: no I/O, no clock, no randomness. What depends
//! on the time is told the time.
//!
//! - [`prefix`], [`asn`], [`account`], [`region`], [`border_group`]: names, canonical by
//!   construction, so that no `String` stands for one of them further in.
//! - [`registry`]: the five registries, and the fields of their records.
//! - [`roa`] and [`validity`]: route origin authorizations, and what they say of
//!   a route, with the evidence kept (RFC 6811).
//! - [`authorization`], [`signature`], [`certificate`]: the message by which a
//!   holder lets an account bring a range, the signature over it, and the
//!   certificate in the registry that the signature is checked with.
//! - [`state`] and [`error_code`]: EC2's spellings.
//! - [`duration`]: spans of time as people write them.
//!
//! Deliberately absent: what a range is allowed to do (the simulator's world),
//! how any of this is written on a wire (the simulator's wire, the client's
//! SDKs).

#![warn(missing_docs)]

pub mod account;
pub mod asn;
pub mod authorization;
pub mod base64;
pub mod border_group;
pub mod certificate;
pub mod duration;
pub mod error_code;
pub mod prefix;
pub mod region;
pub mod registry;
pub mod roa;
pub mod signature;
pub mod state;
mod text;
pub mod validity;
