//! RDAP as the five registries answer it.
//!
//! The common part is RFC 9082's: an address or prefix gives the smallest network
//! that encompasses it, an AS number, a handle or a reverse zone its record,
//! `help` the notices. What another registry holds, or holds by now, is a
//! redirection to it (RFC 7480, section 5.2). Each registry writes a body of its
//! own, in a file of its own: a [`Dialect`]. Members and their order are those of
//! answers recorded in 2026 (IEISI-ORG/rir-mcp, `fixtures/rdap`) and, for RIPE
//! NCC, of its server's source (RIPE-NCC/whois, `whois-rdap`).
//!
//! - [`question`]: what a path asks.
//! - [`refusal`]: why there is nothing to show; [`transport`]: what HTTP has to
//!   say to it.
//! - [`object`] and [`vcard`]: JSON in the order in which a registry writes it.
//!
//! Absent: searches (answered as not implemented), APNIC's `/history/`, and
//! AFRINIC's contacts as JSContact.

use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::http::{Answer, Query};
use super::reverse::Zone;
use crate::world::World;
use crate::world::registry::{Autnum, Contact, Network, Organization, Registries};

mod afrinic;
mod apnic;
mod arin;
mod lacnic;
mod object;
mod question;
mod refusal;
mod ripe;
mod transport;
mod vcard;

use object::Object;
use question::{Question, Relation};
use refusal::Refusal;
pub(super) use transport::{is_acceptable, not_acceptable, not_allowed, open_to_pages, slow_down};

#[cfg(test)]
mod tests;

const MEDIA_TYPE: &str = "application/rdap+json";

/// What a path may have come with and a URL has not.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Answers one look-up at one registry.
pub(crate) fn answer(registry: Registry, query: &Query<'_>, world: &World) -> Answer {
    let site = Site {
        registry,
        query,
        world,
    };
    let dialect = dialect(registry);
    let object = match find(&site) {
        Ok(Found::Help) => dialect.help(&site),
        Ok(Found::Network(network)) => dialect.network(&site, network),
        Ok(Found::Autnum(autnum)) => dialect.autnum(&site, autnum),
        Ok(Found::Organization(organization)) => dialect.organization(&site, organization),
        Ok(Found::Contact(holder, contact)) => dialect.contact(&site, holder, contact),
        Ok(Found::Maintainer(holder, name)) => ripe::maintainer(&site, holder, name),
        Ok(Found::Domain(zone, network)) => dialect.domain(&site, zone, network),
        Ok(Found::Networks(networks)) => ripe::networks(&site, &networks),
        Ok(Found::Elsewhere(holder)) => {
            return Answer::new(301, MEDIA_TYPE, "").with("location", site.at_registry(holder));
        }
        Err(refusal) => {
            let status = refusal.status(registry);
            let (title, text) = (
                refusal.title(registry),
                refusal.text(registry, site.example()),
            );
            let head = dialect.error(&site, matches!(refusal, Refusal::NobodysAutnum(_)));
            return body(status, refuse(head, status, title, &text));
        }
    };
    body(200, object)
}

/// How a registry writes what it shows.
trait Dialect {
    /// Conformance and notices alone.
    fn help(&self, site: &Site<'_>) -> Object;
    /// The head of an error; the one of an AS number differs at some.
    fn error(&self, site: &Site<'_>, of_autnum: bool) -> Object;
    fn network(&self, site: &Site<'_>, network: &Network) -> Object;
    fn autnum(&self, site: &Site<'_>, autnum: &Autnum) -> Object;
    fn organization(&self, site: &Site<'_>, organization: &Organization) -> Object;
    fn contact(&self, site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object;
    fn domain(&self, site: &Site<'_>, zone: Zone, network: &Network) -> Object;
}

const fn dialect(registry: Registry) -> &'static dyn Dialect {
    match registry {
        Registry::Arin => &arin::Arin,
        Registry::Ripe => &ripe::Ripe,
        Registry::Apnic => &apnic::Apnic,
        Registry::Lacnic => &lacnic::Lacnic,
        Registry::Afrinic => &afrinic::Afrinic,
    }
}

/// Where the client asked, for the links of the answer. Whatever this world
/// serves is linked in the form of the request, be its host the real one or a
/// part of the path, so that a client that follows a link stays in this world.
struct Site<'a> {
    registry: Registry,
    query: &'a Query<'a>,
    world: &'a World,
}

impl<'a> Site<'a> {
    /// An address of the registry's, for hints.
    fn example(&self) -> Option<IpAddr> {
        let mut networks = self.world.registries().networks();
        let own = networks.find(|it| it.registry == self.registry && it.transferred_to.is_none());
        own.map(|network| network.prefix.first())
    }

    fn registries(&self) -> &'a Registries {
        self.world.registries()
    }

    /// The URL that was asked.
    fn asked(&self) -> String {
        format!("{}{}", self.query.base, self.query.path)
    }

    /// The URL of a path below this registry's root.
    fn here(&self, path: &str) -> String {
        format!("{}{}{path}", self.query.base, self.registry.rdap_root())
    }

    /// The URL of the same look-up at another registry.
    fn at_registry(&self, other: Registry) -> String {
        let base = self
            .query
            .base_at(self.registry.rdap_host(), other.rdap_host());
        let below = self.query.path.strip_prefix(self.registry.rdap_root());
        let below = utf8_percent_encode(below.unwrap_or_default(), UNSAFE);
        format!("{base}{}{below}", other.rdap_root())
    }

    /// A link of what was asked.
    fn link(&self, rel: &str, href: String, kind: &str) -> Value {
        json!({ "value": self.asked(), "rel": rel, "href": href, "type": kind })
    }
}

/// What a look-up comes to.
enum Found<'a> {
    Help,
    Network(&'a Network),
    Autnum(&'a Autnum),
    Organization(&'a Organization),
    Contact(&'a Organization, &'a Contact),
    Maintainer(&'a Organization, &'a str),
    Domain(Zone, &'a Network),
    Networks(Vec<&'a Network>),
    Elsewhere(Registry),
}

fn find<'a>(site: &Site<'a>) -> Result<Found<'a>, Refusal> {
    match question::read(site.registry, site.query)? {
        Question::Help => Ok(Found::Help),
        Question::Network(prefix) => {
            let refusal = Refusal::NobodysNetwork(prefix);
            network(site, prefix, refusal, |network| Ok(Found::Network(network)))
        }
        Question::Autnum(number) => match site.registries().autnum(number) {
            Some(autnum) if autnum.registry == site.registry => Ok(Found::Autnum(autnum)),
            Some(autnum) => Ok(Found::Elsewhere(autnum.registry)),
            None => Err(Refusal::NobodysAutnum(number)),
        },
        Question::Entity(handle) => entity(site, &handle).ok_or(Refusal::UnknownEntity(handle)),
        Question::Domain(zone) => {
            let prefix = zone.prefix();
            let refusal = Refusal::NobodysNetwork(prefix);
            network(site, prefix, refusal, |network| {
                let delegated = Zone::around(prefix, network.prefix);
                delegated
                    .filter(|_| !network.nameservers.is_empty())
                    .map(|zone| Found::Domain(zone, network))
                    .ok_or_else(|| Refusal::UnknownDomain(zone.to_string()))
            })
        }
        Question::Related(relation, prefix) => {
            let refusal = Refusal::NoneRelated(relation, prefix);
            network(site, prefix, refusal.clone(), |_| {
                related(site, relation, prefix).ok_or(refusal)
            })
        }
    }
}

/// Finds the smallest network around a prefix, and from there what was asked.
fn network<'a>(
    site: &Site<'a>,
    prefix: Prefix,
    refusal: Refusal,
    then: impl FnOnce(&'a Network) -> Result<Found<'a>, Refusal>,
) -> Result<Found<'a>, Refusal> {
    let registries = site.registries();
    let found = registries.smallest_covering(prefix);
    // A stub says where a block has gone, unless something smaller of this
    // registry's own stands inside it.
    if let Some(stub) = registries.stub(site.registry, prefix)
        && let Some(holder) = stub.transferred_to
        && found.is_none_or(|network| network.prefix.length() <= stub.prefix.length())
    {
        return Ok(Found::Elsewhere(holder));
    }
    match found {
        Some(network) if network.registry == site.registry => then(network),
        Some(network) => Ok(Found::Elsewhere(network.registry)),
        None => Err(refusal),
    }
}

/// An organisation, a contact, or where the registry shows them a maintainer.
fn entity<'a>(site: &Site<'a>, handle: &str) -> Option<Found<'a>> {
    let (registry, registries) = (site.registry, site.registries());
    if let Some(organization) = registries.organization_named(registry, handle) {
        return Some(Found::Organization(organization));
    }
    if let Some((holder, contact)) = registries.contact(registry, handle) {
        return Some(Found::Contact(holder, contact));
    }
    if registry != Registry::Ripe {
        return None;
    }
    let (holder, name) = registries.maintainer(registry, handle)?;
    Some(Found::Maintainer(holder, name))
}

/// The networks of this registry that stand so to a prefix. One above is shown
/// as if it had been looked up; those below are a list, if an empty one.
fn related<'a>(site: &Site<'a>, relation: Relation, prefix: Prefix) -> Option<Found<'a>> {
    let own = |network: &&Network| network.registry == site.registry;
    let registries = site.registries();
    let mut above = registries.above(prefix).filter(own);
    let below: Vec<&Network> = registries
        .below(prefix)
        .filter(own)
        .filter(|network| network.prefix != prefix)
        .collect();
    let covered = |by: &Network, network: &Network| {
        by.prefix != network.prefix && by.prefix.covers(network.prefix)
    };
    let listed = |keep: &dyn Fn(&Network) -> bool| {
        let kept = below.iter().copied().filter(|network| keep(network));
        Some(Found::Networks(kept.collect()))
    };
    match relation {
        Relation::Up => above.next().map(Found::Network),
        Relation::Top => above.last().map(Found::Network),
        Relation::Down => listed(&|network| !below.iter().any(|by| covered(by, network))),
        Relation::Bottom => listed(&|network| !below.iter().any(|it| covered(network, it))),
    }
}

/// RFC 9083, section 6.
fn refuse(head: Object, status: u16, title: &str, text: &str) -> Object {
    head.with("errorCode", status)
        .with("title", title)
        .with("description", json!([text]))
}

fn body(status: u16, object: Object) -> Answer {
    Answer::new(status, MEDIA_TYPE, object.into_bytes())
}
