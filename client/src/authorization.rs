//! What a holder prepares before AWS is called: a key, a certificate for the
//! registry, the authorization message and its signature.
//!
//! The words and the cryptography are the vocabulary's. Here are files,
//! pass-phrases and randomness. Whatever is written can be read by the openssl
//! command line, and the other way round.

pub mod certificate;
pub mod file;
pub mod key;
pub mod message;
pub mod passphrase;
pub mod signature;
