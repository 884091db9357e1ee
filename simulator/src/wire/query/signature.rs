//! AWS Signature Version 4, computed.
//!
//! Source: AWS Identity and Access Management, "Create a signed AWS API
//! request". Each text on the way is a function of its own, so that a test can
//! hold each against AWS's published vectors. Not here: where a request says
//! how it is signed (`claim`), and whether to believe it (`authentication`).

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

use super::scope::Scope;

#[cfg(test)]
pub(super) mod tests;

/// What SigV4's URI encoding leaves as it is: unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The query's parameter that holds the signature, which cannot cover itself.
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// The parts of a request that a signature covers.
#[derive(Clone, Debug)]
pub(crate) struct Signed<'a> {
    /// `GET` or `POST`.
    pub(crate) method: &'a str,
    /// The path, [`normalized`] for every service but S3.
    pub(crate) path: &'a str,
    /// The query's pairs, decoded.
    pub(crate) query: &'a [(String, String)],
    /// The signed headers in the order of the signature's list, which is
    /// alphabetical: lower-case name and value.
    pub(crate) headers: &'a [(&'a str, Cow<'a, str>)],
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
        for (index, segment) in self.path.split('/').enumerate() {
            if index > 0 {
                text.push('/');
            }
            text.extend(utf8_percent_encode(segment, ENCODED));
        }
        text.push('\n');
        self.push_canonical_query(&mut text);
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
        push_hex(&mut text, &Sha256::digest(self.body));
        text
    }

    /// The query, encoded and then sorted.
    fn push_canonical_query(&self, text: &mut String) {
        let encode = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let mut query: Vec<(String, String)> = self
            .query
            .iter()
            .filter(|(name, _)| name != SIGNATURE)
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
    }
}

/// A path without empty and dotted segments, as every service but S3 signs it.
pub(crate) fn normalized(path: &str) -> Cow<'_, str> {
    if !path.contains("//") && !path.contains("/.") {
        return Cow::Borrowed(path);
    }
    let mut kept = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    // What ended in a folder still does.
    let is_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    if is_folder && !kept.is_empty() {
        kept.push("");
    }
    Cow::Owned(format!("/{}", kept.join("/")))
}

/// The string to sign.
pub(crate) fn string_to_sign(
    scope: &Scope<'_>,
    date_time: &str,
    canonical_request: &str,
) -> String {
    let mut text = String::with_capacity(160);
    for part in ["AWS4-HMAC-SHA256\n", date_time, "\n", scope.date, "/"] {
        text.push_str(part);
    }
    for part in [scope.region, "/", scope.service, "/aws4_request\n"] {
        text.push_str(part);
    }
    push_hex(&mut text, &Sha256::digest(canonical_request.as_bytes()));
    text
}

/// The key that a secret gives for a scope.
pub(crate) fn signing_key(secret: &str, scope: &Scope<'_>) -> [u8; 32] {
    let key = hmac(format!("AWS4{secret}").as_bytes(), scope.date);
    let key = hmac(&key, scope.region);
    let key = hmac(&key, scope.service);
    hmac(&key, "aws4_request")
}

/// The signature, in lower-case hexadecimal digits.
pub(crate) fn signature(signing_key: &[u8; 32], string_to_sign: &str) -> String {
    let mut text = String::with_capacity(64);
    push_hex(&mut text, &hmac(signing_key, string_to_sign));
    text
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Lower-case digits, one by one: the formatter's `{:02x}` took longer than the
/// hashing.
fn push_hex(text: &mut String, bytes: &[u8]) {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    text.extend(nibbles.map(|nibble| match nibble {
        0..=9 => char::from(b'0' + nibble),
        _ => char::from(b'a' + (nibble - 10)),
    }));
}
