//! What differs between two worlds and must agree within each: ids, accounts,
//! certificates, moments.
//!
//! An address is such a word where EC2 chose it (`publicIp`, `privateIpAddress`):
//! nobody promised which one of a pool or a subnet it would be.
//!
//! The first pairing of a recorded word with a simulated one fixes it. A recorded
//! id is one simulated id from then on, and no other recorded one is. A moment is
//! paired for its member alone: that two things happened in the same second says
//! nothing about another world.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

/// Members whose addresses EC2 chooses.
const ADDRESSES: [&str; 3] = ["privateIp", "privateIpAddress", "publicIp"];

/// Which words of one world are which of the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Mapping {
    forth: BTreeMap<Word, String>,
    back: BTreeMap<String, String>,
}

/// A word that two worlds do not share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// An id, an account or a certificate.
    Name(String),
    /// A moment, and the member that it stands in.
    Moment(String, String),
}

/// A text taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'t> {
    Plain(&'t str),
    Name(&'t str),
    Moment(&'t str),
}

/// Certificates on one line; UUIDs; AWS's ids (`eipalloc-0123…`, `AIDA…`); twelve
/// digits of an account; then moments as RFC 3339 and its relatives write them.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let names = [
        "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/= ]*-----END CERTIFICATE-----",
        r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",
        r"\b[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[0-9a-f]{8,17}\b",
        r"\bA(?:ID|KI|RO|SI)A[A-Z0-9]{12,}\b",
        r"\b[0-9]{12}\b",
    ];
    let moment = r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?";
    let pattern = format!("({})|({moment})", names.join("|"));
    Regex::new(&pattern).expect("a fixed pattern, which a test compiles")
});

/// Certificates alone.
static CERTIFICATES: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/= ]*-----END CERTIFICATE-----";
    Regex::new(pattern).expect("a fixed pattern, which a test compiles")
});

impl Mapping {
    /// Pairs two names.
    pub(super) fn pair(&mut self, recorded: &str, simulated: &str) {
        let word = Word::Name(recorded.to_owned());
        self.forth.insert(word, simulated.to_owned());
        self.back.insert(simulated.to_owned(), recorded.to_owned());
    }

    /// The simulated name of a recorded one.
    pub(super) fn of(&self, recorded: &str) -> Option<&str> {
        let word = Word::Name(recorded.to_owned());
        self.forth.get(&word).map(String::as_str)
    }

    /// A recorded text as this world would have it. A name that nothing is paired
    /// with stays: the world may have it by the same name.
    pub(super) fn translate(&self, text: &str) -> String {
        if let Some(whole) = self.of(text) {
            return whole.to_owned();
        }
        let translated = WORDS.replace_all(text, |found: &Captures<'_>| {
            let word = found.get(0).map_or("", |it| it.as_str());
            self.of(word).unwrap_or(word).to_owned()
        });
        translated.into_owned()
    }

    /// Takes the names of a question, where nothing is paired with them, for the
    /// same in both worlds: it was the caller who chose them.
    pub(super) fn keep(&mut self, text: &str) {
        let address = text.parse::<IpAddr>().ok().map(|_| text);
        let names = pieces("", text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Name(name) => Some(name),
                Piece::Plain(_) | Piece::Moment(_) => None,
            });
        for name in names.chain(address) {
            if self.of(name).is_none() && !self.back.contains_key(name) {
                self.pair(name, name);
            }
        }
    }

    /// Whether two texts of a member say the same, and pairs their words if so.
    pub(super) fn agree(&mut self, member: &str, recorded: &str, simulated: &str) -> bool {
        let (one, other) = (pieces(member, recorded), pieces(member, simulated));
        if one.len() != other.len() {
            return false;
        }
        let mut trial = self.clone();
        let agree = one
            .into_iter()
            .zip(other)
            .all(|pieces| trial.agree_in(member, pieces));
        if agree {
            *self = trial;
        }
        agree
    }

    fn agree_in(&mut self, member: &str, pieces: (Piece<'_>, Piece<'_>)) -> bool {
        match pieces {
            (Piece::Plain(one), Piece::Plain(other)) => one == other,
            (Piece::Name(one), Piece::Name(other)) => {
                let forth = self.of(one).is_none_or(|known| known == other);
                let back = self.back.get(other).is_none_or(|known| known == one);
                if forth && back {
                    self.pair(one, other);
                }
                forth && back
            }
            (Piece::Moment(one), Piece::Moment(other)) => {
                let word = Word::Moment(without_indices(member), one.to_owned());
                let known = self.forth.entry(word).or_insert_with(|| other.to_owned());
                known == other
            }
            (Piece::Plain(_) | Piece::Name(_) | Piece::Moment(_), _) => false,
        }
    }
}

/// Every certificate in a text.
pub(super) fn certificates(text: &str) -> Vec<&str> {
    CERTIFICATES.find_iter(text).map(|it| it.as_str()).collect()
}

/// A member's text without the words that another world has others for.
pub(super) fn skeleton(member: &str, text: &str) -> String {
    let pieces = pieces(member, text).into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Plain(text) => text,
            Piece::Name(_) | Piece::Moment(_) => "*",
        })
        .collect()
}

fn pieces<'t>(member: &str, text: &'t str) -> Vec<Piece<'t>> {
    let last = member.rsplit('.').next().unwrap_or(member);
    if ADDRESSES.contains(&last) && text.parse::<IpAddr>().is_ok() {
        return vec![Piece::Name(text)];
    }
    let mut pieces = Vec::new();
    let mut end = 0;
    for found in WORDS.captures_iter(text) {
        let (Some(whole), is_name) = (found.get(0), found.get(1).is_some()) else {
            continue;
        };
        pieces.push(Piece::Plain(
            text.get(end..whole.start()).unwrap_or_default(),
        ));
        pieces.push(match is_name {
            true => Piece::Name(whole.as_str()),
            false => Piece::Moment(whole.as_str()),
        });
        end = whole.end();
    }
    pieces.push(Piece::Plain(text.get(end..).unwrap_or_default()));
    pieces
}

/// `a.b[3].c` as `a.b.c`.
fn without_indices(member: &str) -> String {
    let mut parts = member.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let rest = part.split_once(']').map_or(part, |(_, rest)| rest);
        format!("{all}{rest}")
    })
}
