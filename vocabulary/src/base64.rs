//! Base64 without leniency (RFC 4648, section 4). OpenSSL's own block decoder
//! trims blanks and takes padding for data, so what it is given is looked at
//! first.

#[cfg(test)]
mod tests;

/// Decodes standard base64 with its padding; nothing else may stand in `text`.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let known = digits
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    if !known || padding > 2 || !text.len().is_multiple_of(4) {
        return None;
    }
    openssl::base64::decode_block(text).ok()
}
