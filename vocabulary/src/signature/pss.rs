//! Signing with a salt that is told.
//!
//! OpenSSL draws the salt itself and takes none from outside, so a rehearsal
//! could not repeat byte for byte. The encoding is therefore written here
//! (RFC 8017, sections 8.1.1 and 9.1.1); only the raw RSA operation is
//! OpenSSL's.

use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Padding;
use openssl::sha::sha256;

use super::{DIGEST_LENGTH, Signature};

/// The salt's length in bytes, the digest's own.
pub const SALT_LENGTH: usize = DIGEST_LENGTH;

/// Signs `message`. Equal arguments give equal bytes; the caller draws the salt.
pub fn sign(
    key: &PKey<Private>,
    message: &str,
    salt: [u8; SALT_LENGTH],
) -> Result<Signature, SignError> {
    let rsa = key.rsa().map_err(|_| SignError::NotRsa)?;
    let bits = key.bits();
    let encoded = encode(message.as_bytes(), salt, bits).ok_or(SignError::ShortKey { bits })?;
    // RSASP1 takes an integer as long as the modulus; EMSA-PSS writes one bit
    // less, which is a byte less where the modulus is 8n + 1 bits long.
    let modulus_length = key.size();
    let mut block = vec![0; modulus_length.saturating_sub(encoded.len())];
    block.extend(encoded);
    let mut signature = vec![0; modulus_length];
    rsa.private_encrypt(&block, &mut signature, Padding::NONE)?;
    Ok(Signature(signature))
}

/// Why a message could not be signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The key is of another kind.
    #[error("the key is no RSA key; RSAPSS needs one")]
    NotRsa,
    /// The encoded message does not fit.
    #[error("an RSA key of {bits} bits is too short; take 2048")]
    ShortKey {
        /// The modulus's length.
        bits: u32,
    },
    /// OpenSSL refused the raw operation.
    #[error("openssl could not sign: {0}")]
    OpenSsl(#[from] ErrorStack),
}

/// EMSA-PSS-ENCODE for a modulus of so many bits; none if it is too short.
fn encode(message: &[u8], salt: [u8; SALT_LENGTH], modulus_bits: u32) -> Option<Vec<u8>> {
    let encoded_bits = modulus_bits.checked_sub(1)?;
    let encoded_length = usize::try_from(encoded_bits.div_ceil(8)).ok()?;
    let block_length = encoded_length.checked_sub(DIGEST_LENGTH + 1)?;
    let zeros = block_length.checked_sub(SALT_LENGTH + 1)?;

    let digest = sha256(&[&[0; 8], sha256(message).as_slice(), &salt].concat());

    let mut block = vec![0; zeros];
    block.push(0x01);
    block.extend(salt);
    for (byte, mask) in block.iter_mut().zip(mask(&digest)) {
        *byte ^= mask;
    }
    let spare_bits = u32::try_from(encoded_length).ok()? * 8 - encoded_bits;
    if let Some(first) = block.first_mut() {
        *first &= 0xff_u8.checked_shr(spare_bits).unwrap_or(0);
    }

    block.extend(digest);
    block.push(0xbc);
    Some(block)
}

/// MGF1 with SHA-256 (RFC 8017, appendix B.2.1), without end.
fn mask(seed: &[u8]) -> impl Iterator<Item = u8> {
    (0_u32..).flat_map(move |counter| sha256(&[seed, &counter.to_be_bytes()].concat()))
}
