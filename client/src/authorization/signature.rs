//! Signing with a salt that the system draws.

use byoip_vocabulary::signature::{SALT_LENGTH, SignError, Signature, sign as sign_with_salt};
use openssl::pkey::{PKey, Private};
use openssl::rand::rand_bytes;

/// Signs a message, anew each time.
pub fn sign(key: &PKey<Private>, message: &str) -> Result<Signature, SignError> {
    let mut salt = [0; SALT_LENGTH];
    rand_bytes(&mut salt)?;
    sign_with_salt(key, message, salt)
}
