//! A query line, in ARIN's manner (`r + = 198.18.0.0/23`) or in RIPE's
//! (`-V Md5.x -r 198.18.1.0`); a bare key is either.
//!
//! ARIN: <https://www.arin.net/resources/registry/whois/rws/cli/>. RIPE:
//! <https://docs.db.ripe.net/How-to-Query-the-RIPE-Database/>.

use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;

#[cfg(test)]
mod tests;

/// What a line asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query<'a> {
    /// In whose manner, for the answer that nothing was found.
    pub(super) manner: Manner,
    /// About what.
    pub(super) subject: Subject<'a>,
    /// Only a network of exactly this prefix: ARIN's `=`, RIPE's `-x`.
    pub(super) exact: bool,
    /// With organisation and contacts: all but RIPE's `-r`.
    pub(super) contacts: bool,
    /// With the attributes that are meant for the record's own maintainer: `-B`.
    pub(super) unfiltered: bool,
    /// Only objects of these classes: `-T`. Empty means every class.
    classes: Vec<&'a str>,
}

/// Whose syntax a line is in. A bare key counts as ARIN's, the server that the
/// usual client falls back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Arin,
    Rpsl,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject<'a> {
    /// An address or a prefix.
    Prefix(Prefix),
    /// Anything else, which may be a network's handle.
    Handle(&'a str),
    /// A record of a kind that this world does not show by itself.
    Other,
}

/// Why a line is answered with an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum QueryError {
    #[error("no entries found")]
    NoEntries,
    #[error("no search key specified")]
    NoKey,
    #[error("invalid option supplied")]
    Option(String),
}

impl<'a> Query<'a> {
    /// Reads a line; its end may still hang on it.
    pub(super) fn read(line: &'a str) -> Result<Self, QueryError> {
        let line = line.trim();
        let mut query = Self {
            manner: Manner::Arin,
            subject: Subject::Other,
            exact: false,
            contacts: true,
            unfiltered: false,
            classes: Vec::new(),
        };
        let key = if line.starts_with('-') {
            query.manner = Manner::Rpsl;
            query.read_options(line)?
        } else {
            match line.split_once(char::is_whitespace) {
                Some((flag, rest)) if is_arin_flag(flag) => {
                    let key = query.read_modifiers(rest);
                    if !matches!(flag, "n" | "r" | "z") {
                        return Ok(query);
                    }
                    key
                }
                Some(_) | None => query.read_modifiers(line),
            }
        };
        if key.is_empty() {
            return Err(QueryError::NoKey);
        }
        query.subject = match (key.parse::<IpAddr>(), key.parse()) {
            (Ok(address), _) => Subject::Prefix(Prefix::host(address)),
            (Err(_), Ok(prefix)) => Subject::Prefix(prefix),
            (Err(_), Err(_)) => Subject::Handle(key),
        };
        Ok(query)
    }

    /// Whether objects of a class are asked for.
    pub(super) fn takes(&self, class: &str) -> bool {
        let is = |other: &&str| other.eq_ignore_ascii_case(class);
        self.classes.is_empty() || self.classes.iter().any(is)
    }

    /// Takes RIPE's options from the front of a line and leaves the key.
    fn read_options(&mut self, line: &'a str) -> Result<&'a str, QueryError> {
        let mut rest = line;
        while let Some(options) = rest.strip_prefix('-') {
            let (mut options, mut behind) = cut(options);
            while let Some(option) = options.chars().next() {
                options = options.get(option.len_utf8()..).unwrap_or_default();
                match option {
                    'r' => self.contacts = false,
                    'B' => self.unfiltered = true,
                    'x' => self.exact = true,
                    // Grouping, every source, the local registry only: there is
                    // one order and one source here.
                    'G' | 'a' | 'R' => {}
                    'T' | 'V' | 's' => {
                        let value = if options.is_empty() {
                            let (value, further) = cut(behind);
                            behind = further;
                            value
                        } else {
                            std::mem::take(&mut options)
                        };
                        if option == 'T' {
                            self.classes.extend(value.split(','));
                        }
                    }
                    _ => return Err(QueryError::Option(format!("-{option}"))),
                }
            }
            rest = behind;
        }
        Ok(rest)
    }

    /// Takes ARIN's modifiers from the front and leaves the key. Full and brief
    /// (`+`, `-`) make no difference for a single network, nor does it that the
    /// key is said to be a handle (`!`).
    fn read_modifiers(&mut self, line: &'a str) -> &'a str {
        let mut rest = line.trim_start();
        loop {
            let (modifier, behind) = cut(rest);
            match modifier {
                "=" => self.exact = true,
                "+" | "-" | "!" => {}
                _ => return rest,
            }
            rest = behind;
        }
    }
}

/// ARIN's record types: networks, ranges, delegations, AS numbers, points of
/// contact, organisations, customers, contacts and organisations, everything.
fn is_arin_flag(word: &str) -> bool {
    matches!(word, "n" | "r" | "d" | "a" | "p" | "o" | "c" | "e" | "z")
}

/// The first word, and what follows it.
fn cut(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}
