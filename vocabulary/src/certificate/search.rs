//! Finding certificates in the free text of a registry's record.
//!
//! AWS documents one shape: one line, with both markers. Registries wrap lines,
//! drop repeated ones and swap hyphens for dashes, and people leave markers
//! out. So everything that was meant as a certificate is found, with its shape
//! and, where it cannot be read, the reason. What AWS would make of a shape is
//! for the reader to judge.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::Certificate;
use crate::base64;

#[cfg(test)]
mod tests;

/// The marker before a certificate (RFC 7468, section 5.1).
pub(super) const BEGIN: &str = "-----BEGIN CERTIFICATE-----";

/// The marker behind it.
pub(super) const END: &str = "-----END CERTIFICATE-----";

/// How many hyphens stand on either side of a marker's words.
const HYPHENS: usize = 5;

/// How a certificate without its BEGIN begins: a DER sequence of 256 to 65535
/// bytes, which every certificate with an RSA key is.
const DER_SEQUENCE: &str = "MII";

/// The shortest text that is taken for a certificate without a marker. A line
/// of PEM has 64 characters; no word of prose has.
const SHORTEST_BARE: usize = 64;

/// Something that was meant as a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The lines it stands on, counted from zero.
    pub lines: RangeInclusive<usize>,
    /// How it lies on them.
    pub shape: Shape,
    /// The certificate, or why it is none.
    pub outcome: Result<Certificate, Unreadable>,
}

/// How a certificate lies on its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// On a single line, as AWS asks for.
    OneLine,
    /// Over several.
    BrokenOverLines {
        /// How many.
        count: usize,
    },
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneLine => f.write_str("on one line"),
            Self::BrokenOverLines { count } => write!(f, "broken over {count} lines"),
        }
    }
}

/// Why something that was meant as a certificate cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// Nothing marks where it begins.
    #[error("no -----BEGIN CERTIFICATE----- stands before it")]
    NoBegin,
    /// Nothing marks where it ends.
    #[error("no -----END CERTIFICATE----- stands behind it")]
    NoEnd,
    /// The markers are there, but not with five plain hyphens on either side;
    /// word processors make dashes of them.
    #[error("its markers do not have five plain hyphens on either side")]
    Dashes,
    /// What stands between the markers is something else.
    #[error("what stands between its markers is not base64")]
    Base64,
    /// The bytes are no certificate.
    #[error("it is not an X.509 certificate: {0}")]
    NotX509(String),
    /// The certificate has a key of another kind.
    #[error("its key is no RSA key")]
    NotRsa,
}

/// Finds every certificate, and what was meant as one, in the lines of a text.
/// Labels (`descr:`, `Comment:`) must be stripped already.
pub fn find(lines: &[&str]) -> Vec<Found> {
    let mut search = Search::default();
    for (number, line) in lines.iter().enumerate() {
        for piece in pieces(line) {
            search.see(number, piece);
        }
    }
    search.close();
    search.found
}

#[derive(Default)]
struct Search {
    found: Vec<Found>,
    open: Option<Open>,
}

/// A certificate whose end has not been seen.
struct Open {
    /// The marker it began with, if one did.
    begin: Option<Marker>,
    first: usize,
    /// The last line that looked like a part of it.
    last: usize,
    base64: String,
}

impl Search {
    fn see(&mut self, line: usize, piece: Piece<'_>) {
        match piece {
            Piece::Marker(marker) if marker.begins => {
                self.close();
                self.open = Some(Open {
                    begin: Some(marker),
                    first: line,
                    last: line,
                    base64: String::new(),
                });
            }
            Piece::Marker(marker) => {
                let first = self.open.as_ref().map_or(line, |open| open.first);
                let outcome = self
                    .open
                    .take()
                    .map_or(Err(Unreadable::NoBegin), |open| open.read(marker));
                self.push(first, line, outcome);
            }
            Piece::Text(text) => self.see_text(line, text),
        }
    }

    fn see_text(&mut self, line: usize, text: &str) {
        let text: String = text.split_whitespace().collect();
        if text.is_empty() {
            return;
        }
        let is_base64 = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
        match &mut self.open {
            Some(open) if is_base64 || open.begin.is_some() => {
                if is_base64 {
                    open.last = line;
                }
                open.base64.push_str(&text);
            }
            Some(_) => self.close(),
            None if is_base64 && text.starts_with(DER_SEQUENCE) => {
                self.open = Some(Open {
                    begin: None,
                    first: line,
                    last: line,
                    base64: text,
                });
            }
            None => {}
        }
    }

    /// Gives up on the end of what is open.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        if open.begin.is_some() {
            self.push(open.first, open.last, Err(Unreadable::NoEnd));
        } else if open.base64.len() >= SHORTEST_BARE {
            self.push(open.first, open.last, Err(Unreadable::NoBegin));
        }
    }

    fn push(&mut self, first: usize, last: usize, outcome: Result<Certificate, Unreadable>) {
        let shape = if first == last {
            Shape::OneLine
        } else {
            Shape::BrokenOverLines {
                count: last - first + 1,
            }
        };
        self.found.push(Found {
            lines: first..=last,
            shape,
            outcome,
        });
    }
}

impl Open {
    fn read(self, end: Marker) -> Result<Certificate, Unreadable> {
        let begin = self.begin.ok_or(Unreadable::NoBegin)?;
        if !begin.plain || !end.plain {
            return Err(Unreadable::Dashes);
        }
        let der = base64::decode(&self.base64).ok_or(Unreadable::Base64)?;
        Certificate::from_der(&der)
    }
}

enum Piece<'a> {
    Text(&'a str),
    Marker(Marker),
}

#[derive(Clone, Copy)]
struct Marker {
    begins: bool,
    /// Whether five plain hyphens stand on either side.
    plain: bool,
}

/// Cuts a line at its markers.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, marker, behind)) = next_marker(rest) {
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Marker(marker));
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The first marker, with the text before and behind it.
fn next_marker(text: &str) -> Option<(&str, Marker, &str)> {
    const WORDS: [(&str, bool); 2] = [("BEGIN CERTIFICATE", true), ("END CERTIFICATE", false)];
    let mut from = 0;
    loop {
        let (at, words, begins) = WORDS
            .iter()
            .filter_map(|(words, begins)| {
                let at = text.get(from..)?.find(words)?;
                Some((from + at, *words, *begins))
            })
            .min()?;
        let (before, left) = without_dashes_at_end(text.get(..at)?);
        let (right, behind) = without_dashes_at_start(text.get(at + words.len()..)?);
        if !left.is_empty() || !right.is_empty() {
            let five = "-".repeat(HYPHENS);
            let plain = left == five && right == five;
            return Some((before, Marker { begins, plain }, behind));
        }
        // Words without a dash on either side are prose about certificates.
        from = at + words.len();
    }
}

fn without_dashes_at_end(text: &str) -> (&str, &str) {
    let dashes = text.chars().rev().take(HYPHENS).take_while(is_dash);
    let length: usize = dashes.map(char::len_utf8).sum();
    text.split_at_checked(text.len() - length)
        .unwrap_or((text, ""))
}

fn without_dashes_at_start(text: &str) -> (&str, &str) {
    let dashes = text.chars().take(HYPHENS).take_while(is_dash);
    let length: usize = dashes.map(char::len_utf8).sum();
    text.split_at_checked(length).unwrap_or(("", text))
}

/// The hyphen, the dashes of Unicode's punctuation block and the minus sign.
fn is_dash(character: &char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
