//! An inetnum or inet6num as APNIC's whois writes it: RPSL as RIPE's, with a
//! banner of its own, an incident response team for abuse, and no filter note.

use super::class;
use super::paragraph::Paragraph;
use super::query::Query;
use crate::wire::{dates, rpsl};
use crate::world::registry::{Contact, Network, Organization};
use byoip_vocabulary::registry::Field;

const COLUMN: usize = 16;

const BANNER: &str = "\
% [whois.apnic.net]
% Whois data copyright terms    http://www.apnic.net/db/dbcopyright.html

";

const CLOSING: &str =
    "% This query was served by the APNIC Whois Service version 1.88.34 (SIMULATOR)\n\n\n";

pub(super) fn show(query: &Query<'_>, network: &Network, holder: Option<&Organization>) -> String {
    let mut text = BANNER.to_owned();
    let handle = &network.handle;
    text.push_str(&format!("% Information related to '{handle}'\n\n"));
    for team in rpsl::abuse_contacts(holder) {
        let email = &team.email;
        text.push_str(&format!("% Abuse contact for '{handle}' is '{email}'\n\n"));
    }
    let mut objects = vec![describe(network, holder)];
    if query.contacts
        && let Some(organization) = holder
    {
        let maintainer = network.maintainer.as_deref();
        for team in rpsl::abuse_contacts(holder) {
            objects.push(irt(team, organization, maintainer));
        }
        objects.push(introduce(organization, maintainer));
        for contact in rpsl::desks(holder) {
            objects.push(role(contact, organization, maintainer));
        }
    }
    for object in objects {
        text.push_str(&object);
        text.push('\n');
    }
    text + CLOSING
}

fn describe(network: &Network, holder: Option<&Organization>) -> String {
    let record = &network.record;
    let desks: Vec<&str> = rpsl::desks(holder).map(|it| it.handle.as_str()).collect();
    let teams = rpsl::abuse_contacts(holder).map(|it| &it.handle);
    let mut object = Paragraph::new(COLUMN);
    object
        .line(class(network), &network.handle)
        .line("netname", &network.name)
        .lines("descr", record.public(Field::Descr))
        .lines("country", network.country.as_deref())
        .line("org", &network.organization)
        .lines("admin-c", &desks)
        .lines("tech-c", &desks)
        .line("status", &network.status)
        .lines("remarks", record.public(Field::Remarks))
        .lines("mnt-by", network.maintainer.as_deref())
        .lines("mnt-irt", teams)
        .line("last-modified", dates::utc(record.changed()))
        .line("source", "APNIC");
    object.into_text()
}

fn irt(team: &Contact, organization: &Organization, maintainer: Option<&str>) -> String {
    let mut object = Paragraph::new(COLUMN);
    object
        .line("irt", &team.handle)
        .lines("address", rpsl::address(organization))
        .line("e-mail", &team.email)
        .line("abuse-mailbox", &team.email)
        .line("auth", "# Filtered")
        .lines("mnt-by", maintainer);
    end(object, organization)
}

fn introduce(organization: &Organization, maintainer: Option<&str>) -> String {
    let mut object = Paragraph::new(COLUMN);
    object
        .line("organisation", &organization.handle)
        .line("org-name", &organization.name)
        .line("country", &organization.country)
        .lines("address", rpsl::address(organization))
        .lines("remarks", organization.record.public(Field::Remarks))
        .lines("mnt-by", maintainer);
    end(object, organization)
}

fn role(contact: &Contact, organization: &Organization, maintainer: Option<&str>) -> String {
    let mut object = Paragraph::new(COLUMN);
    object
        .line("role", &contact.name)
        .lines("address", rpsl::address(organization))
        .line("country", &organization.country)
        .line("phone", &contact.phone)
        .line("e-mail", &contact.email)
        .line("nic-hdl", &contact.handle)
        .lines("mnt-by", maintainer);
    end(object, organization)
}

/// What ends the organisation and whatever is kept with it.
fn end(mut object: Paragraph, organization: &Organization) -> String {
    object
        .line("last-modified", dates::utc(organization.record.changed()))
        .line("source", "APNIC");
    object.into_text()
}
