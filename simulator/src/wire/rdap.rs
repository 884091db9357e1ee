//! RDAP as ARIN, RIPE NCC and APNIC answer it.
//!
//! The common part is RFC 9082's: `ip/<address>` and `ip/<prefix>/<length>` give
//! the smallest network that encompasses what is asked, `help` gives the notices.
//! What another registry holds is a redirection to it (RFC 7480, section 5.2).
//! Each registry writes a body of its own, in a file of its own.
//!
//! Absent: autnum, domain, nameserver and entity look-ups, and searches; they
//! are answered as not implemented.

use std::net::IpAddr;

use byoip_vocabulary::prefix::{ParsePrefixError, Prefix, PrefixError};
use byoip_vocabulary::registry::Registry;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::http::{Answer, Query};
use crate::world::World;
use crate::world::registry::{Network, Record, shown};

mod apnic;
mod arin;
mod object;
mod ripe;
mod vcard;

use object::Object;

#[cfg(test)]
mod tests;

const MEDIA_TYPE: &str = "application/rdap+json";

/// Answers one look-up at one registry.
pub(crate) fn answer(registry: Registry, query: &Query<'_>, world: &World) -> Answer {
    let site = Site { registry, query };
    let answer = match lookup(&site, world) {
        Ok(Found::Help) => body(200, help(&site, world)),
        Ok(Found::Network(network)) => body(200, describe(&site, world, network)),
        Ok(Found::Elsewhere(holder)) => {
            Answer::new(301, MEDIA_TYPE, "").with("location", site.at_registry(holder))
        }
        Err(error) => body(error.status(), refuse(&site, world, &error)),
    };
    answer.with("access-control-allow-origin", "*")
}

/// Where the client asked, for the links of the answer. Whatever this world
/// serves is linked in the form of the request, be its host the real one or a
/// part of the path, so that a client that follows a link stays in this world.
struct Site<'a> {
    registry: Registry,
    query: &'a Query<'a>,
}

impl Site<'_> {
    /// The URL that was asked.
    fn asked(&self) -> String {
        format!("{}{}", self.query.base, self.query.path)
    }

    /// The URL of a path below this registry's root.
    fn here(&self, path: &str) -> String {
        format!("{}{}{path}", self.query.base, self.registry.rdap_root())
    }

    /// The URL of a path at another host.
    fn at_host(&self, other: &str, path: &str) -> String {
        let base = self
            .query
            .base
            .replacen(self.registry.rdap_host(), other, 1);
        format!("{base}{path}")
    }

    /// The URL of the same look-up at another registry.
    fn at_registry(&self, other: Registry) -> String {
        let below = self.query.path.strip_prefix(self.registry.rdap_root());
        let path = format!("{}{}", other.rdap_root(), below.unwrap_or_default());
        self.at_host(other.rdap_host(), &path)
    }
}

/// What a look-up comes to.
enum Found<'a> {
    Help,
    Network(&'a Network),
    Elsewhere(Registry),
}

fn lookup<'a>(site: &Site<'_>, world: &'a World) -> Result<Found<'a>, LookupError> {
    let path = percent_decode_str(site.query.path).decode_utf8_lossy();
    let below = path.strip_prefix(site.registry.rdap_root());
    let Some(below) = below.and_then(|below| below.strip_prefix('/')) else {
        return Err(LookupError::OutsideRoot(site.registry.rdap_root()));
    };
    let (kind, rest) = below.split_once('/').unwrap_or((below, ""));
    match kind {
        "help" => Ok(Found::Help),
        "ip" => {
            let prefix = read(rest)?;
            match world.registries().smallest_covering(prefix) {
                Some(network) if network.registry == site.registry => Ok(Found::Network(network)),
                Some(network) => Ok(Found::Elsewhere(network.registry)),
                None => Err(LookupError::Unknown(prefix)),
            }
        }
        "autnum" | "domain" | "nameserver" | "entity" | "ips" | "autnums" | "domains"
        | "nameservers" | "entities" => Err(LookupError::NotSimulated(kind.to_owned())),
        _ => Err(LookupError::Kind(kind.to_owned())),
    }
}

/// Reads an address, or a prefix. A zone id is ignored (RFC 9082, section 3.1.1).
fn read(text: &str) -> Result<Prefix, LookupError> {
    let address = text.split_once('%').map_or(text, |(address, _)| address);
    if let Ok(address) = address.parse::<IpAddr>() {
        return Ok(Prefix::host(address));
    }
    text.parse().map_err(|error| match error {
        ParsePrefixError::Prefix(PrefixError::HostBits { network }) => LookupError::HostBits {
            text: text.to_owned(),
            network,
        },
        _ => LookupError::Malformed(text.to_owned()),
    })
}

/// Why a look-up has no network to show.
#[derive(Debug, thiserror::Error)]
enum LookupError {
    #[error("look-ups are under {0}/, such as {0}/ip/198.18.1.0")]
    OutsideRoot(&'static str),
    #[error("`{0}` is no look-up; ask ip/198.18.1.0")]
    Kind(String),
    #[error("`{0}` is neither an address nor a prefix; ask ip/198.18.1.0 or ip/198.18.1.0/24")]
    Malformed(String),
    #[error("`{text}` has host bits set; ask ip/{network}")]
    HostBits { text: String, network: Prefix },
    #[error("{0} look-ups are not simulated; this world answers ip and help")]
    NotSimulated(String),
    #[error("no registry of this world has a network that encompasses {0}")]
    Unknown(Prefix),
}

impl LookupError {
    const fn status(&self) -> u16 {
        match self {
            Self::Kind(_) | Self::Malformed(_) | Self::HostBits { .. } => 400,
            Self::OutsideRoot(_) | Self::Unknown(_) => 404,
            Self::NotSimulated(_) => 501,
        }
    }

    const fn title(&self) -> &'static str {
        match self.status() {
            400 => "Bad Request",
            404 => "Not Found",
            _ => "Not Implemented",
        }
    }
}

fn describe(site: &Site<'_>, world: &World, network: &Network) -> Object {
    match site.registry {
        Registry::Arin => arin::describe(site, world, network),
        // The dialects of LACNIC and AFRINIC are not here yet; their hosts are not
        // routed.
        Registry::Ripe | Registry::Lacnic | Registry::Afrinic => {
            ripe::describe(site, world, network)
        }
        Registry::Apnic => apnic::describe(site, world, network),
    }
}

fn help(site: &Site<'_>, world: &World) -> Object {
    Object::default()
        .with("rdapConformance", conformance(site.registry))
        .with("notices", notices(site, world))
}

/// RFC 9083, section 6.
fn refuse(site: &Site<'_>, world: &World, error: &LookupError) -> Object {
    let text = match (site.registry, error) {
        // RIPE's server looks the address up in the delegation statistics and
        // says that it found nobody to redirect to.
        (Registry::Ripe, LookupError::Unknown(_)) => "Redirect URI not found".to_owned(),
        _ => error.to_string(),
    };
    help(site, world)
        .with("errorCode", error.status())
        .with("title", error.title())
        .with("description", json!([text]))
}

/// A record's remarks (RFC 9083, section 4.3).
fn remarks(registry: Registry, record: &Record) -> Option<Value> {
    let remarks: Vec<Value> = shown::rdap(registry, record)
        .into_iter()
        .map(|remark| {
            let lines: Vec<String> = remark.lines.into_iter().map(|line| line.text).collect();
            let remark = Object::default().with_some("title", remark.title);
            Value::from(remark.with("description", lines))
        })
        .collect();
    let some = !remarks.is_empty();
    some.then(|| Value::from(remarks))
}

const fn conformance(registry: Registry) -> &'static [&'static str] {
    match registry {
        Registry::Arin => arin::CONFORMANCE,
        Registry::Ripe | Registry::Lacnic | Registry::Afrinic => ripe::CONFORMANCE,
        Registry::Apnic => apnic::CONFORMANCE,
    }
}

fn notices(site: &Site<'_>, world: &World) -> Value {
    match site.registry {
        Registry::Arin => arin::notices(site, world),
        Registry::Ripe | Registry::Lacnic | Registry::Afrinic => ripe::notices(site),
        Registry::Apnic => apnic::notices(site),
    }
}

fn body(status: u16, object: Object) -> Answer {
    Answer::new(status, MEDIA_TYPE, object.into_bytes())
}
