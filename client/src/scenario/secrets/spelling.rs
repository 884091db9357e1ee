//! How a secret is written where a text is not taken as it is: in URLs, forms,
//! JSON, XML and HTML. Whoever shows it showed the same secret.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Everything but what RFC 3986 leaves as it is.
const URL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same, of a path: Python's `quote` leaves its slashes.
const PATH: &AsciiSet = &URL.remove(b'/');

/// Every spelling that is looked for, the text itself first.
pub(super) fn spellings(text: &str) -> Vec<String> {
    let url = utf8_percent_encode(text, URL).to_string();
    let path = utf8_percent_encode(text, PATH).to_string();
    let json = in_json(text);
    let ascii = ascii(&json);
    let xml = xml(text);
    let html = xml.replace('"', "&quot;");
    vec![
        text.to_owned(),
        lower(&url),
        lower(&path),
        url.replace("%20", "+"),
        path.replace("%20", "+"),
        url,
        path,
        // A document in a document, as event logs quote what was answered.
        in_json(&json),
        in_json(&ascii),
        in_json(&xml),
        json,
        ascii,
        html.replace('\'', "&#39;"),
        html.replace('\'', "&apos;"),
        html.replace('\'', "&#x27;"),
        html,
        xml,
    ]
}

/// As a JSON text, without the quotes around it.
fn in_json(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    let inner = quoted.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inner.unwrap_or(&quoted).to_owned()
}

/// JSON that has nothing but ASCII, as Python writes it.
fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    let mut written = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            written.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                written.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    written
}

/// As the text of an element.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// With the hexadecimal digits of its escapes in lower case.
fn lower(url: &str) -> String {
    let mut parts = url.split('%');
    let plain = parts.next().unwrap_or_default().to_owned();
    let escapes = parts.map(|part| match part.split_at_checked(2) {
        Some((digits, rest)) => format!("%{}{rest}", digits.to_ascii_lowercase()),
        None => format!("%{part}"),
    });
    escapes.fold(plain, |url, escape| url + &escape)
}
