//! What a world file says of the registries: organisations, networks, AS
//! numbers, and the keys of the registries' own interfaces.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::check::Places;
use super::forms;
use super::problem::{Misfit, Place};
use crate::world::Genesis;
use crate::world::registry::{
    ApiKey, Autnum, Contact, Member, Network, Organization, Parent, Record,
};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RegistriesEntry {
    arin: HoldingsEntry,
    ripe: HoldingsEntry,
    apnic: HoldingsEntry,
    lacnic: HoldingsEntry,
    afrinic: HoldingsEntry,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct HoldingsEntry {
    organizations: Vec<Spanned<OrganizationEntry>>,
    networks: Vec<Spanned<NetworkEntry>>,
    autnums: Vec<Spanned<AutnumEntry>>,
    api_keys: Vec<Spanned<ApiKeyEntry>>,
}

impl RegistriesEntry {
    /// Adds everything to what the world begins with.
    pub(super) fn enter(self, genesis: &mut Genesis, places: &mut Places) -> Result<(), Misfit> {
        for (registry, holdings) in [
            (Registry::Arin, self.arin),
            (Registry::Ripe, self.ripe),
            (Registry::Apnic, self.apnic),
            (Registry::Lacnic, self.lacnic),
            (Registry::Afrinic, self.afrinic),
        ] {
            holdings.enter(registry, genesis, places)?;
        }
        Ok(())
    }
}

impl HoldingsEntry {
    fn enter(
        self,
        registry: Registry,
        genesis: &mut Genesis,
        places: &mut Places,
    ) -> Result<(), Misfit> {
        for entry in self.organizations {
            let place = Place::of(&entry);
            let organization = entry.value.into_world(registry);
            let organization = organization.map_err(|misfit| misfit.at(place))?;
            forms::of_organization(&organization).map_err(|misfit| misfit.at(place))?;
            genesis.organizations.push(organization);
            places.organizations.push(place);
        }
        for entry in self.networks {
            let place = Place::of(&entry);
            let network = entry.value.into_world(registry);
            let mut network = network.map_err(|misfit| misfit.at(place))?;
            forms::of_network(&mut network).map_err(|misfit| misfit.at(place))?;
            genesis.networks.push(network);
            places.networks.push(place);
        }
        for entry in self.autnums {
            let place = Place::of(&entry);
            let autnum = entry.value.into_world(registry);
            let autnum = autnum.map_err(|misfit| misfit.at(place))?;
            forms::of_autnum(&autnum).map_err(|misfit| misfit.at(place))?;
            genesis.autnums.push(autnum);
            places.autnums.push(place);
        }
        for entry in self.api_keys {
            places.api_keys.push(Place::of(&entry));
            let ApiKeyEntry { key, organization } = entry.value;
            let member = Member {
                registry,
                organization,
            };
            genesis.api_keys.push(ApiKey { member, key });
        }
        Ok(())
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApiKeyEntry {
    key: String,
    organization: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationEntry {
    handle: String,
    name: String,
    #[serde(default)]
    street: Vec<String>,
    city: String,
    state: Option<String>,
    postal_code: String,
    country: String,
    registered: Timestamp,
    changed: Timestamp,
    #[serde(default)]
    comments: Vec<String>,
    #[serde(default)]
    remarks: Vec<String>,
    #[serde(default)]
    contacts: Vec<ContactEntry>,
}

impl OrganizationEntry {
    fn into_world(self, registry: Registry) -> Result<Organization, Misfit> {
        let fields = registry.organization_fields();
        let record = Record::new(self.registered, self.changed, fields);
        let texts = [
            (Field::Comments, self.comments),
            (Field::Remarks, self.remarks),
        ];
        let record = fill(record, registry, &self.handle, texts)?;
        Ok(Organization {
            registry,
            handle: self.handle,
            name: self.name,
            street: self.street,
            city: self.city,
            state: self.state,
            postal_code: self.postal_code,
            country: self.country,
            contacts: self.contacts.into_iter().map(Into::into).collect(),
            record,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactEntry {
    handle: String,
    name: String,
    phone: String,
    email: String,
    #[serde(default)]
    abuse: bool,
    #[serde(default)]
    technical: bool,
}

impl From<ContactEntry> for Contact {
    fn from(entry: ContactEntry) -> Self {
        Self {
            handle: entry.handle,
            name: entry.name,
            phone: entry.phone,
            email: entry.email,
            abuse: entry.abuse,
            technical: entry.technical,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkEntry {
    handle: String,
    name: String,
    prefix: Prefix,
    status: String,
    organization: String,
    country: Option<String>,
    parent: Option<ParentEntry>,
    maintainer: Option<String>,
    registered: Timestamp,
    changed: Timestamp,
    #[serde(default)]
    origins: Vec<Asn>,
    #[serde(default)]
    nameservers: Vec<String>,
    transferred_to: Option<Registry>,
    #[serde(default)]
    comments: Vec<String>,
    #[serde(default)]
    descr: Vec<String>,
    #[serde(default)]
    remarks: Vec<String>,
}

impl NetworkEntry {
    fn into_world(self, registry: Registry) -> Result<Network, Misfit> {
        if self.transferred_to == Some(registry) {
            let what = format!("{}: it cannot be transferred to {registry}", self.handle);
            return Err(Misfit::new(&self.handle, what));
        }
        let fields = registry.network_fields();
        let record = Record::new(self.registered, self.changed, fields);
        let texts = [
            (Field::Comments, self.comments),
            (Field::Descr, self.descr),
            (Field::Remarks, self.remarks),
        ];
        let record = fill(record, registry, &self.handle, texts)?;
        Ok(Network {
            registry,
            handle: self.handle,
            name: self.name,
            prefix: self.prefix,
            status: self.status,
            organization: self.organization,
            country: self.country,
            parent: self.parent.map(Into::into),
            maintainer: self.maintainer,
            origins: self.origins,
            nameservers: self.nameservers,
            transferred_to: self.transferred_to,
            record,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParentEntry {
    name: String,
    handle: String,
}

impl From<ParentEntry> for Parent {
    fn from(entry: ParentEntry) -> Self {
        Self {
            name: entry.name,
            handle: entry.handle,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AutnumEntry {
    /// The number, or the first of several.
    asn: Asn,
    /// The last of several.
    last: Option<Asn>,
    name: String,
    organization: String,
    country: Option<String>,
    maintainer: Option<String>,
    registered: Timestamp,
    changed: Timestamp,
    #[serde(default)]
    comments: Vec<String>,
    #[serde(default)]
    descr: Vec<String>,
    #[serde(default)]
    remarks: Vec<String>,
}

impl AutnumEntry {
    fn into_world(self, registry: Registry) -> Result<Autnum, Misfit> {
        let last = self.last.unwrap_or(self.asn);
        if last < self.asn {
            let what = format!("{last} is before {}; write the last of them", self.asn);
            return Err(Misfit::new(last, what));
        }
        let fields = registry.network_fields();
        let record = Record::new(self.registered, self.changed, fields);
        let texts = [
            (Field::Comments, self.comments),
            (Field::Descr, self.descr),
            (Field::Remarks, self.remarks),
        ];
        let record = fill(record, registry, &self.asn.to_string(), texts)?;
        Ok(Autnum {
            registry,
            first: self.asn,
            last,
            name: self.name,
            organization: self.organization,
            country: self.country,
            maintainer: self.maintainer,
            record,
        })
    }
}

/// Writes texts into a new record; one in a field that the registry's records
/// do not have is an error.
fn fill<const N: usize>(
    mut record: Record,
    registry: Registry,
    handle: &str,
    texts: [(Field, Vec<String>); N],
) -> Result<Record, Misfit> {
    for (field, lines) in texts {
        if lines.is_empty() {
            continue;
        }
        if !record.has(field) {
            let mut names = Field::ALL.into_iter().filter(|field| record.has(*field));
            let names: Vec<&str> = names.by_ref().map(Field::as_str).collect();
            let has = match names.as_slice() {
                [] => "no free text at all".to_owned(),
                names => names.join(" and "),
            };
            let what = format!("{handle}: a record at {registry} has no {field}; it has {has}");
            return Err(Misfit::new(handle, what));
        }
        record = record.with_text(field, lines);
    }
    Ok(record)
}
