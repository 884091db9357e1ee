//! Who answers a query, and with which records.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;

use super::names;
use super::query::{Kind, Manner, Query, Reach, Subject};
use crate::wire::reverse::Zone;
use crate::world::World;
use crate::world::registry::{Autnum, Contact, Network, Organization, Registries};

/// The databases that RIPE NCC mirrors, as far as they are RPSL here.
const MIRRORED: [Registry; 2] = [Registry::Apnic, Registry::Afrinic];

/// A record that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    Network(&'a Network),
    Autnum(&'a Autnum),
    Organization(&'a Organization),
    Contact(&'a Organization, &'a Contact),
    Maintainer(&'a Organization, &'a str),
    Zone(Zone, &'a Network),
}

impl Found<'_> {
    /// Whose record it is.
    pub(super) const fn registry(self) -> Registry {
        match self {
            Found::Network(network) | Found::Zone(_, network) => network.registry,
            Found::Autnum(autnum) => autnum.registry,
            Found::Organization(holder)
            | Found::Contact(holder, _)
            | Found::Maintainer(holder, _) => holder.registry,
        }
    }
}

/// Whether a contact is APNIC's incident response team, and nothing else: a
/// class of its own.
pub(super) fn is_team(holder: &Organization, contact: &Contact) -> bool {
    holder.registry == Registry::Apnic && contact.abuse && !contact.technical
}

/// What came of a query.
pub(super) struct Search<'a> {
    /// Who answers.
    pub(super) registry: Registry,
    /// Whose databases it answers from besides its own.
    pub(super) mirrored: Vec<Registry>,
    /// With what, in the order of the answer.
    pub(super) found: Vec<Found<'a>>,
    /// What another registry has instead.
    pub(super) elsewhere: Option<Found<'a>>,
}

impl<'a> Search<'a> {
    /// Looks a query up.
    pub(super) fn of(query: &Query<'_>, world: &'a World) -> Self {
        let registries = world.registries();
        let has = |registry: &Registry| !records(query, registries, *registry).is_empty();
        let sources = || query.sources.iter().copied();
        let source = sources().find(has).or_else(|| sources().next());
        let named = source.or(match query.manner {
            Manner::Arin => Some(Registry::Arin),
            Manner::Rpsl if query.mirrors => Some(Registry::Ripe),
            Manner::Rpsl | Manner::Bare => None,
        });
        let elsewhere = holder(query, registries);
        let registry =
            named
                .or_else(|| elsewhere.map(Found::registry))
                .unwrap_or(match query.manner {
                    // The server that the usual client falls back to.
                    Manner::Arin | Manner::Bare => Registry::Arin,
                    Manner::Rpsl => Registry::Ripe,
                });
        let mut found = records(query, registries, registry);
        let mirrored: Vec<Registry> = match query.mirrors {
            true => MIRRORED.to_vec(),
            false => sources()
                .filter(|it| *it != registry && is_rpsl(*it) && is_rpsl(registry))
                .collect(),
        };
        for mirrored in &mirrored {
            found.extend(records(query, registries, *mirrored));
        }
        found.retain(|it| query.takes(*it));
        let elsewhere = elsewhere.filter(|it| it.registry() != registry && found.is_empty());
        Self {
            registry,
            mirrored,
            found,
            elsewhere,
        }
    }
}

/// Whether a registry's database is of RPSL here.
const fn is_rpsl(registry: Registry) -> bool {
    matches!(
        registry,
        Registry::Ripe | Registry::Apnic | Registry::Afrinic
    )
}

/// The record that a query is about, at whichever registry.
fn holder<'a>(query: &Query<'_>, registries: &'a Registries) -> Option<Found<'a>> {
    match query.subject {
        Subject::Prefix(prefix) => registries.smallest_covering(prefix).map(Found::Network),
        Subject::Autnum(number) => registries.autnum(number).map(Found::Autnum),
        Subject::Zone(zone) => registries
            .smallest_covering(zone.prefix())
            .map(Found::Network),
        Subject::Help(_) => None,
        Subject::Name(name) => Registry::ALL
            .into_iter()
            .find_map(|registry| of_name(query, registries, registry, name)),
    }
}

/// A registry's own records that a query asks for.
fn records<'a>(
    query: &Query<'_>,
    registries: &'a Registries,
    registry: Registry,
) -> Vec<Found<'a>> {
    match query.subject {
        Subject::Prefix(prefix) => {
            let mut found = networks(query.reach, registries, registry, prefix);
            if query.both_ways || query.kind == Kind::Delegation {
                found.extend(zones(query.reach, registries, registry, prefix));
            }
            found
        }
        Subject::Zone(zone) => {
            let mut found = if query.both_ways {
                networks(query.reach, registries, registry, zone.prefix())
            } else {
                Vec::new()
            };
            found.extend(zones(query.reach, registries, registry, zone.prefix()));
            found
        }
        Subject::Help(_) => Vec::new(),
        Subject::Autnum(number) => autnum(registries, registry, number).into_iter().collect(),
        Subject::Name(name) => match of_name(query, registries, registry, name) {
            Some(found) => vec![found],
            None if registry == Registry::Arin => names::find(query.kind, registries, name),
            None => Vec::new(),
        },
    }
}

fn networks(
    reach: Reach,
    registries: &Registries,
    registry: Registry,
    prefix: Prefix,
) -> Vec<Found<'_>> {
    let own = |network: &&Network| network.registry == registry;
    // What was handed to another registry leaves a stub.
    let smallest = || {
        let network = registries.smallest_covering(prefix).filter(own);
        network.or_else(|| registries.stub(registry, prefix))
    };
    let mut above = registries.above(prefix).filter(own);
    let mut networks: Vec<&Network> = match reach {
        Reach::Smallest => smallest().into_iter().collect(),
        Reach::Exact => registries
            .network_of(registry, prefix)
            .into_iter()
            .collect(),
        Reach::Above => above.next().into_iter().collect(),
        Reach::AllAbove => {
            let mut all: Vec<&Network> = above.collect();
            all.reverse();
            all.extend(registries.network_of(registry, prefix));
            all
        }
        Reach::Below | Reach::AllBelow => registries
            .below(prefix)
            .filter(own)
            .filter(|network| network.prefix != prefix)
            .collect(),
    };
    if reach == Reach::Below {
        keep_outermost(&mut networks, |network| network.prefix);
    }
    networks.into_iter().map(Found::Network).collect()
}

/// The zones that a registry has delegated around addresses, or inside them.
/// LACNIC's server takes no zones.
fn zones(
    reach: Reach,
    registries: &Registries,
    registry: Registry,
    prefix: Prefix,
) -> Vec<Found<'_>> {
    if registry == Registry::Lacnic {
        return Vec::new();
    }
    let smallest = || registries.smallest_covering(prefix).into_iter();
    let has_zones = |network: &&Network| {
        network.registry == registry
            && !network.nameservers.is_empty()
            // A stub has gone with its zones.
            && network.transferred_to.is_none()
    };
    let exact = registries.network_of(registry, prefix).into_iter();
    let above = registries.above(prefix);
    let around = exact.chain(above).filter(has_zones).filter_map(|network| {
        let zone = Zone::around(prefix, network.prefix)?;
        Some((zone, network))
    });
    let is_exact = |(zone, _): &(Zone, &Network)| zone.prefix() == prefix;
    let mut zones: Vec<(Zone, &Network)> = match reach {
        Reach::Smallest => around.take(1).collect(),
        Reach::Exact => around.filter(is_exact).take(1).collect(),
        Reach::Above => around.filter(|it| !is_exact(it)).take(1).collect(),
        Reach::AllAbove => {
            let mut all: Vec<_> = around.collect();
            all.reverse();
            all
        }
        Reach::Below | Reach::AllBelow => {
            let networks = smallest().chain(registries.below(prefix));
            networks
                .filter(has_zones)
                .flat_map(|network| Zone::all_of(network.prefix).map(move |zone| (zone, network)))
                .filter(|it| prefix.covers(it.0.prefix()) && !is_exact(it))
                // Of a network inside another the smaller one's count.
                .filter(|(zone, network)| {
                    registries.smallest_covering(zone.prefix()) == Some(*network)
                })
                .collect()
        }
    };
    zones.dedup_by_key(|(zone, _)| *zone);
    if reach == Reach::Below {
        keep_outermost(&mut zones, |(zone, _)| zone.prefix());
    }
    zones
        .into_iter()
        .map(|(zone, network)| Found::Zone(zone, network))
        .collect()
}

/// Keeps the first level: what no other of them covers.
fn keep_outermost<T: Copy>(all: &mut Vec<T>, prefix: impl Fn(T) -> Prefix) {
    all.sort_by_key(|it| prefix(*it));
    let mut last: Option<Prefix> = None;
    all.retain(|it| {
        // In this order nothing stands between a prefix and what it covers.
        let it = prefix(*it);
        let is_outermost = !last.is_some_and(|last| last.covers(it));
        if is_outermost {
            last = Some(it);
        }
        is_outermost
    });
}

fn autnum(registries: &Registries, registry: Registry, number: Asn) -> Option<Found<'_>> {
    let autnum = registries.autnum(number)?;
    (autnum.registry == registry).then_some(Found::Autnum(autnum))
}

/// A record by its handle, of the kinds that a query takes.
fn of_name<'a>(
    query: &Query<'_>,
    registries: &'a Registries,
    registry: Registry,
    name: &str,
) -> Option<Found<'a>> {
    let organization = || registries.organization_named(registry, name);
    let contact = || registries.contact(registry, name);
    // RPSL's alone.
    let maintainer = || match is_rpsl(registry) {
        true => registries.maintainer(registry, name),
        false => None,
    };
    let network = || {
        let upper = name.to_ascii_uppercase();
        let exact = registries.network(registry, name);
        exact.or_else(|| registries.network(registry, &upper))
    };
    match query.kind {
        Kind::Any => network()
            .map(Found::Network)
            .or_else(|| organization().map(Found::Organization))
            .or_else(|| contact().map(|(holder, it)| Found::Contact(holder, it)))
            .or_else(|| maintainer().map(|(holder, it)| Found::Maintainer(holder, it))),
        Kind::Network => network().map(Found::Network),
        Kind::Autnum | Kind::Delegation => None,
        Kind::Organization => organization().map(Found::Organization),
        Kind::Contact => contact().map(|(holder, it)| Found::Contact(holder, it)),
    }
}
