//! AWS Signature Version 4, computed.
//!
//! Source: AWS Identity and Access Management, "Create a signed AWS API
//! request". Each text on the way is a function of its own, so that a test can
//! hold each against AWS's published vectors.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use sha2::{Digest, Sha256};

use super::scope::Scope;

#[cfg(test)]
mod tests;

/// What SigV4's URI encoding leaves as it is: unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The parts of a request that a signature covers.
#[derive(Clone, Debug)]
pub(crate) struct Signed<'a> {
    /// `GET` or `POST`.
    pub(crate) method: &'a str,
    /// The path as sent.
    pub(crate) path: &'a str,
    /// The query's pairs, decoded, without the signature itself.
    pub(crate) query: &'a [(String, String)],
    /// The signed headers in the order of the signature's list, which is
    /// alphabetical: lower-case name and value.
    pub(crate) headers: &'a [(String, String)],
    /// The body.
    pub(crate) body: &'a [u8],
}

impl Signed<'_> {
    /// The canonical request.
    pub(crate) fn canonical_request(&self) -> String {
        let mut text = String::with_capacity(512);
        // HTTP method
        text.push_str(self.method);
        text.push('\n');
        // Canonical URI: the path, each segment encoded once more
        let segments = self.path.split('/').map(encode);
        text.push_str(&segments.collect::<Vec<_>>().join("/"));
        text.push('\n');
        // Canonical query string: encoded and sorted
        let mut query: Vec<(String, String)> = self
            .query
            .iter()
            .map(|(name, value)| (encode(name), encode(value)))
            .collect();
        query.sort();
        for (index, (name, value)) in query.iter().enumerate() {
            if index > 0 {
                text.push('&');
            }
            text.push_str(name);
            text.push('=');
            text.push_str(value);
        }
        text.push('\n');
        // Canonical headers: trimmed, inner blanks collapsed
        for (name, value) in self.headers {
            text.push_str(name);
            text.push(':');
            for (index, word) in value.split_ascii_whitespace().enumerate() {
                if index > 0 {
                    text.push(' ');
                }
                text.push_str(word);
            }
            text.push('\n');
        }
        text.push('\n');
        // Signed headers
        for (index, (name, _)) in self.headers.iter().enumerate() {
            if index > 0 {
                text.push(';');
            }
            text.push_str(name);
        }
        text.push('\n');
        // Hash of the payload
        text.push_str(&hex(&Sha256::digest(self.body)));
        text
    }
}

/// The string to sign.
pub(crate) fn string_to_sign(scope: &Scope, date_time: &str, canonical_request: &str) -> String {
    let Scope {
        date,
        region,
        service,
        ..
    } = scope;
    let hash = hex(&Sha256::digest(canonical_request.as_bytes()));
    format!("AWS4-HMAC-SHA256\n{date_time}\n{date}/{region}/{service}/aws4_request\n{hash}")
}

/// The signature, in lower-case hexadecimal digits.
pub(crate) fn signature(secret: &str, scope: &Scope, string_to_sign: &str) -> String {
    let key = hmac(format!("AWS4{secret}").as_bytes(), &scope.date);
    let key = hmac(&key, &scope.region);
    let key = hmac(&key, &scope.service);
    let key = hmac(&key, "aws4_request");
    hex(&hmac(&key, string_to_sign))
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Lower-case digits, one by one: the formatter's `{:02x}` took longer than the
/// hashing.
fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0xF])
        .map(|nibble| char::from_digit(nibble.into(), 16).expect("four bits are one digit"))
        .collect()
}

fn encode(text: impl AsRef<str>) -> String {
    percent_encode(text.as_ref().as_bytes(), ENCODED).to_string()
}
