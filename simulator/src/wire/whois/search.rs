//! Who answers a query, and with which records.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;

use super::query::{Kind, Manner, Query, Reach, Subject};
use crate::world::World;
use crate::world::registry::{Autnum, Contact, Network, Organization, Registries};

/// A record that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    Network(&'a Network),
    Autnum(&'a Autnum),
    Organization(&'a Organization),
    Contact(&'a Organization, &'a Contact),
}

/// What came of a query.
pub(super) struct Search<'a> {
    /// Who answers.
    pub(super) registry: Registry,
    /// With what, in the order of the answer.
    pub(super) found: Vec<Found<'a>>,
    /// What another registry has instead.
    pub(super) elsewhere: Option<Found<'a>>,
}

impl<'a> Search<'a> {
    /// Looks a query up.
    pub(super) fn of(query: &Query<'_>, world: &'a World) -> Self {
        let registries = world.registries();
        let named = query.source.or(match query.manner {
            Manner::Arin => Some(Registry::Arin),
            Manner::Rpsl | Manner::Bare => None,
        });
        let elsewhere = holder(query, registries);
        let registry = named
            .or_else(|| elsewhere.map(registry_of))
            .unwrap_or(match query.manner {
                // The server that the usual client falls back to.
                Manner::Arin | Manner::Bare => Registry::Arin,
                Manner::Rpsl => Registry::Ripe,
            });
        let mut found = records(query, registries, registry);
        found.retain(|it| query.takes(*it));
        let elsewhere = elsewhere.filter(|it| registry_of(*it) != registry && found.is_empty());
        Self {
            registry,
            found,
            elsewhere,
        }
    }
}

fn registry_of(found: Found<'_>) -> Registry {
    match found {
        Found::Network(network) => network.registry,
        Found::Autnum(autnum) => autnum.registry,
        Found::Organization(organization) | Found::Contact(organization, _) => {
            organization.registry
        }
    }
}

/// The record that a query is about, at whichever registry.
fn holder<'a>(query: &Query<'_>, registries: &'a Registries) -> Option<Found<'a>> {
    match query.subject {
        Subject::Prefix(prefix) => registries.smallest_covering(prefix).map(Found::Network),
        Subject::Autnum(number) => registries.autnum(number).map(Found::Autnum),
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
        Subject::Prefix(prefix) => networks(query.reach, registries, registry, prefix),
        Subject::Autnum(number) => autnum(registries, registry, number).into_iter().collect(),
        Subject::Name(name) => of_name(query, registries, registry, name)
            .into_iter()
            .collect(),
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
        // Only the first level: what no other of them covers.
        let all = networks.clone();
        let inside = |one: &Network, other: &&Network| {
            other.prefix != one.prefix && other.prefix.covers(one.prefix)
        };
        networks.retain(|one| !all.iter().any(|other| inside(one, other)));
    }
    networks.into_iter().map(Found::Network).collect()
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
    let network = || {
        let upper = name.to_ascii_uppercase();
        let exact = registries.network(registry, name);
        exact.or_else(|| registries.network(registry, &upper))
    };
    match query.kind {
        Kind::Any => network()
            .map(Found::Network)
            .or_else(|| organization().map(Found::Organization))
            .or_else(|| contact().map(|(holder, it)| Found::Contact(holder, it))),
        Kind::Network => network().map(Found::Network),
        Kind::Autnum => None,
        Kind::Organization => organization().map(Found::Organization),
        Kind::Contact => contact().map(|(holder, it)| Found::Contact(holder, it)),
    }
}
