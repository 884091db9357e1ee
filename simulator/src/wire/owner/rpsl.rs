//! Records as RPSL objects, which RIPE NCC's and APNIC's interfaces take and
//! answer with: the attributes in their order, each with its value as typed.
//!
//! What the databases say of a value, and who may see it, is each room's.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};

use crate::wire::{dates, rpsl};
use crate::world::World;
use crate::world::registry::{
    Autnum, Network, Organization, Record, RecordKey, RecordKind, Registries, Texts,
};

/// A class of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) enum Class {
    Inetnum,
    Inet6num,
    AutNum,
    Organisation,
}

impl Class {
    const ALL: [Self; 4] = [
        Self::Inetnum,
        Self::Inet6num,
        Self::AutNum,
        Self::Organisation,
    ];

    /// The class's name, which is its primary key's too.
    pub(in crate::wire) const fn as_str(self) -> &'static str {
        match self {
            Self::Inetnum => "inetnum",
            Self::Inet6num => "inet6num",
            Self::AutNum => "aut-num",
            Self::Organisation => "organisation",
        }
    }

    /// The class of a name.
    pub(in crate::wire) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|class| class.as_str().eq_ignore_ascii_case(name))
    }

    /// The record of a key, whichever way it is written.
    pub(in crate::wire) fn find(
        self,
        registries: &Registries,
        registry: Registry,
        key: &str,
    ) -> Option<RecordKey> {
        let key = key.trim();
        let (record, handle) = match self {
            Self::Inetnum => {
                let network = match key.parse::<Prefix>() {
                    Ok(prefix) => registries.network_of(registry, prefix),
                    Err(_) => registries.network(registry, &spaced(key)),
                };
                let network = network.filter(|it| it.prefix.is_ipv4() && is_here(it));
                (RecordKind::Network, network?.handle.clone())
            }
            Self::Inet6num => {
                let network = registries.network_of(registry, key.parse().ok()?);
                let network = network.filter(|it| !it.prefix.is_ipv4() && is_here(it));
                (RecordKind::Network, network?.handle.clone())
            }
            Self::AutNum => {
                let asn: Asn = key.parse().ok()?;
                let autnum = registries.autnum(asn)?;
                let is_it = autnum.registry == registry && autnum.first == asn;
                (RecordKind::Autnum, is_it.then(|| autnum.handle())?)
            }
            Self::Organisation => {
                let organization = registries.organization(registry, &key.to_uppercase());
                (RecordKind::Organization, organization?.handle.clone())
            }
        };
        Some(RecordKey {
            registry,
            record,
            handle,
        })
    }
}

/// Whether the registry has more than a stub of it.
fn is_here(network: &Network) -> bool {
    network.transferred_to.is_none()
}

/// A range of addresses with blanks around its dash.
fn spaced(range: &str) -> String {
    match range.split_once('-') {
        Some((first, last)) => format!("{} - {}", first.trim(), last.trim()),
        None => range.to_owned(),
    }
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wire) struct Attribute {
    pub(in crate::wire) name: String,
    /// As typed: with line ends where it is continued on further lines.
    pub(in crate::wire) value: String,
}

/// An object being listed.
#[derive(Debug, Default)]
struct Listing {
    attributes: Vec<Attribute>,
}

impl Listing {
    fn add<V: ToString>(&mut self, name: &str, values: impl IntoIterator<Item = V>) -> &mut Self {
        let attribute = |value: V| Attribute {
            name: name.to_owned(),
            value: value.to_string(),
        };
        self.attributes.extend(values.into_iter().map(attribute));
        self
    }

    fn text(&mut self, record: &Record, field: Field) -> &mut Self {
        self.add(field.as_str(), record.typed(field))
    }

    fn end(&mut self, registry: Registry, record: &Record) -> Vec<Attribute> {
        if registry == Registry::Ripe {
            self.add("created", [dates::utc(record.registered)]);
        }
        self.add("last-modified", [dates::utc(record.typed_at())]);
        self.add("source", [source(registry)]);
        std::mem::take(&mut self.attributes)
    }
}

/// The database's name.
pub(in crate::wire) const fn source(registry: Registry) -> &'static str {
    match registry {
        Registry::Arin => "ARIN",
        Registry::Ripe => "RIPE",
        Registry::Apnic => "APNIC",
        Registry::Lacnic => "LACNIC",
        Registry::Afrinic => "AFRINIC",
    }
}

/// A record's attributes.
pub(in crate::wire) fn describe(world: &World, key: &RecordKey) -> Option<Vec<Attribute>> {
    let registries = world.registries();
    match key.record {
        RecordKind::Network => {
            let network = registries.network(key.registry, &key.handle)?;
            Some(network_object(network, registries.holder(network)))
        }
        RecordKind::Autnum => {
            let autnum = registries.autnum(key.handle.parse().ok()?)?;
            let holder = registries.organization(key.registry, &autnum.organization);
            Some(autnum_object(autnum, holder))
        }
        RecordKind::Organization => {
            let organization = registries.organization(key.registry, &key.handle)?;
            let maintainer = maintainer(world, key);
            Some(organization_object(organization, maintainer))
        }
    }
}

/// Who may change a record, as RPSL names them. An organisation's maintainer is
/// that of a network it holds: the world keeps none for organisations.
pub(in crate::wire) fn maintainer<'a>(world: &'a World, key: &RecordKey) -> Option<&'a str> {
    let registries = world.registries();
    match key.record {
        RecordKind::Network => registries
            .network(key.registry, &key.handle)?
            .maintainer
            .as_deref(),
        RecordKind::Autnum => registries
            .autnum(key.handle.parse().ok()?)?
            .maintainer
            .as_deref(),
        RecordKind::Organization => registries
            .networks()
            .filter(|it| it.registry == key.registry && it.organization == key.handle)
            .find_map(|it| it.maintainer.as_deref()),
    }
}

fn handles(holder: Option<&Organization>) -> Vec<&str> {
    rpsl::desks(holder).map(|it| it.handle.as_str()).collect()
}

fn network_object(network: &Network, holder: Option<&Organization>) -> Vec<Attribute> {
    let class = if network.prefix.is_ipv4() {
        Class::Inetnum
    } else {
        Class::Inet6num
    };
    let record = &network.record;
    let desks = handles(holder);
    let mut listing = Listing::default();
    listing
        .add(class.as_str(), [&network.handle])
        .add("netname", [&network.name])
        .text(record, Field::Descr)
        .add("country", network.country.as_deref())
        .add("org", [&network.organization])
        .add("admin-c", &desks)
        .add("tech-c", &desks)
        .add("status", [&network.status])
        .text(record, Field::Remarks)
        .add("mnt-by", network.maintainer.as_deref());
    if network.registry == Registry::Apnic {
        let teams = rpsl::abuse_contacts(holder);
        listing.add("mnt-irt", teams.map(|it| &it.handle));
    }
    listing.end(network.registry, record)
}

fn autnum_object(autnum: &Autnum, holder: Option<&Organization>) -> Vec<Attribute> {
    let record = &autnum.record;
    let desks = handles(holder);
    let mut listing = Listing::default();
    listing
        .add(Class::AutNum.as_str(), [autnum.handle()])
        .add("as-name", [&autnum.name])
        .text(record, Field::Descr);
    if autnum.registry == Registry::Apnic {
        listing.add("country", autnum.country.as_deref());
    }
    listing
        .text(record, Field::Remarks)
        .add("org", [&autnum.organization])
        .add("admin-c", &desks)
        .add("tech-c", &desks);
    if autnum.registry == Registry::Ripe {
        listing.add("status", ["ASSIGNED"]);
    }
    listing.add("mnt-by", autnum.maintainer.as_deref());
    listing.end(autnum.registry, record)
}

fn organization_object(organization: &Organization, maintainer: Option<&str>) -> Vec<Attribute> {
    let record = &organization.record;
    let holder = Some(organization);
    let emails = rpsl::desks(holder).map(|it| &it.email);
    let mut listing = Listing::default();
    listing
        .add(Class::Organisation.as_str(), [&organization.handle])
        .add("org-name", [&organization.name])
        .add("country", [&organization.country])
        .add("org-type", ["LIR"])
        .add("address", rpsl::address(organization))
        .add("e-mail", emails)
        .add("abuse-c", rpsl::abuse_contacts(holder).map(|it| &it.handle))
        .text(record, Field::Remarks)
        .add("mnt-ref", maintainer)
        .add("mnt-by", maintainer);
    listing.end(organization.registry, record)
}

/// The free text that an object says, of the fields that the record has.
pub(in crate::wire) fn texts(attributes: &[Attribute], record: &Record) -> Texts {
    let fields = Field::ALL.into_iter().filter(|field| record.has(*field));
    let values = |field: Field| {
        let own = attributes.iter().filter(|it| it.name == field.as_str());
        (field, own.map(|it| it.value.clone()).collect())
    };
    fields.map(values).collect()
}

/// The names of the attributes, free text and what the database fills in apart,
/// whose values are not those on record, in whatever order and case.
pub(in crate::wire) fn changed<'a>(
    current: &'a [Attribute],
    sent: &'a [Attribute],
    record: &Record,
) -> Vec<&'a str> {
    let is_compared = |name: &str| {
        let text = name.parse::<Field>().is_ok_and(|field| record.has(field));
        !text && !matches!(name, "created" | "last-modified")
    };
    let values = |object: &[Attribute], name: &str| {
        let own = object.iter().filter(|it| it.name == name);
        let mut values: Vec<String> = own.map(|it| simple(&it.value)).collect();
        values.sort();
        values
    };
    let mut names: Vec<&str> = Vec::new();
    for attribute in sent.iter().chain(current) {
        let name = attribute.name.as_str();
        let is_new = !names.contains(&name);
        if is_new && is_compared(name) && values(current, name) != values(sent, name) {
            names.push(name);
        }
    }
    names
}

/// A value as it is compared.
fn simple(value: &str) -> String {
    crate::world::registry::shown::clean(value).to_uppercase()
}
