//! Objects of classes that are only shown: a holder's contacts (`role`), its
//! maintainer (`mntner`) and its reverse zones (`domain`), as whois has them.
//! Nobody in this world is a `person`.

use byoip_vocabulary::registry::Registry;

use super::Refusal;
use super::resources::Name;
use crate::wire::owner::rpsl::{self as objects, Attribute};
use crate::wire::reverse::Zone;
use crate::wire::{dates, rpsl};
use crate::world::World;
use crate::world::registry::{Organization, Record};

/// Whether a class is one of those.
pub(super) fn has(class: &str) -> bool {
    let classes = ["role", "person", "mntner", "domain"];
    classes.iter().any(|it| it.eq_ignore_ascii_case(class))
}

/// The object of a key, with its name.
pub(super) fn find(
    world: &World,
    class: &str,
    key: &str,
) -> Result<(Name, Vec<Attribute>), Refusal> {
    let found = match class.to_ascii_lowercase().as_str() {
        "role" => role(world, key),
        "mntner" => maintainer(world, key),
        "domain" => domain(world, key),
        _ => None,
    };
    found.ok_or_else(Refusal::no_entries)
}

fn role(world: &World, key: &str) -> Option<(Name, Vec<Attribute>)> {
    let (holder, contact) = world.registries().contact(Registry::Ripe, key)?;
    let mut list = List::default();
    list.add("role", [&contact.name])
        .add("address", rpsl::address(holder))
        .add("phone", [&contact.phone])
        .add("e-mail", [&contact.email])
        .add("nic-hdl", [&contact.handle])
        .add("mnt-by", maintainer_of(world, holder));
    let name = Name {
        class: "role",
        attribute: "nic-hdl",
        key: contact.handle.clone(),
    };
    Some((name, list.end(&holder.record)))
}

fn maintainer(world: &World, key: &str) -> Option<(Name, Vec<Attribute>)> {
    let (holder, maintainer) = world.registries().maintainer(Registry::Ripe, key)?;
    let mut list = List::default();
    list.add("mntner", [maintainer])
        .add("org", [&holder.handle])
        .add("admin-c", desks(Some(holder)))
        .add("tech-c", desks(Some(holder)))
        // How it proves who it is the database shows to itself alone.
        .add("auth", ["# Filtered"])
        .add("mnt-by", [maintainer]);
    let name = Name::of("mntner", maintainer);
    Some((name, list.end(&holder.record)))
}

fn domain(world: &World, key: &str) -> Option<(Name, Vec<Attribute>)> {
    let zone = Zone::read(key)?;
    let registries = world.registries();
    let network = registries.smallest_covering(zone.prefix())?;
    let is_delegated = Zone::around(zone.prefix(), network.prefix) == Some(zone);
    if network.registry != Registry::Ripe || network.nameservers.is_empty() || !is_delegated {
        return None;
    }
    let holder = registries.holder(network);
    let mut list = List::default();
    list.add("domain", [zone])
        .add("org", [&network.organization])
        .add("admin-c", desks(holder))
        .add("tech-c", desks(holder))
        .add("zone-c", desks(holder))
        .add("nserver", &network.nameservers)
        .add("mnt-by", network.maintainer.as_deref());
    let name = Name::of("domain", &zone.to_string());
    Some((name, list.end(&network.record)))
}

fn desks(holder: Option<&Organization>) -> Vec<&str> {
    rpsl::desks(holder).map(|it| it.handle.as_str()).collect()
}

/// An organisation's maintainer is that of a network it holds.
fn maintainer_of<'a>(world: &'a World, holder: &Organization) -> Option<&'a str> {
    let mut networks = world.registries().networks_held(holder);
    networks.find_map(|it| it.maintainer.as_deref())
}

/// Attributes in their order.
#[derive(Debug, Default)]
struct List(Vec<Attribute>);

impl List {
    fn add<V: ToString>(&mut self, name: &str, values: impl IntoIterator<Item = V>) -> &mut Self {
        self.0.extend(values.into_iter().map(|value| Attribute {
            name: name.to_owned(),
            value: value.to_string(),
        }));
        self
    }

    fn end(mut self, record: &Record) -> Vec<Attribute> {
        self.add("created", [dates::utc(record.registered)])
            .add("last-modified", [dates::utc(record.changed())])
            .add("source", [objects::source(Registry::Ripe)]);
        self.0
    }
}
