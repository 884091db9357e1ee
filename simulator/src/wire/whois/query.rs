//! A query line, in ARIN's manner (`r + = 198.18.0.0/23`) or in RIPE's
//! (`-V Md5.x -r 198.18.1.0`); a bare key is either.
//!
//! ARIN: <https://www.arin.net/resources/registry/whois/rws/cli/>. RIPE:
//! <https://docs.db.ripe.net/How-to-Query-the-RIPE-Database/>.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;

use super::search::{Found, is_team};
use crate::wire::reverse::Zone;
use crate::wire::rpsl;
use crate::world::irr;

#[cfg(test)]
mod tests;

/// What a line asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query<'a> {
    /// The line itself, trimmed.
    pub(super) line: &'a str,
    /// In whose manner.
    pub(super) manner: Manner,
    /// About what.
    pub(super) subject: Subject<'a>,
    /// Which of the networks around it.
    pub(super) reach: Reach,
    /// Records of which kind: ARIN's flags.
    pub(super) kind: Kind,
    /// With organisation and contacts: all but RIPE's `-r` and ARIN's `-`.
    pub(super) contacts: bool,
    /// With the attributes that are meant for the record's own maintainer: `-B`.
    pub(super) unfiltered: bool,
    /// Only what names the object: `-K`.
    pub(super) keys_only: bool,
    /// Whose databases: `-s`. Empty means whichever has it.
    pub(super) sources: Vec<Registry>,
    /// Whether RADb is asked, which is no address registry.
    pub(super) irr: bool,
    /// The databases that RIPE NCC mirrors as well as its own: `-a`.
    pub(super) mirrors: bool,
    /// Networks and reverse zones, whichever of them is asked for: `-d`.
    pub(super) both_ways: bool,
    /// Only objects of these classes: `-T`. Empty means every class.
    classes: Vec<&'a str>,
}

/// Whose syntax a line is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// A key and nothing else.
    Bare,
    /// With ARIN's flags.
    Arin,
    /// With the options of RIPE's software.
    Rpsl,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject<'a> {
    /// An address or a prefix.
    Prefix(Prefix),
    /// An AS number.
    Autnum(Asn),
    /// A reverse zone.
    Zone(Zone),
    /// How to ask a registry.
    Help(Registry),
    /// Anything else, which may be a handle.
    Name(&'a str),
}

/// Which of the networks around a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The smallest that covers it.
    Smallest,
    /// One of exactly it: ARIN's `=`, RIPE's `-x`.
    Exact,
    /// The next less specific: ARIN's `<`, RIPE's `-l`.
    Above,
    /// All less specifics and itself: RIPE's `-L`.
    AllAbove,
    /// The next more specifics: RIPE's `-m`.
    Below,
    /// All more specifics: ARIN's `>`, RIPE's `-M`.
    AllBelow,
}

/// The kind of record that ARIN's flags ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Network,
    Autnum,
    Organization,
    Contact,
    Delegation,
}

/// The classes of RIPE's software, most of which nothing in this world is of.
pub(super) const CLASSES: [&str; 21] = [
    "as-block",
    "as-set",
    "aut-num",
    "domain",
    "filter-set",
    "inet-rtr",
    "inet6num",
    "inetnum",
    "irt",
    "key-cert",
    "mntner",
    "organisation",
    "peering-set",
    "person",
    "poem",
    "poetic-form",
    "role",
    "route",
    "route-set",
    "route6",
    "rtr-set",
];

/// Why a line is answered with an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum QueryError {
    #[error("no entries found")]
    NoEntries(String),
    #[error("no search key specified")]
    NoKey,
    #[error("unknown object type '{0}'")]
    Class(String),
    #[error("invalid option supplied")]
    Option(String),
    #[error("unknown source")]
    Source(String),
}

impl<'a> Query<'a> {
    /// Reads a line; its end may still hang on it.
    pub(super) fn read(line: &'a str) -> Result<Self, QueryError> {
        let line = line.trim();
        let mut query = Self {
            line,
            manner: Manner::Bare,
            subject: Subject::Name(line),
            reach: Reach::Smallest,
            kind: Kind::Any,
            contacts: true,
            unfiltered: false,
            keys_only: false,
            sources: Vec::new(),
            irr: false,
            mirrors: false,
            both_ways: false,
            classes: Vec::new(),
        };
        let key = if line.starts_with('-') {
            query.manner = Manner::Rpsl;
            query.read_options(line)?
        } else {
            query.read_flags(line)
        };
        if key.is_empty() {
            return Err(QueryError::NoKey);
        }
        query.subject = match key {
            "?" if query.manner != Manner::Rpsl => Subject::Help(Registry::Arin),
            _ if query.kind == Kind::Any && key.eq_ignore_ascii_case("help") => {
                Subject::Help(Registry::Ripe)
            }
            _ => subject(key, query.kind),
        };
        Ok(query)
    }

    /// Whether a record is of a class and kind asked for.
    pub(super) fn takes(&self, found: Found<'_>) -> bool {
        let (class, kind) = match found {
            Found::Network(network) => (class(network.prefix), Kind::Network),
            Found::Autnum(_) => ("aut-num", Kind::Autnum),
            Found::Organization(_) => ("organisation", Kind::Organization),
            Found::Contact(holder, it) if is_team(holder, it) => ("irt", Kind::Contact),
            Found::Contact(..) => ("role", Kind::Contact),
            Found::Maintainer(..) => ("mntner", Kind::Any),
            Found::Zone(..) => ("domain", Kind::Delegation),
        };
        self.takes_class(class) && (self.kind == Kind::Any || self.kind == kind)
    }

    /// Whether objects of a class are asked for.
    pub(super) fn takes_class(&self, class: &str) -> bool {
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
                if matches!(option, 'T' | 'V' | 's') {
                    let value = if options.is_empty() {
                        let (value, further) = cut(behind);
                        behind = further;
                        value
                    } else {
                        std::mem::take(&mut options)
                    };
                    self.read_value(option, value)?;
                } else {
                    self.read_option(option)?;
                }
            }
            rest = behind;
        }
        Ok(rest)
    }

    fn read_option(&mut self, option: char) -> Result<(), QueryError> {
        match option {
            'r' => self.contacts = false,
            'B' => self.unfiltered = true,
            'K' => self.keys_only = true,
            'x' => self.reach = Reach::Exact,
            'l' => self.reach = Reach::Above,
            'L' => self.reach = Reach::AllAbove,
            'm' => self.reach = Reach::Below,
            'M' => self.reach = Reach::AllBelow,
            'a' => self.mirrors = true,
            'd' => self.both_ways = true,
            // Grouping, the local registry only, the smallest with its abuse
            // contact: one order and one database here.
            'G' | 'R' | 'c' | 'C' => {}
            _ => return Err(QueryError::Option(format!("-{option}"))),
        }
        Ok(())
    }

    fn read_value(&mut self, option: char, value: &'a str) -> Result<(), QueryError> {
        match option {
            'T' => {
                let is = |class: &str| CLASSES.iter().any(|it| it.eq_ignore_ascii_case(class));
                if let Some(class) = value.split(',').find(|it| !it.is_empty() && !is(it)) {
                    return Err(QueryError::Class(class.to_owned()));
                }
                self.classes.extend(value.split(','));
            }
            's' => {
                for name in value.split(',') {
                    if name.eq_ignore_ascii_case(irr::SOURCE) {
                        self.irr = true;
                        continue;
                    }
                    // A mirror of another database, `APNIC-GRS`, is that database.
                    let database = name.split('-').next().unwrap_or_default();
                    let source = database.to_ascii_lowercase().parse();
                    let source = source.map_err(|_| QueryError::Source(name.to_owned()))?;
                    if !self.sources.contains(&source) {
                        self.sources.push(source);
                    }
                }
            }
            // The client's version.
            _ => {}
        }
        Ok(())
    }

    /// Takes ARIN's flags and modifiers from the front and leaves the key. A word
    /// that is no flag is the key's own.
    fn read_flags(&mut self, line: &'a str) -> &'a str {
        let mut rest = line;
        loop {
            let (word, behind) = cut(rest);
            match word {
                "n" | "r" => self.kind = Kind::Network,
                "d" => self.kind = Kind::Delegation,
                "a" => self.kind = Kind::Autnum,
                "o" | "c" => self.kind = Kind::Organization,
                "p" | "e" => self.kind = Kind::Contact,
                "z" | "+" | "!" | "@" | "." | "/" => {}
                "-" => self.contacts = false,
                "=" => self.reach = Reach::Exact,
                "<" => self.reach = Reach::Above,
                ">" => self.reach = Reach::AllBelow,
                _ => return rest,
            }
            // A key that looks like a flag, and has nothing behind it, is one.
            if behind.is_empty() && self.manner == Manner::Bare {
                self.kind = Kind::Any;
                return rest;
            }
            self.manner = Manner::Arin;
            rest = behind;
        }
    }
}

/// The class of a network in RPSL.
pub(super) fn class(prefix: Prefix) -> &'static str {
    if prefix.is_ipv4() {
        "inetnum"
    } else {
        "inet6num"
    }
}

fn subject(key: &str, kind: Kind) -> Subject<'_> {
    if let Ok(address) = key.parse::<IpAddr>() {
        return Subject::Prefix(Prefix::host(address));
    }
    let prefix = key.parse().ok().or_else(|| rpsl::range(key));
    if let Some(prefix) = prefix.or_else(|| short(key)) {
        return Subject::Prefix(prefix);
    }
    if let Some(zone) = Zone::read(key) {
        return Subject::Zone(zone);
    }
    let bare = key.bytes().all(|byte| byte.is_ascii_digit());
    match key.parse() {
        // A bare number is an AS number where one is asked for.
        Ok(number) if !bare || kind == Kind::Autnum => Subject::Autnum(number),
        Ok(_) | Err(_) => Subject::Name(key),
    }
}

/// A prefix as LACNIC writes it, without the zeros at its end: `198.19.64/22`.
fn short(key: &str) -> Option<Prefix> {
    let (numbers, length) = key.split_once('/')?;
    let missing = 4usize.checked_sub(numbers.split('.').count())?;
    format!("{numbers}{}/{length}", ".0".repeat(missing))
        .parse()
        .ok()
}

/// The first word, and what follows it.
fn cut(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}
