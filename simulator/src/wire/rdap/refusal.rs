//! Why a look-up has nothing to show (RFC 9083, section 6; RFC 7480, section 5).
//!
//! RIPE NCC's words are those of its published server (`RdapController`,
//! `RdapRequestValidator`, `RdapLookupService`, `RdapRelationService`,
//! `RdapExceptionMapper`). What the
//! other registries write is not recorded anywhere we know of: theirs are ours,
//! with the statuses of RFC 7480.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;

use super::question::Relation;

/// The address to ask for in the words below.
const EXAMPLE: &str = "198.18.1.0";

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("look-ups are under {0}/, such as {0}/ip/198.18.1.0")]
    OutsideRoot(&'static str),
    #[error("the path has an empty segment; ask ip/198.18.1.0")]
    EmptySegment,
    #[error("`{0}` is no look-up; ask ip/198.18.1.0")]
    Kind(String),
    #[error("what a record was is not simulated; look up what it is: ip/198.18.1.0")]
    History,
    #[error("nothing is asked for; ask ip/198.18.1.0")]
    Empty,
    #[error("`{0}` is neither an address nor a prefix; ask ip/198.18.1.0 or ip/198.18.1.0/24")]
    Network(String),
    #[error("`{text}` has host bits set; ask ip/{network}")]
    HostBits { text: String, network: Prefix },
    #[error("`{0}` is no AS number; ask autnum/64500")]
    Autnum(String),
    #[error("`{0}` is no handle; ask entity/EXAMPLE-1")]
    Handle(String),
    #[error("`{0}` is no reverse zone; ask domain/1.18.198.in-addr.arpa")]
    ForwardDomain(String),
    #[error("name servers are not looked up here; ask domain/1.18.198.in-addr.arpa")]
    Nameserver,
    #[error("a search wants either {0} or handle")]
    SearchTerm(&'static str),
    #[error("`{0}` searches are not simulated; look up ip, autnum, entity or domain")]
    Search(String),
    #[error("there is no relation `{0}`; ask rdap-up, rdap-top, rdap-down or rdap-bottom")]
    Relation(String),
    #[error("AS numbers have no relations; look up autnum")]
    AutnumRelation,
    #[error("no registry of this world has a network that encompasses {0}")]
    NobodysNetwork(Prefix),
    #[error("no registry of this world has {0}")]
    NobodysAutnum(Asn),
    #[error("there is no {0} here")]
    UnknownEntity(String),
    #[error("{0} is not delegated")]
    UnknownDomain(String),
    #[error("no network stands above {1}")]
    NoneRelated(Relation, Prefix),
}

impl Refusal {
    pub(super) const fn status(&self, registry: Registry) -> u16 {
        match self {
            // To RIPE NCC's server a malformed look-up, to the others a page that
            // is not there.
            Self::Kind(_) => match registry {
                Registry::Ripe => 400,
                Registry::Arin | Registry::Apnic | Registry::Lacnic | Registry::Afrinic => 404,
            },
            Self::EmptySegment
            | Self::Empty
            | Self::Network(_)
            | Self::HostBits { .. }
            | Self::Autnum(_)
            | Self::Handle(_)
            | Self::ForwardDomain(_)
            | Self::SearchTerm(_)
            | Self::Relation(_) => 400,
            Self::OutsideRoot(_)
            | Self::NobodysNetwork(_)
            | Self::NobodysAutnum(_)
            | Self::UnknownEntity(_)
            | Self::UnknownDomain(_)
            | Self::NoneRelated(..) => 404,
            Self::History | Self::Nameserver | Self::Search(_) | Self::AutnumRelation => 501,
        }
    }

    pub(super) const fn title(&self, registry: Registry) -> &'static str {
        match (registry, self) {
            // As its server spells it, where others have `Not Found`.
            (Registry::Ripe, Self::NobodysNetwork(_) | Self::NobodysAutnum(_)) => "Not found",
            _ => title(registry, self.status(registry)),
        }
    }

    /// The words, with an address to ask for that the registry has, if it has any.
    pub(super) fn text(&self, registry: Registry, example: Option<IpAddr>) -> String {
        let ours = || match example {
            Some(address) => self.to_string().replace(EXAMPLE, &address.to_string()),
            None => self.to_string(),
        };
        match registry {
            Registry::Ripe => self.at_ripe().unwrap_or_else(ours),
            Registry::Arin | Registry::Apnic | Registry::Lacnic | Registry::Afrinic => ours(),
        }
    }

    /// RIPE NCC's words, where its server has some for the case.
    fn at_ripe(&self) -> Option<String> {
        let text = match self {
            Self::EmptySegment => "Ambiguous URI empty segment".to_owned(),
            Self::Kind(_) => "unknown objectType".to_owned(),
            Self::Empty => "empty lookup term".to_owned(),
            Self::Handle(handle) => format!("Bad organisation or mntner syntax: {handle}"),
            Self::ForwardDomain(_) => {
                "RIPE NCC does not support forward domain queries.".to_owned()
            }
            Self::Nameserver => "Nameserver not supported".to_owned(),
            Self::SearchTerm(by) => {
                format!("Either {by} or handle is a required parameter, but never both")
            }
            Self::Relation(name) => format!("Relation {name} doesn't exist"),
            Self::AutnumRelation => "Relation queries not allowed for autnum".to_owned(),
            // It looks the resource up in the delegation statistics and finds
            // nobody to redirect to.
            Self::NobodysNetwork(_) | Self::NobodysAutnum(_) => "Redirect URI not found".to_owned(),
            Self::UnknownEntity(handle) if handle.to_ascii_uppercase().starts_with("ORG-") => {
                format!("Requested organisation not found: {handle}")
            }
            Self::UnknownEntity(_) | Self::UnknownDomain(_) => {
                "Requested object not found".to_owned()
            }
            Self::NoneRelated(Relation::Top, prefix) => {
                format!("No top-level object has been found for {prefix}")
            }
            Self::NoneRelated(_, prefix) => {
                format!("No up level object has been found for {prefix}")
            }
            Self::OutsideRoot(_)
            | Self::History
            | Self::Network(_)
            | Self::HostBits { .. }
            | Self::Autnum(_)
            | Self::Search(_) => return None,
        };
        Some(text)
    }
}

/// A status by its name (RFC 9110, section 15), which RIPE NCC's server shortens
/// once (`RdapExceptionMapper`).
pub(super) const fn title(registry: Registry, status: u16) -> &'static str {
    match (registry, status) {
        (_, 400) => "Bad Request",
        (_, 404) => "Not Found",
        (Registry::Ripe, 405) => "Not Allowed",
        (_, 405) => "Method Not Allowed",
        (_, 406) => "Not Acceptable",
        (_, 429) => "Too Many Requests",
        _ => "Not Implemented",
    }
}
