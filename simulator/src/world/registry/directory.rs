//! Who is whose: the contacts of organisations, what stands under a maintainer,
//! and what an organisation holds.
//!
//! Handles are looked up whatever their case, as the registries do. Each look-up
//! takes as long among a hundred thousand holdings as among ten.

use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::Registry;

use super::holding::{Autnum, Network, Organization};

/// A registry's name for something, without its case.
type Name = (Registry, String);

/// What handles lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Directory {
    organizations: BTreeMap<Name, String>,
    /// To the organisation that a contact was first named by.
    contacts: BTreeMap<Name, String>,
    /// To the organisation whose record a maintainer first stood in.
    maintainers: BTreeMap<Name, Maintained>,
    networks: BTreeMap<Name, Vec<String>>,
    autnums: BTreeMap<Name, Vec<Asn>>,
}

/// A maintainer as the records write it, and whose records they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Maintained {
    pub(super) maintainer: String,
    pub(super) organization: String,
}

impl Directory {
    pub(super) fn enroll(&mut self, organization: &Organization) {
        let registry = organization.registry;
        let handle = &organization.handle;
        self.organizations
            .insert(name(registry, handle), handle.clone());
        for contact in &organization.contacts {
            self.contacts
                .entry(name(registry, &contact.handle))
                .or_insert_with(|| handle.clone());
        }
    }

    pub(super) fn hold(&mut self, network: &Network) {
        let (registry, holder) = (network.registry, &network.organization);
        self.maintain(registry, network.maintainer.as_deref(), holder);
        self.networks
            .entry(name(registry, holder))
            .or_default()
            .push(network.handle.clone());
    }

    pub(super) fn number(&mut self, autnum: &Autnum) {
        let (registry, holder) = (autnum.registry, &autnum.organization);
        self.maintain(registry, autnum.maintainer.as_deref(), holder);
        self.autnums
            .entry(name(registry, holder))
            .or_default()
            .push(autnum.first);
    }

    fn maintain(&mut self, registry: Registry, maintainer: Option<&str>, holder: &str) {
        if let Some(maintainer) = maintainer {
            self.maintainers
                .entry(name(registry, maintainer))
                .or_insert_with(|| Maintained {
                    maintainer: maintainer.to_owned(),
                    organization: holder.to_owned(),
                });
        }
    }

    /// An organisation's handle as its record writes it.
    pub(super) fn organization(&self, registry: Registry, handle: &str) -> Option<&str> {
        let found = self.organizations.get(&name(registry, handle));
        found.map(String::as_str)
    }

    /// The organisation that a contact is of.
    pub(super) fn contact(&self, registry: Registry, handle: &str) -> Option<&str> {
        let found = self.contacts.get(&name(registry, handle));
        found.map(String::as_str)
    }

    /// A maintainer, and whose records stand under it.
    pub(super) fn maintainer(&self, registry: Registry, handle: &str) -> Option<&Maintained> {
        self.maintainers.get(&name(registry, handle))
    }

    /// The handles of an organisation's networks, stubs among them.
    pub(super) fn networks(&self, registry: Registry, handle: &str) -> &[String] {
        let found = self.networks.get(&name(registry, handle));
        found.map_or(&[], Vec::as_slice)
    }

    /// The first numbers of an organisation's records of AS numbers.
    pub(super) fn autnums(&self, registry: Registry, handle: &str) -> &[Asn] {
        let found = self.autnums.get(&name(registry, handle));
        found.map_or(&[], Vec::as_slice)
    }
}

fn name(registry: Registry, handle: &str) -> Name {
    (registry, handle.to_ascii_uppercase())
}
