//! The signature over an authorization message: RSASSA-PSS with SHA-256,
//! MGF1-SHA-256 and a salt of 32 bytes (RFC 8017, section 8.1), written in
//! base64 with `-`, `_` and `~` for `+`, `=` and `/` (EC2 User Guide, "Onboard
//! your address range").
//!
//! [`sign`] is in its own file. The check here is OpenSSL's, so that what one
//! half of this project writes is not judged by the other.

use std::fmt;
use std::str::FromStr;

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};
use serde::{Deserialize, Serialize};

use crate::base64;

mod pss;
#[cfg(test)]
mod tests;

pub use pss::{SALT_LENGTH, SignError, sign};

/// SHA-256's digest is as long as the salt.
const DIGEST_LENGTH: usize = 32;

/// A signature's bytes. Says nothing of whether it verifies.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(Vec<u8>);

impl Signature {
    /// The raw bytes, as long as the key's modulus.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Checks it over `message`, and where it fails says why as far as that
    /// can be told.
    pub fn check(&self, key: &PKey<Public>, message: &str) -> SignatureCheck {
        if key.id() != Id::RSA {
            return SignatureCheck::NotRsa;
        }
        if self.0.len() != key.size() {
            return SignatureCheck::WrongLength {
                seen: self.0.len(),
                wanted: key.size(),
            };
        }
        let message = message.as_bytes();
        if self.verifies_with_salt(key, message, RsaPssSaltlen::DIGEST_LENGTH) {
            return SignatureCheck::Verified;
        }
        // On verification OpenSSL reads the "maximum" as "whatever it is", which
        // spares the search for a length where there is none to find.
        if self.verifies_with_salt(key, message, RsaPssSaltlen::MAXIMUM_LENGTH)
            && let Some(length) = self.salt_length(key, message)
        {
            return SignatureCheck::OtherSaltLength(length);
        }
        if self.verifies(key, message, Padding::PKCS1, None) {
            return SignatureCheck::Pkcs1Padding;
        }
        let with_line_end = |end: &[u8]| {
            let text = [message, end].concat();
            self.verifies_with_salt(key, &text, RsaPssSaltlen::DIGEST_LENGTH)
        };
        if with_line_end(b"\n") || with_line_end(b"\r\n") {
            return SignatureCheck::TrailingNewline;
        }
        SignatureCheck::NoMatch
    }

    fn salt_length(&self, key: &PKey<Public>, message: &[u8]) -> Option<u16> {
        let longest = key.size().saturating_sub(DIGEST_LENGTH + 2);
        (0..=u16::try_from(longest).ok()?).find(|length| {
            let salt = RsaPssSaltlen::custom(i32::from(*length));
            self.verifies_with_salt(key, message, salt)
        })
    }

    fn verifies_with_salt(&self, key: &PKey<Public>, message: &[u8], salt: RsaPssSaltlen) -> bool {
        self.verifies(key, message, Padding::PKCS1_PSS, Some(salt))
    }

    fn verifies(
        &self,
        key: &PKey<Public>,
        message: &[u8],
        padding: Padding,
        salt: Option<RsaPssSaltlen>,
    ) -> bool {
        let verify = || -> Result<bool, ErrorStack> {
            let mut verifier = Verifier::new(MessageDigest::sha256(), key)?;
            verifier.set_rsa_padding(padding)?;
            if let Some(salt) = salt {
                verifier.set_rsa_pss_saltlen(salt)?;
                verifier.set_rsa_mgf1_md(MessageDigest::sha256())?;
            }
            verifier.verify_oneshot(&self.0, message)
        };
        // OpenSSL answers some mismatches with an error, and a key it cannot
        // verify with has verified nothing.
        verify().unwrap_or(false)
    }
}

impl From<Vec<u8>> for Signature {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = openssl::base64::encode_block(&self.0);
        f.write_str(&text.replace('+', "-").replace('=', "_").replace('/', "~"))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

impl FromStr for Signature {
    type Err = ParseSignatureError;

    fn from_str(text: &str) -> Result<Self, ParseSignatureError> {
        if text.is_empty() {
            return Err(ParseSignatureError::Empty);
        }
        let body = text.trim_end_matches('_');
        for (index, found) in text.chars().enumerate() {
            let position = index + 1;
            match found {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '~' => {}
                '_' if index >= body.len() => {}
                '_' => return Err(ParseSignatureError::UrlSafe { position }),
                '\n' | '\r' => return Err(ParseSignatureError::LineEnd { position }),
                '+' | '=' | '/' => {
                    return Err(ParseSignatureError::StandardBase64 { found, position });
                }
                found => return Err(ParseSignatureError::Character { found, position }),
            }
        }
        let standard = text.replace('-', "+").replace('_', "=").replace('~', "/");
        match base64::decode(&standard) {
            Some(bytes) => Ok(Self(bytes)),
            None => Err(ParseSignatureError::Length(text.len())),
        }
    }
}

/// Why a text is not a signature in AWS's alphabet. Positions count from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseSignatureError {
    /// Nothing is there.
    #[error("the signature is empty")]
    Empty,
    /// Base64 as openssl writes it, with its alphabet left as it is.
    #[error(
        "`{found}` at character {position} is standard base64; run it through tr -- '+=/' '-_~'"
    )]
    StandardBase64 {
        /// The character.
        found: char,
        /// Where.
        position: usize,
    },
    /// RFC 4648's URL-safe base64 has `_` for `/`; here it stands for `=`.
    #[error(
        "`_` at character {position} is not at the end; url-safe base64 is another alphabet, `/` must become `~`"
    )]
    UrlSafe {
        /// Where.
        position: usize,
    },
    /// The lines that openssl breaks base64 into.
    #[error("a line end at character {position}; run it through tr -d '\\n'")]
    LineEnd {
        /// Where.
        position: usize,
    },
    /// A character of no base64 alphabet.
    #[error("{found:?} at character {position} is no base64")]
    Character {
        /// The character.
        found: char,
        /// Where.
        position: usize,
    },
    /// Base64 comes in groups of four characters.
    #[error(
        "{0} characters are not whole groups of four with their padding; the signature is cut short"
    )]
    Length(usize),
}

/// What checking a signature found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureCheck {
    /// It verifies over the message, exactly as documented.
    Verified,
    /// It verifies with a salt of this length.
    OtherSaltLength(u16),
    /// It verifies as RSASSA-PKCS1-v1_5.
    Pkcs1Padding,
    /// It verifies over the message and a line end behind it.
    TrailingNewline,
    /// It is not as long as the key's modulus.
    WrongLength {
        /// Its bytes.
        seen: usize,
        /// The modulus's.
        wanted: usize,
    },
    /// The key is no RSA key.
    NotRsa,
    /// Another key or another message.
    NoMatch,
}

impl SignatureCheck {
    /// Whether the signature is good.
    pub fn is_verified(self) -> bool {
        self == Self::Verified
    }
}

impl fmt::Display for SignatureCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified => f.write_str("verified"),
            Self::OtherSaltLength(length) => write!(
                f,
                "the salt has {length} bytes, not 32; sign with rsa_pss_saltlen:-1"
            ),
            Self::Pkcs1Padding => {
                f.write_str("the padding is PKCS#1 v1.5, not PSS; sign with rsa_padding_mode:pss")
            }
            Self::TrailingNewline => f.write_str(
                "the signed text has a line end behind the message; use printf %s or echo -n",
            ),
            Self::WrongLength { seen, wanted } => write!(
                f,
                "the signature has {seen} bytes and the key {wanted}; it is another key's or cut short"
            ),
            Self::NotRsa => f.write_str("the key is no RSA key; RSAPSS needs one"),
            Self::NoMatch => {
                f.write_str("another key signed it, or this key signed another message")
            }
        }
    }
}
