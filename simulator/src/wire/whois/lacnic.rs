//! LACNIC's whois: fields of its own, days without times, and no place for a
//! holder's text, so that no certificate ever shows.

use super::paragraph::Paragraph;
use super::query::Query;
use super::search::{Found, Search};
use crate::wire::{dates, rpsl};
use crate::world::World;
use crate::world::registry::{Autnum, Contact, Network, Organization, Record, Registries};

const COLUMN: usize = 13;

const CLOSING: &str = "\
% whois.lacnic.net accepts only direct match queries.
% Types of queries are: POCs, ownerid, CIDR blocks, IP
% and AS numbers.

";

pub(super) fn show(query: &Query<'_>, search: &Search<'_>, world: &World) -> String {
    let registries = world.registries();
    let now = dates::utc(world.now());
    let banner = format!(
        "\n\
         % Joint Whois - whois.lacnic.net\n\
         %  This server accepts single ASN, IPv4 or IPv6 queries\n\
         \n\
         % LACNIC resource: whois.lacnic.net\n\
         \n\
         \n\
         % Copyright LACNIC lacnic.net\n\
         %  The data below is provided for information purposes\n\
         %  and to assist persons in obtaining information about or\n\
         %  related to AS and IP numbers registrations\n\
         %  By submitting a whois query, you agree to use this data\n\
         %  only for lawful purposes.\n\
         %  {now}\n\n"
    );
    let mut text = banner;
    if search.found.is_empty() {
        text.push_str(&format!("% No match for \"{}\"\n\n", query.line));
    }
    for found in &search.found {
        let (object, holder) = match found {
            Found::Network(network) => {
                let holder = registries.holder(network);
                (inetnum(registries, network), holder)
            }
            Found::Autnum(autnum) => {
                let holder = registries.organization(autnum.registry, &autnum.organization);
                (autnum_of(autnum, holder), holder)
            }
            Found::Organization(organization) => {
                let mut object = Paragraph::new(COLUMN);
                owner(&mut object, organization);
                days(&mut object, &organization.record);
                (object.into_text(), Some(*organization))
            }
            Found::Contact(holder, contact) => (person(holder, contact), None),
            // No record of LACNIC's, and no key that its server takes.
            Found::Maintainer(..) | Found::Zone(..) => continue,
        };
        text.push_str(&object);
        text.push('\n');
        if let (true, Some(holder)) = (query.contacts, holder) {
            for contact in &holder.contacts {
                text.push_str(&person(holder, contact));
                text.push('\n');
            }
        }
    }
    text + CLOSING
}

fn inetnum(registries: &Registries, network: &Network) -> String {
    let holder = registries.holder(network);
    let origins: Vec<String> = network.origins.iter().map(ToString::to_string).collect();
    let mut object = Paragraph::new(COLUMN);
    object
        .line("inetnum", short(network))
        .line("status", network.status.to_lowercase())
        .line(
            "aut-num",
            if origins.is_empty() {
                "N/A".to_owned()
            } else {
                origins.join(", ")
            },
        );
    if let Some(holder) = holder {
        owner(&mut object, holder);
    }
    if !network.nameservers.is_empty() {
        object
            .line("inetrev", short(network))
            .lines("nserver", &network.nameservers);
    }
    days(&mut object, &network.record);
    object.into_text()
}

fn autnum_of(autnum: &Autnum, holder: Option<&Organization>) -> String {
    let mut object = Paragraph::new(COLUMN);
    object.line("aut-num", autnum.handle());
    if let Some(holder) = holder {
        owner(&mut object, holder);
    }
    days(&mut object, &autnum.record);
    object.into_text()
}

fn owner(object: &mut Paragraph, organization: &Organization) {
    let named = |contact: Option<&Contact>| contact.map(|it| it.handle.clone());
    let desk = || rpsl::desks(Some(organization)).next();
    let abuse = rpsl::abuse_contacts(Some(organization)).next();
    object
        .line("owner", &organization.name)
        .line("ownerid", &organization.handle)
        .lines("responsible", desk().map(|it| &it.name))
        .lines("address", rpsl::address(organization))
        .line("country", &organization.country)
        .lines("phone", desk().map(|it| &it.phone))
        .lines("owner-c", named(desk()))
        .lines("tech-c", named(desk()))
        .lines("abuse-c", named(abuse));
}

fn person(holder: &Organization, contact: &Contact) -> String {
    let mut object = Paragraph::new(COLUMN);
    object
        .line("nic-hdl", &contact.handle)
        .line("person", &contact.name)
        .line("e-mail", &contact.email)
        .lines("address", rpsl::address(holder))
        .line("country", &holder.country)
        .line("phone", &contact.phone);
    days(&mut object, &holder.record);
    object.into_text()
}

fn days(object: &mut Paragraph, record: &Record) {
    object
        .line("created", dates::day(record.registered))
        .line("changed", dates::day(record.changed()));
}

/// A prefix as LACNIC writes it, IPv4 without the bytes that are zero:
/// `200.57.128/19`.
fn short(network: &Network) -> String {
    let prefix = network.prefix;
    let first = prefix.first().to_string();
    if !prefix.is_ipv4() {
        return prefix.to_string();
    }
    let bytes = usize::from(prefix.length().div_ceil(8)).clamp(1, 4);
    let kept: Vec<&str> = first.split('.').take(bytes).collect();
    format!("{}/{}", kept.join("."), prefix.length())
}
