//! What a path asks (RFC 9082, section 3), read in one way for every registry.
//!
//! Beyond the RFC: a network by its first and last address, as RIPE NCC's and
//! AFRINIC's own links have it, and the relations of RIPE NCC's
//! `ips/rirSearch1/` (draft-ietf-regext-rdap-rir-search).

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::{ParsePrefixError, Prefix, PrefixError};
use byoip_vocabulary::registry::Registry;
use percent_encoding::percent_decode_str;

use super::refusal::Refusal;
use crate::wire::http::Query;
use crate::wire::reverse::Zone;
use crate::wire::rpsl;

/// A look-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Help,
    Network(Prefix),
    Autnum(Asn),
    Entity(String),
    Domain(Zone),
    Related(Relation, Prefix),
}

/// How networks stand to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The next less specific.
    Up,
    /// The least specific.
    Top,
    /// Those next more specific.
    Down,
    /// Those that have none below.
    Bottom,
}

impl Relation {
    fn read(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "rdap-up" => Some(Self::Up),
            "rdap-top" => Some(Self::Top),
            "rdap-down" => Some(Self::Down),
            "rdap-bottom" => Some(Self::Bottom),
            _ => None,
        }
    }
}

/// Reads what a registry is asked.
pub(super) fn read(registry: Registry, query: &Query<'_>) -> Result<Question, Refusal> {
    let path = percent_decode_str(query.path).decode_utf8_lossy();
    let below = path.strip_prefix(registry.rdap_root());
    let Some(below) = below.and_then(|below| below.strip_prefix('/')) else {
        return Err(Refusal::OutsideRoot(registry.rdap_root()));
    };
    if below.contains("//") || below.starts_with('/') {
        return Err(Refusal::EmptySegment);
    }
    let (kind, rest) = below.split_once('/').unwrap_or((below, ""));
    match kind {
        "help" if rest.is_empty() => Ok(Question::Help),
        "ip" | "autnum" | "entity" | "domain" | "nameserver" if rest.is_empty() => {
            Err(Refusal::Empty)
        }
        "ip" => network(rest).map(Question::Network),
        "autnum" => rest
            .parse()
            .map(Question::Autnum)
            .map_err(|_| Refusal::Autnum(rest.to_owned())),
        "entity" => entity(rest).map(Question::Entity),
        "domain" => Zone::read(rest)
            .map(Question::Domain)
            .ok_or_else(|| Refusal::ForwardDomain(rest.to_owned())),
        "nameserver" | "nameservers" => Err(Refusal::Nameserver),
        "ips" if registry == Registry::Ripe && !rest.is_empty() => relation(rest),
        "autnums" if registry == Registry::Ripe && !rest.is_empty() => Err(Refusal::AutnumRelation),
        "ips" | "autnums" => search(kind, "name", query),
        "entities" => search(kind, "fn", query),
        "domains" => Err(Refusal::Search(kind.to_owned())),
        // APNIC alone tells what a record was; this world does not know.
        "history" if registry == Registry::Apnic => Err(Refusal::History),
        // RIPE NCC's server has no page that is a single word.
        _ if registry == Registry::Ripe && !below.contains('/') => {
            Err(Refusal::OutsideRoot(registry.rdap_root()))
        }
        _ => Err(Refusal::Kind(kind.to_owned())),
    }
}

/// Reads an address, a prefix, or a first and last address. A zone id is ignored
/// (RFC 9082, section 3.1.1).
fn network(text: &str) -> Result<Prefix, Refusal> {
    let malformed = || Refusal::Network(text.to_owned());
    let address = text.split_once('%').map_or(text, |(address, _)| address);
    if let Ok(address) = address.parse::<IpAddr>() {
        return Ok(Prefix::host(address));
    }
    if text.contains('-') {
        return rpsl::range(text).ok_or_else(malformed);
    }
    text.parse().map_err(|error| match error {
        ParsePrefixError::Prefix(PrefixError::HostBits { network }) => Refusal::HostBits {
            text: text.to_owned(),
            network,
        },
        _ => malformed(),
    })
}

/// A handle: letters, digits and what the registries join them with.
fn entity(text: &str) -> Result<String, Refusal> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
    if text.chars().all(is_sign) {
        Ok(text.to_owned())
    } else {
        Err(Refusal::Handle(text.to_owned()))
    }
}

fn relation(text: &str) -> Result<Question, Refusal> {
    let Some((name, rest)) = text
        .strip_prefix("rirSearch1/")
        .and_then(|rest| rest.split_once('/'))
    else {
        return Err(Refusal::Kind(format!("ips/{text}")));
    };
    let relation = Relation::read(name).ok_or_else(|| Refusal::Relation(name.to_owned()))?;
    Ok(Question::Related(relation, network(rest)?))
}

/// A search must say by what, though none is answered here.
fn search(kind: &str, by: &'static str, query: &Query<'_>) -> Result<Question, Refusal> {
    if query.get(by).is_some() == query.get("handle").is_some() {
        return Err(Refusal::SearchTerm(by));
    }
    Err(Refusal::Search(kind.to_owned()))
}
