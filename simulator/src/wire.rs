//! Bytes on the outside, the world's words on the inside: a room per protocol.
mod aws;
mod ec2;
pub(crate) mod http;
mod sts;
