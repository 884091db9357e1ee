//! The address registries: who holds which network, and what the public record
//! says of it.
//!
//! Everything is on record as the world begins; a holder only edits its free
//! text. AWS and everybody else outside read what is public, which follows what
//! was typed after the registry's publication delay.
//!
//! - [`holding`]: networks, AS numbers, organisations and their contacts.
//! - [`record`]: dates, and free text with two faces.
//! - [`key`]: who may write at a registry's own interfaces.
//! - [`outage`]: a registry that does not answer; [`impairment`]: one that does,
//!   and slowly or wrongly.
//! - [`rate`]: how often its public services may be asked.
//! - [`task`]: what an interface takes now and does a moment later.
//! - [`shown`]: the free text as each registry's RDAP and whois lay it out.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::World;
use super::policy::Policy;
use super::refusal::HolderRefusal;
use super::timers::{Timer, Timers};

mod directory;
pub mod holding;
pub mod impairment;
mod index;
pub mod key;
pub mod outage;
pub mod rate;
pub mod record;
mod refusal;
pub mod shown;
pub mod task;

use directory::Directory;
pub use holding::{Autnum, Contact, Network, Organization, Parent};
use impairment::Impairment;
use index::Index;
pub use key::{ApiKey, Member};
pub use record::{Record, RecordKey, RecordKind, Texts};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

/// What the holder does at the registry, by portal or by interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Replaces the text of one or more fields of a record; no lines empty one.
    Edit {
        /// Who asks; the portal of whoever holds the record without.
        by: Option<Member>,
        /// The record.
        record: RecordKey,
        /// The new lines.
        texts: Texts,
    },
}

/// What happened at a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A record was edited; the public one still shows the old text.
    Edited {
        /// The record.
        #[serde(flatten)]
        record: RecordKey,
        /// The new lines.
        texts: Texts,
        /// When the public record follows.
        published_at: Timestamp,
    },
    /// The public record shows what was edited.
    Published {
        /// The record.
        #[serde(flatten)]
        record: RecordKey,
        /// The fields that changed.
        fields: Vec<Field>,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited {
                record,
                texts,
                published_at,
            } => {
                for (position, (field, lines)) in texts.iter().enumerate() {
                    let and = if position == 0 { "" } else { "; " };
                    match lines.len() {
                        0 => write!(f, "{and}the {field} of {record} are emptied")?,
                        1 => write!(f, "{and}the {field} of {record} are edited to 1 line")?,
                        many => {
                            write!(f, "{and}the {field} of {record} are edited to {many} lines")?
                        }
                    }
                }
                write!(f, ", public at {published_at}")
            }
            Self::Published { record, fields } => {
                let fields: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
                match fields.as_slice() {
                    // What was typed back before it was public.
                    [] => write!(f, "{record} shows in RDAP and whois as it did"),
                    fields => write!(
                        f,
                        "the {} of {record} show in RDAP and whois",
                        fields.join(" and ")
                    ),
                }
            }
        }
    }
}

/// Decides a command.
pub(super) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, HolderRefusal> {
    let Command::Edit { by, record, texts } = command;
    let registries = &world.registries;
    registries.check_up(record.registry)?;
    let Some(found) = registries.record(record) else {
        let record = record.clone();
        return Err(Refusal::NoSuchRecord { record }.into());
    };
    if let Some(member) = by
        && registries.organization_of(record) != Some(member.organization.as_str())
    {
        let (record, member) = (record.clone(), member.clone());
        return Err(Refusal::NotYours { record, member }.into());
    }
    if let Some(field) = texts.keys().find(|field| !found.has(**field)) {
        let (record, field) = (record.clone(), *field);
        return Err(Refusal::NoSuchField { record, field }.into());
    }
    // An edit that comes while another waits is published with it.
    let waiting = world.timers.due_at(&Timer::PublishRecord(record.clone()));
    let delay = publication(record.registry, &world.policy);
    Ok(vec![Fact::Edited {
        record: record.clone(),
        texts: texts.clone(),
        published_at: waiting.unwrap_or_else(|| super::later(now, delay)),
    }])
}

/// From an edit to RDAP and whois.
pub(super) fn publication(registry: Registry, policy: &Policy) -> SignedDuration {
    match registry {
        Registry::Arin => policy.arin_publication,
        Registry::Ripe => policy.ripe_publication,
        Registry::Apnic => policy.apnic_publication,
        Registry::Lacnic => policy.lacnic_publication,
        Registry::Afrinic => policy.afrinic_publication,
    }
}

/// Every registry's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registries {
    networks: BTreeMap<(Registry, String), Network>,
    /// The networks by prefix, stubs apart.
    index: Index,
    stubs: Index,
    /// By the first number of the record.
    autnums: BTreeMap<Asn, Autnum>,
    organizations: BTreeMap<(Registry, String), Organization>,
    keys: BTreeMap<(Registry, String), Member>,
    /// Until when those that are down are.
    down: BTreeMap<Registry, Timestamp>,
    /// What ails those that answer.
    impaired: BTreeMap<(Registry, impairment::Kind), Impairment>,
    directory: Directory,
}

impl Registries {
    /// Everything that is on record as the world begins.
    pub(super) fn begin_with(
        organizations: Vec<Organization>,
        networks: Vec<Network>,
        autnums: Vec<Autnum>,
        keys: Vec<ApiKey>,
    ) -> Self {
        let mut registries = Self::default();
        for organization in organizations {
            registries.enroll(organization);
        }
        for network in networks {
            registries.hold(network);
        }
        for autnum in autnums {
            registries.number(autnum);
        }
        for key in keys {
            registries.admit(key);
        }
        registries
    }

    /// Puts a network on record as the world begins.
    pub(super) fn hold(&mut self, network: Network) {
        let place = (network.registry, network.handle.clone());
        let index = match network.transferred_to {
            None => &mut self.index,
            Some(_) => &mut self.stubs,
        };
        index.insert(network.prefix, place.clone());
        self.directory.hold(&network);
        self.networks.insert(place, network);
    }

    /// Puts AS numbers on record as the world begins.
    pub(super) fn number(&mut self, autnum: Autnum) {
        self.directory.number(&autnum);
        self.autnums.insert(autnum.first, autnum);
    }

    /// Puts an organisation on record as the world begins.
    pub(super) fn enroll(&mut self, organization: Organization) {
        let place = (organization.registry, organization.handle.clone());
        self.directory.enroll(&organization);
        self.organizations.insert(place, organization);
    }

    /// Lets a key in as the world begins.
    pub(super) fn admit(&mut self, key: ApiKey) {
        self.keys.insert((key.member.registry, key.key), key.member);
    }

    /// Every network, stubs among them, by registry and handle.
    pub fn networks(&self) -> impl Iterator<Item = &Network> {
        self.networks.values()
    }

    /// The network of a handle.
    pub fn network(&self, registry: Registry, handle: &str) -> Option<&Network> {
        self.networks.get(&(registry, handle.to_owned()))
    }

    /// A registry's network by its handle or its prefix.
    pub fn network_named(&self, registry: Registry, name: &str) -> Option<&Network> {
        let by_prefix = || self.network_of(registry, name.parse().ok()?);
        self.network(registry, name).or_else(by_prefix)
    }

    /// The registry's own network of exactly this prefix.
    pub fn network_of(&self, registry: Registry, prefix: Prefix) -> Option<&Network> {
        let own = |place: &&index::Place| place.0 == registry;
        let found = self.index.exact(prefix).filter(own);
        self.networks
            .get(found.or_else(|| self.stubs.exact(prefix).filter(own))?)
    }

    /// The smallest network, at any registry, that encompasses the prefix: what
    /// an RDAP look-up answers with (RFC 9082, section 3.1.1). A child record
    /// hides its parent's text. A stub is nobody's network.
    pub fn smallest_covering(&self, prefix: Prefix) -> Option<&Network> {
        self.networks.get(self.index.smallest_covering(prefix)?)
    }

    /// The stub that a registry keeps of a network it has handed to another.
    pub fn stub(&self, registry: Registry, prefix: Prefix) -> Option<&Network> {
        let place = self.stubs.smallest_covering(prefix)?;
        self.networks
            .get(place)
            .filter(|network| network.registry == registry)
    }

    /// The networks around one, the smallest of them first.
    pub fn above(&self, prefix: Prefix) -> impl Iterator<Item = &Network> {
        let mut around: Vec<&index::Place> = self.index.covering(prefix).collect();
        around.reverse();
        around
            .into_iter()
            .filter_map(|place| self.networks.get(place))
            .filter(move |network| network.prefix != prefix)
    }

    /// The networks inside a prefix, one of exactly the prefix among them.
    pub fn below(&self, prefix: Prefix) -> impl Iterator<Item = &Network> {
        self.index
            .covered(prefix)
            .filter_map(|place| self.networks.get(place))
    }

    /// The network whose holder has the prefix in its resource certificate: the
    /// smallest around it that a registry itself gave out.
    pub fn certified(&self, prefix: Prefix) -> Option<&Network> {
        self.index
            .covering(prefix)
            .filter_map(|place| self.networks.get(place))
            .filter(|network| network.is_direct())
            .last()
    }

    /// The name and handle of the next less specific network: one on record
    /// here, else what the world was told.
    pub fn parent(&self, network: &Network) -> Option<Parent> {
        let on_record = self.above(network.prefix).next().map(|above| Parent {
            name: above.name.clone(),
            handle: above.handle.clone(),
        });
        on_record.or_else(|| network.parent.clone())
    }

    /// Every record of AS numbers, in their order.
    pub fn autnums(&self) -> impl Iterator<Item = &Autnum> {
        self.autnums.values()
    }

    /// The record that an AS number is in.
    pub fn autnum(&self, number: Asn) -> Option<&Autnum> {
        let (_, record) = self.autnums.range(..=number).next_back()?;
        record.numbers().contains(&number).then_some(record)
    }

    /// Every organisation, by registry and handle.
    pub fn organizations(&self) -> impl Iterator<Item = &Organization> {
        self.organizations.values()
    }

    /// The organisation of a handle.
    pub fn organization(&self, registry: Registry, handle: &str) -> Option<&Organization> {
        self.organizations.get(&(registry, handle.to_owned()))
    }

    /// The organisation that a network is registered to.
    pub fn holder(&self, network: &Network) -> Option<&Organization> {
        self.organization(network.registry, &network.organization)
    }

    /// The organisation of a handle in any case.
    pub fn organization_named(&self, registry: Registry, handle: &str) -> Option<&Organization> {
        self.organization(registry, self.directory.organization(registry, handle)?)
    }

    /// The contact of a handle in any case, and the organisation it is of.
    pub fn contact(&self, registry: Registry, handle: &str) -> Option<(&Organization, &Contact)> {
        let holder = self.organization(registry, self.directory.contact(registry, handle)?)?;
        let mut contacts = holder.contacts.iter();
        let contact = contacts.find(|it| it.handle.eq_ignore_ascii_case(handle))?;
        Some((holder, contact))
    }

    /// The maintainer of a name in any case, and whose records stand under it.
    pub fn maintainer(&self, registry: Registry, name: &str) -> Option<(&Organization, &str)> {
        let found = self.directory.maintainer(registry, name)?;
        let holder = self.organization(registry, &found.organization)?;
        Some((holder, found.maintainer.as_str()))
    }

    /// The networks that are registered to an organisation, in the order in
    /// which they came on record; stubs are nobody's.
    pub fn networks_held(&self, holder: &Organization) -> impl Iterator<Item = &Network> {
        let registry = holder.registry;
        let handles = self.directory.networks(registry, &holder.handle).iter();
        handles
            .filter_map(move |handle| self.network(registry, handle))
            .filter(|network| network.transferred_to.is_none())
    }

    /// The AS numbers that are registered to an organisation.
    pub fn autnums_held(&self, holder: &Organization) -> impl Iterator<Item = &Autnum> {
        let numbers = self.directory.autnums(holder.registry, &holder.handle);
        numbers.iter().filter_map(|number| self.autnums.get(number))
    }

    /// Whose key it is at a registry's own interfaces.
    pub fn member(&self, registry: Registry, key: &str) -> Option<&Member> {
        self.keys.get(&(registry, key.to_owned()))
    }

    /// One record's dates and texts.
    pub fn record(&self, key: &RecordKey) -> Option<&Record> {
        let at = (key.registry, key.handle.clone());
        match key.record {
            RecordKind::Network => Some(&self.networks.get(&at)?.record),
            RecordKind::Organization => Some(&self.organizations.get(&at)?.record),
            RecordKind::Autnum => Some(&self.autnum_of(key)?.record),
        }
    }

    /// The handle of the organisation that a record belongs to.
    pub fn organization_of(&self, key: &RecordKey) -> Option<&str> {
        let at = (key.registry, key.handle.clone());
        match key.record {
            RecordKind::Network => Some(&self.networks.get(&at)?.organization),
            RecordKind::Organization => Some(&self.organizations.get(&at)?.handle),
            RecordKind::Autnum => Some(&self.autnum_of(key)?.organization),
        }
    }

    fn autnum_of(&self, key: &RecordKey) -> Option<&Autnum> {
        let record = self.autnums.get(&key.handle.parse().ok()?)?;
        (record.registry == key.registry).then_some(record)
    }

    /// What happens when a record's timer is due.
    pub(super) fn wake(&self, record: &RecordKey) -> Option<Fact> {
        let found = self.record(record)?;
        Some(Fact::Published {
            record: record.clone(),
            fields: found.unpublished().collect(),
        })
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Edited {
                record,
                texts,
                published_at,
            } => {
                if let Some(found) = self.record_mut(record) {
                    found.edit(texts, now);
                }
                timers.set(Timer::PublishRecord(record.clone()), *published_at);
            }
            Fact::Published { record, .. } => {
                if let Some(found) = self.record_mut(record) {
                    found.publish();
                }
                timers.clear(&Timer::PublishRecord(record.clone()));
            }
        }
    }

    fn record_mut(&mut self, key: &RecordKey) -> Option<&mut Record> {
        let at = (key.registry, key.handle.clone());
        match key.record {
            RecordKind::Network => Some(&mut self.networks.get_mut(&at)?.record),
            RecordKind::Organization => Some(&mut self.organizations.get_mut(&at)?.record),
            RecordKind::Autnum => {
                let autnum = self.autnums.get_mut(&key.handle.parse().ok()?)?;
                (autnum.registry == key.registry).then_some(&mut autnum.record)
            }
        }
    }
}
