//! The address registries: who holds which network, and what the public record
//! says of it.
//!
//! A record has two faces. What the holder typed is there at once; what RDAP and
//! whois show follows after the registry's publication delay. AWS and everybody
//! else outside read the second.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::policy::Policy;
use super::refusal::HolderRefusal;
use super::timers::{Timer, Timers};

pub mod holding;

pub use holding::{Contact, Network, Organization, Parent, Record, Text};

#[cfg(test)]
mod tests;

/// The registries this world has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    /// American Registry for Internet Numbers.
    Arin,
    /// RIPE Network Coordination Centre.
    Ripe,
    /// Asia Pacific Network Information Centre.
    Apnic,
}

impl Registry {
    /// Every registry.
    pub const ALL: [Self; 3] = [Self::Arin, Self::Ripe, Self::Apnic];

    /// The name in paths and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arin => "arin",
            Self::Ripe => "ripe",
            Self::Apnic => "apnic",
        }
    }

    /// The fields of a network record that its holder may write free text into.
    pub const fn network_fields(self) -> &'static [Field] {
        match self {
            Self::Arin => &[Field::Comments],
            Self::Ripe | Self::Apnic => &[Field::Descr, Field::Remarks],
        }
    }

    /// The same of an organisation record.
    pub const fn organization_fields(self) -> &'static [Field] {
        match self {
            Self::Arin => &[Field::Comments],
            Self::Ripe | Self::Apnic => &[Field::Remarks],
        }
    }

    /// Where AWS looks for the certificate (EC2 User Guide, "Prepare for
    /// BYOIP"): ARIN's public comments, RIPE's `descr`, APNIC's `remarks`; never
    /// the organisation.
    pub fn certificate_fields(self, policy: &Policy) -> &'static [Field] {
        match self {
            Self::Arin => &[Field::Comments],
            Self::Ripe if policy.ripe_remarks_accepted => &[Field::Descr, Field::Remarks],
            Self::Ripe => &[Field::Descr],
            Self::Apnic => &[Field::Remarks],
        }
    }

    fn publication(self, policy: &Policy) -> jiff::SignedDuration {
        match self {
            Self::Arin => policy.arin_publication,
            Self::Ripe => policy.ripe_publication,
            Self::Apnic => policy.apnic_publication,
        }
    }
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arin => "ARIN",
            Self::Ripe => "RIPE NCC",
            Self::Apnic => "APNIC",
        })
    }
}

impl FromStr for Registry {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|registry| registry.as_str() == text)
            .ok_or(UnknownName)
    }
}

/// A free-text field, named as the registries name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// ARIN's public comments.
    Comments,
    /// RPSL `descr`.
    Descr,
    /// RPSL `remarks`.
    Remarks,
}

impl Field {
    /// The name in paths, files and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Descr => "descr",
            Self::Remarks => "remarks",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Field {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        [Self::Comments, Self::Descr, Self::Remarks]
            .into_iter()
            .find(|field| field.as_str() == text)
            .ok_or(UnknownName)
    }
}

/// A name that no registry or field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such name")]
pub struct UnknownName;

/// Which kind of record a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// A network: ARIN's NET, RPSL's inetnum and inet6num.
    Network,
    /// An organisation: ARIN's ORG, RPSL's organisation.
    Organization,
}

/// One field of one record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldKey {
    /// The registry.
    pub registry: Registry,
    /// The kind of record.
    pub record: RecordKind,
    /// The record's handle.
    pub handle: String,
    /// The field.
    pub field: Field,
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} at {}", self.field, self.handle, self.registry)
    }
}

/// What the holder does at the registry's portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Replaces a field's text; no lines empty it.
    Edit {
        /// The field.
        key: FieldKey,
        /// Its new lines.
        lines: Vec<String>,
    },
}

/// What happened at a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A field was edited; the public record still shows the old text.
    Edited {
        /// The field.
        #[serde(flatten)]
        key: FieldKey,
        /// Its new lines.
        lines: Vec<String>,
        /// When the public record follows.
        published_at: Timestamp,
    },
    /// The public record shows what was edited.
    Published {
        /// The field.
        #[serde(flatten)]
        key: FieldKey,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited {
                key,
                lines,
                published_at,
            } if lines.is_empty() => write!(f, "the {key} are emptied, public at {published_at}"),
            Self::Edited {
                key,
                lines,
                published_at,
            } => write!(
                f,
                "the {key} are edited to {} line{}, public at {published_at}",
                lines.len(),
                if lines.len() == 1 { "" } else { "s" },
            ),
            Self::Published { key } => write!(f, "the {key} show in RDAP and whois"),
        }
    }
}

/// Decides a command.
pub(super) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, HolderRefusal> {
    match command {
        Command::Edit { key, lines } => {
            let known = world.registries.text(key).is_some();
            if !known {
                return Err(HolderRefusal::NoSuchField { key: key.clone() });
            }
            Ok(vec![Fact::Edited {
                key: key.clone(),
                lines: lines.clone(),
                published_at: super::later(now, key.registry.publication(&world.policy)),
            }])
        }
    }
}

/// Every registry's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registries {
    networks: BTreeMap<(Registry, String), Network>,
    organizations: BTreeMap<(Registry, String), Organization>,
}

impl Registries {
    /// Puts a network on record as the world begins.
    pub(super) fn hold(&mut self, network: Network) {
        self.networks
            .insert((network.registry, network.handle.clone()), network);
    }

    /// Puts an organisation on record as the world begins.
    pub(super) fn enroll(&mut self, organization: Organization) {
        self.organizations.insert(
            (organization.registry, organization.handle.clone()),
            organization,
        );
    }

    /// Every network, by registry and handle.
    pub fn networks(&self) -> impl Iterator<Item = &Network> {
        self.networks.values()
    }

    /// The network of a handle.
    pub fn network(&self, registry: Registry, handle: &str) -> Option<&Network> {
        self.networks.get(&(registry, handle.to_owned()))
    }

    /// The network of exactly this prefix.
    pub fn network_of(&self, registry: Registry, prefix: Prefix) -> Option<&Network> {
        self.networks()
            .find(|network| network.registry == registry && network.prefix == prefix)
    }

    /// The smallest network, at any registry, that encompasses the prefix: what
    /// an RDAP look-up answers with (RFC 9082, section 3.1.1). A child record
    /// hides its parent's text.
    pub fn smallest_covering(&self, prefix: Prefix) -> Option<&Network> {
        self.networks()
            .filter(|network| network.prefix.covers(prefix))
            .max_by_key(|network| network.prefix.length())
    }

    /// The smallest network that holds the address.
    pub fn smallest_holding(&self, address: IpAddr) -> Option<&Network> {
        self.smallest_covering(Prefix::host(address))
    }

    /// The organisation of a handle.
    pub fn organization(&self, registry: Registry, handle: &str) -> Option<&Organization> {
        self.organizations.get(&(registry, handle.to_owned()))
    }

    /// The organisation that a network is registered to.
    pub fn holder(&self, network: &Network) -> Option<&Organization> {
        self.organization(network.registry, &network.organization)
    }

    /// A field's text, if there is such a field.
    pub fn text(&self, key: &FieldKey) -> Option<&Text> {
        let at = (key.registry, key.handle.clone());
        match key.record {
            RecordKind::Network => self.networks.get(&at)?.record.text(key.field),
            RecordKind::Organization => self.organizations.get(&at)?.record.text(key.field),
        }
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Edited {
                key,
                lines,
                published_at,
            } => {
                if let Some(record) = self.record_mut(key) {
                    record.edit(key.field, lines.clone(), now);
                }
                timers.set(Timer::PublishField(key.clone()), *published_at);
            }
            Fact::Published { key } => {
                if let Some(record) = self.record_mut(key) {
                    record.publish(key.field);
                }
                timers.clear(&Timer::PublishField(key.clone()));
            }
        }
    }

    fn record_mut(&mut self, key: &FieldKey) -> Option<&mut Record> {
        let at = (key.registry, key.handle.clone());
        match key.record {
            RecordKind::Network => Some(&mut self.networks.get_mut(&at)?.record),
            RecordKind::Organization => Some(&mut self.organizations.get_mut(&at)?.record),
        }
    }
}
