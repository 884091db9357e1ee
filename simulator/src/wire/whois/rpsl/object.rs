//! The objects themselves, attribute by attribute.

use byoip_vocabulary::registry::Field;

use super::Answer;
use crate::wire::reverse::Zone;
use crate::wire::whois::paragraph::Paragraph;
use crate::wire::whois::query::class;
use crate::wire::{dates, rpsl};
use crate::world::registry::{Autnum, Contact, Network, Organization, Record};

const COLUMN: usize = 16;

impl Answer<'_> {
    pub(super) fn network(&self, network: &Network) -> String {
        let record = &network.record;
        let holder = self.registries.holder(network);
        let desks = handles(rpsl::desks(holder));
        let teams = match self.dialect.has_teams {
            true => handles(rpsl::abuse_contacts(holder)),
            false => Vec::new(),
        };
        let mut object = Paragraph::new(COLUMN);
        object
            .line(class(network.prefix), &network.handle)
            .line("netname", &network.name)
            .lines("descr", record.public(Field::Descr))
            .lines("country", network.country.as_deref())
            .line("org", &network.organization)
            .lines("admin-c", &desks)
            .lines("tech-c", &desks)
            .line("status", &network.status)
            .lines("remarks", record.public(Field::Remarks))
            .lines("mnt-by", network.maintainer.as_deref())
            .lines("mnt-irt", teams);
        self.end(&mut object, record);
        if self.dialect.shows_parent {
            let parent = self.registries.parent(network);
            object.lines("parent", parent.map(|it| it.handle));
        }
        object.into_text()
    }

    pub(super) fn autnum(&self, autnum: &Autnum) -> String {
        let record = &autnum.record;
        let holder = self.holder(autnum.registry, &autnum.organization);
        let desks = handles(rpsl::desks(holder));
        let mut object = Paragraph::new(COLUMN);
        object
            .line("aut-num", autnum.handle())
            .line("as-name", &autnum.name)
            .lines("descr", record.public(Field::Descr))
            .lines("country", autnum.country.as_deref())
            .line("org", &autnum.organization)
            .lines("remarks", record.public(Field::Remarks))
            .lines("admin-c", &desks)
            .lines("tech-c", &desks);
        if !self.dialect.has_teams {
            object.line("status", "ASSIGNED");
        }
        object.lines("mnt-by", autnum.maintainer.as_deref());
        self.end(&mut object, record);
        object.into_text()
    }

    pub(super) fn organization(
        &self,
        organization: &Organization,
        maintainer: Option<&str>,
    ) -> String {
        let record = &organization.record;
        let abuse = match self.dialect.has_teams {
            true => Vec::new(),
            false => handles(rpsl::abuse_contacts(Some(organization))),
        };
        let mut object = Paragraph::new(COLUMN);
        object
            .line("organisation", &organization.handle)
            .line("org-name", &organization.name);
        if !self.dialect.has_teams {
            object.line("org-type", "LIR");
        }
        object
            .line("country", &organization.country)
            .lines("address", rpsl::address(organization))
            .lines("remarks", record.public(Field::Remarks))
            .lines("abuse-c", abuse)
            .lines("mnt-by", maintainer);
        self.end(&mut object, record);
        object.into_text()
    }

    /// An incident response team, as APNIC has it.
    pub(super) fn team(
        &self,
        team: &Contact,
        organization: &Organization,
        maintainer: Option<&str>,
    ) -> String {
        let mut object = Paragraph::new(COLUMN);
        object
            .line("irt", &team.handle)
            .lines("address", rpsl::address(organization))
            .line("e-mail", &team.email)
            .line("abuse-mailbox", &team.email)
            .line("auth", "# Filtered")
            .lines("mnt-by", maintainer);
        self.end(&mut object, &organization.record);
        object.into_text()
    }

    /// A contact, whose address for mail is for `-B` alone where there is a
    /// filter.
    pub(super) fn role(
        &self,
        contact: &Contact,
        organization: &Organization,
        maintainer: Option<&str>,
    ) -> String {
        let shown = !self.dialect.filters || self.query.unfiltered;
        let mut object = Paragraph::new(COLUMN);
        object
            .line("role", &contact.name)
            .lines("address", rpsl::address(organization));
        if self.dialect.has_teams {
            object.line("country", &organization.country);
        }
        object
            .line("phone", &contact.phone)
            .lines("e-mail", shown.then_some(&contact.email))
            .line("nic-hdl", &contact.handle)
            .lines("mnt-by", maintainer);
        self.end(&mut object, &organization.record);
        object.into_text()
    }

    /// A maintainer. The world does not know how it proves who it is.
    pub(super) fn maintainer(&self, name: &str, holder: &Organization) -> String {
        let desks = handles(rpsl::desks(Some(holder)));
        let mut object = Paragraph::new(COLUMN);
        object
            .line("mntner", name)
            .line("org", &holder.handle)
            .lines("admin-c", &desks)
            .lines("tech-c", &desks)
            .line("auth", "# Filtered")
            .line("mnt-by", name);
        self.end(&mut object, &holder.record);
        object.into_text()
    }

    /// A reverse zone of a network.
    pub(super) fn domain(&self, zone: Zone, network: &Network) -> String {
        let holder = self.registries.holder(network);
        let desks = handles(rpsl::desks(holder));
        let mut object = Paragraph::new(COLUMN);
        object
            .line("domain", zone)
            .line("org", &network.organization)
            .lines("admin-c", &desks)
            .lines("tech-c", &desks)
            .lines("zone-c", &desks)
            .lines("nserver", &network.nameservers)
            .lines("mnt-by", network.maintainer.as_deref());
        self.end(&mut object, &network.record);
        object.into_text()
    }

    /// What ends an object: its dates and its source.
    fn end(&self, object: &mut Paragraph, record: &Record) {
        if self.dialect.has_creation {
            object.line("created", dates::utc(record.registered));
        }
        if self.dialect.has_creation || self.dialect.has_teams {
            object.line("last-modified", dates::utc(record.changed()));
        }
        object.line("source", self.source());
    }
}

fn handles<'a>(contacts: impl Iterator<Item = &'a Contact>) -> Vec<&'a str> {
    contacts.map(|it| it.handle.as_str()).collect()
}
