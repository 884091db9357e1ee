//! ARIN's whois.
//!
//! A public comment is labelled `Comment:`, without an s. An organisation's
//! comments stand under the same label in its own paragraph, where a reader that
//! wants the network's must not look. Of what another registry holds there is a
//! stand-in that refers to it.

use std::fmt::Display;
use std::net::SocketAddr;

use byoip_vocabulary::registry::{Field, Registry};

use super::paragraph::Paragraph;
use super::query::{Manner, Query};
use super::search::{Found, Search};
use crate::wire::dates;
use crate::wire::reverse::Zone;
use crate::world::World;
use crate::world::registry::{Autnum, Contact, Network, Organization, Record, Registries};

const COLUMN: usize = 16;

pub(super) fn show(
    query: &Query<'_>,
    search: &Search<'_>,
    world: &World,
    here: SocketAddr,
) -> String {
    let registries = world.registries();
    let text = match (search.found.as_slice(), search.elsewhere) {
        ([], Some(Found::Network(network))) => refer(network, here),
        ([], Some(Found::Autnum(autnum))) => refer_autnum(autnum, here),
        ([], _) => format!("No match found for {}.\n", query.line),
        ([one], _) => whole(query, registries, *one),
        (many, _) if query.contacts => many
            .iter()
            .map(|one| {
                format!(
                    "# start\n\n{}\n\n# end\n\n\n",
                    whole(query, registries, *one)
                )
            })
            .collect(),
        (many, _) => many.iter().map(|one| in_brief(*one)).collect(),
    };
    let assumed = match (query.manner, search.found.first()) {
        (Manner::Bare, Some(found)) => ambiguous(query, *found),
        _ => String::new(),
    };
    let banner = banner(world);
    format!("{banner}{assumed}\n{text}\n{banner}")
}

/// How to ask, which is what `?` asks.
pub(super) fn help(world: &World) -> String {
    let banner = banner(world);
    format!(
        "{banner}\n\
         # Usage: [flags] key, such as n + 198.18.1.0\n\
         #\n\
         # Record types, one of them:\n\
         #     n  networks\n\
         #     a  AS numbers\n\
         #     p  points of contact\n\
         #     o  organizations\n\
         #     d  delegations of reverse zones\n\
         # How much of a record:\n\
         #     +  all of it, with organization and contacts\n\
         #     -  without them, and a line for each of several\n\
         # Which networks:\n\
         #     =  of exactly these addresses\n\
         #     <  the next less specific\n\
         #     >  all more specific\n\
         #\n\
         # Without flags the record type is assumed, and the answer says which.\n\
         {banner}"
    )
}

fn banner(world: &World) -> String {
    let year = dates::eastern_year(world.now());
    format!(
        "\n\
         #\n\
         # ARIN WHOIS data and services are subject to the Terms of Use\n\
         # available at: https://www.arin.net/resources/registry/whois/tou/\n\
         #\n\
         # If you see inaccuracies in the results, please report at\n\
         # https://www.arin.net/resources/registry/whois/inaccuracy_reporting/\n\
         #\n\
         # Copyright 1997-{year}, American Registry for Internet Numbers, Ltd.\n\
         #\n\n"
    )
}

/// What ARIN says to a key without flags.
fn ambiguous(query: &Query<'_>, found: Found<'_>) -> String {
    let flag = match found {
        Found::Network(_) => 'n',
        Found::Autnum(_) => 'a',
        Found::Organization(_) => 'o',
        Found::Contact(..) => 'p',
        Found::Zone(..) => 'd',
        // No record of ARIN's.
        Found::Maintainer(..) => return String::new(),
    };
    let key = query.line;
    format!(
        "\n\
         #\n\
         # Query terms are ambiguous.  The query is assumed to be:\n\
         #     \"{flag} {key}\"\n\
         #\n\
         # Use \"?\" to get help.\n\
         #\n"
    )
}

/// A record with its organisation and contacts.
fn whole(query: &Query<'_>, registries: &Registries, found: Found<'_>) -> String {
    let (mut text, holder) = match found {
        Found::Network(network) => (net(registries, network), registries.holder(network)),
        Found::Autnum(autnum) => (
            asn(autnum),
            registries.organization(autnum.registry, &autnum.organization),
        ),
        Found::Organization(organization) => (org(organization), None),
        Found::Contact(holder, contact) => return poc(holder, contact),
        Found::Zone(zone, network) => (delegation(zone, network), registries.holder(network)),
        Found::Maintainer(..) => return String::new(),
    };
    let contacts_of = match found {
        Found::Organization(organization) => Some(organization),
        _ => holder,
    };
    if !query.contacts {
        return text;
    }
    if let Some(organization) = holder {
        text.push_str("\n\n");
        text.push_str(&org(organization));
    }
    if let Some(organization) = contacts_of {
        text.push('\n');
        for contact in &organization.contacts {
            for role in roles(contact) {
                text.push('\n');
                text.push_str(&point_to(contact, role));
            }
        }
    }
    text
}

/// A record in a line.
fn in_brief(found: Found<'_>) -> String {
    match found {
        Found::Network(network) => {
            let (first, last) = (network.prefix.first(), network.prefix.last());
            format!("{} ({}) {first} - {last}\n", network.name, network.handle)
        }
        Found::Autnum(autnum) => format!("{} ({})\n", autnum.name, autnum.handle()),
        Found::Organization(organization) => {
            format!("{} ({})\n", organization.name, organization.handle)
        }
        Found::Contact(_, contact) => format!("{} ({})\n", contact.name, contact.handle),
        Found::Zone(zone, _) => format!("{zone}.\n"),
        Found::Maintainer(..) => String::new(),
    }
}

fn net(registries: &Registries, network: &Network) -> String {
    let prefix = network.prefix;
    let (first, last) = (prefix.first(), prefix.last());
    let parent = registries
        .parent(network)
        .map_or_else(String::new, |it| format!("{} ({})", it.name, it.handle));
    let origins: Vec<String> = network.origins.iter().map(ToString::to_string).collect();
    let holder = registries.holder(network);
    let mut net = Paragraph::new(COLUMN);
    net.line("NetRange", format_args!("{first} - {last}"))
        .line("CIDR", prefix)
        .line("NetName", &network.name)
        .line("NetHandle", &network.handle)
        .line("Parent", parent)
        .line("NetType", &network.status)
        .line("OriginAS", origins.join(", "))
        .line("Organization", named(holder, &network.organization));
    end(&mut net, &network.record, format_args!("ip/{first}"));
    net.into_text()
}

fn asn(autnum: &Autnum) -> String {
    let (first, last) = (autnum.first.number(), autnum.last.number());
    let mut asn = Paragraph::new(COLUMN);
    match first == last {
        true => asn.line("ASNumber", first),
        false => asn.line("ASNumber", format_args!("{first} - {last}")),
    };
    asn.line("ASName", &autnum.name)
        .line("ASHandle", autnum.handle());
    end(&mut asn, &autnum.record, format_args!("autnum/{first}"));
    asn.into_text()
}

/// A reverse zone.
fn delegation(zone: Zone, network: &Network) -> String {
    let mut delegation = Paragraph::new(COLUMN);
    delegation
        .line("Name", format_args!("{zone}."))
        .line("Updated", dates::eastern_date(network.record.changed()))
        .lines("NameServer", &network.nameservers);
    reference(&mut delegation, "Ref", format_args!("domain/{zone}"));
    delegation.into_text()
}

fn org(organization: &Organization) -> String {
    let mut org = Paragraph::new(COLUMN);
    org.line("OrgName", &organization.name)
        .line("OrgId", &organization.handle);
    address(&mut org, organization);
    let path = format_args!("entity/{}", organization.handle);
    end(&mut org, &organization.record, path);
    org.into_text()
}

fn poc(holder: &Organization, contact: &Contact) -> String {
    let record = &holder.record;
    let mut poc = Paragraph::new(COLUMN);
    poc.line("Name", &contact.name)
        .line("Handle", &contact.handle)
        .line("Company", &holder.name);
    address(&mut poc, holder);
    poc.line("RegDate", dates::eastern_date(record.registered))
        .line("Updated", dates::eastern_date(record.changed()))
        .line("Phone", format_args!("{} (Office)", contact.phone))
        .line("Email", &contact.email);
    reference(&mut poc, "Ref", format_args!("entity/{}", contact.handle));
    poc.into_text()
}

fn address(paragraph: &mut Paragraph, organization: &Organization) {
    paragraph
        .lines("Address", &organization.street)
        .line("City", &organization.city)
        .line("StateProv", organization.state.as_deref().unwrap_or(""))
        .line("PostalCode", &organization.postal_code)
        .line("Country", &organization.country);
}

/// What ARIN has of a network that another registry keeps: that it does.
fn refer(network: &Network, here: SocketAddr) -> String {
    let prefix = network.prefix;
    let (first, last) = (prefix.first(), prefix.last());
    let (name, id) = names_of(network.registry);
    let record = &network.record;
    let mut net = Paragraph::new(COLUMN);
    net.line("NetRange", format_args!("{first} - {last}"))
        .line("CIDR", prefix)
        .line("NetName", format_args!("{id}-BLOCK"))
        .line("NetHandle", handle(network))
        .line("Parent", "")
        .line("NetType", format_args!("Allocated to {}", network.registry))
        .line("OriginAS", "")
        .line("Organization", format_args!("{name} ({id})"))
        .line("RegDate", dates::eastern_date(record.registered))
        .line("Updated", dates::eastern_date(record.registered))
        .line(
            "Comment",
            "This IP address range is not registered in the ARIN database.",
        );
    reference(&mut net, "Ref", format_args!("ip/{first}"));
    format!("{}\nReferralServer:  whois://{here}\n", net.into_text())
}

/// The same of AS numbers.
fn refer_autnum(autnum: &Autnum, here: SocketAddr) -> String {
    let (first, last) = (autnum.first.number(), autnum.last.number());
    let (name, id) = names_of(autnum.registry);
    let registered = dates::eastern_date(autnum.record.registered);
    let mut asn = Paragraph::new(COLUMN);
    match first == last {
        true => asn.line("ASNumber", first),
        false => asn.line("ASNumber", format_args!("{first} - {last}")),
    };
    asn.line("ASName", format_args!("{id}-ASNBLOCK"))
        .line("ASHandle", autnum.handle())
        .line("Organization", format_args!("{name} ({id})"))
        .line("RegDate", &registered)
        .line("Updated", &registered)
        .line(
            "Comment",
            "These AS numbers are not registered in the ARIN database.",
        );
    reference(&mut asn, "Ref", format_args!("autnum/{first}"));
    format!("{}\nReferralServer:  whois://{here}\n", asn.into_text())
}

/// A registry's name, and what ARIN calls its organisation.
const fn names_of(registry: Registry) -> (&'static str, &'static str) {
    match registry {
        Registry::Arin => ("American Registry for Internet Numbers", "ARIN"),
        Registry::Ripe => ("RIPE Network Coordination Centre", "RIPE"),
        Registry::Apnic => ("Asia Pacific Network Information Centre", "APNIC"),
        Registry::Lacnic => (
            "Latin American and Caribbean IP address Regional Registry",
            "LACNIC",
        ),
        Registry::Afrinic => ("African Network Information Center", "AFRINIC"),
    }
}

/// `NET-203-0-113-0-1`, `NET6-2001-DB8-1`.
fn handle(network: &Network) -> String {
    let first = network.prefix.first().to_string().to_uppercase();
    if network.prefix.is_ipv4() {
        format!("NET-{}-1", first.replace('.', "-"))
    } else {
        let groups = first.trim_end_matches(':').replace(':', "-");
        format!("NET6-{groups}-1")
    }
}

fn named(holder: Option<&Organization>, handle: &str) -> String {
    let name = holder.map_or("", |it| it.name.as_str());
    format!("{name} ({handle})")
}

/// What ends a record of any kind: dates, comments, and where RDAP has it.
fn end(paragraph: &mut Paragraph, record: &Record, path: impl Display) {
    paragraph
        .line("RegDate", dates::eastern_date(record.registered))
        .line("Updated", dates::eastern_date(record.changed()))
        .lines("Comment", record.public(Field::Comments));
    reference(paragraph, "Ref", path);
}

fn reference(paragraph: &mut Paragraph, name: &str, path: impl Display) {
    let url = format_args!("https://rdap.arin.net/registry/{path}");
    paragraph.line(name, url);
}

fn roles(contact: &Contact) -> impl Iterator<Item = &'static str> {
    let roles = [(contact.abuse, "OrgAbuse"), (contact.technical, "OrgTech")];
    roles
        .into_iter()
        .filter_map(|(has, role)| has.then_some(role))
}

/// A point of contact. Its values begin right behind its longest label.
fn point_to(contact: &Contact, role: &str) -> String {
    let mut point = Paragraph::new(role.len() + "Handle: ".len());
    point
        .line(&format!("{role}Handle"), &contact.handle)
        .line(&format!("{role}Name"), &contact.name)
        .line(&format!("{role}Phone"), &contact.phone)
        .line(&format!("{role}Email"), &contact.email);
    let path = format_args!("entity/{}", contact.handle);
    reference(&mut point, &format!("{role}Ref"), path);
    point.into_text()
}
