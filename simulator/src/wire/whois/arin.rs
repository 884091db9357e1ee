//! A network as ARIN's whois writes it.
//!
//! A public comment is labelled `Comment:`, without an s. An organisation's
//! comments stand under the same label in its own paragraph, where a reader that
//! wants the network's must not look.

use byoip_vocabulary::registry::Field;
use jiff::Timestamp;

use super::paragraph::Paragraph;
use crate::wire::dates;
use crate::world::registry::{Contact, Network, Organization, Record};

const COLUMN: usize = 16;

pub(super) fn show(network: &Network, holder: Option<&Organization>, now: Timestamp) -> String {
    let mut text = String::new();
    text.push_str(&describe(network, holder));
    if let Some(organization) = holder {
        text.push_str("\n\n");
        text.push_str(&introduce(organization));
        text.push('\n');
        for contact in &organization.contacts {
            for role in roles(contact) {
                text.push('\n');
                text.push_str(&point_to(contact, role));
            }
        }
    }
    framed(&text, now)
}

pub(super) fn no_match(line: &str, now: Timestamp) -> String {
    let asked = line.trim();
    framed(&format!("No match found for {asked}.\n"), now)
}

fn framed(text: &str, now: Timestamp) -> String {
    let year = dates::eastern_year(now);
    let banner = format!(
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
    );
    format!("{banner}\n{text}\n{banner}")
}

fn describe(network: &Network, holder: Option<&Organization>) -> String {
    let prefix = network.prefix;
    let (first, last) = (prefix.first(), prefix.last());
    let parent = network.parent.as_ref();
    let parent = parent.map_or((String::new(), String::new()), |it| {
        (it.name.clone(), it.handle.clone())
    });
    let name = holder.map_or("", |it| it.name.as_str());
    let mut net = Paragraph::new(COLUMN);
    net.line("NetRange", format_args!("{first} - {last}"))
        .line("CIDR", prefix)
        .line("NetName", &network.name)
        .line("NetHandle", &network.handle)
        .line("Parent", format_args!("{} ({})", parent.0, parent.1))
        .line("NetType", &network.status)
        .line("OriginAS", "")
        .line(
            "Organization",
            format_args!("{name} ({})", network.organization),
        );
    end(&mut net, &network.record, &format!("ip/{first}"));
    net.into_text()
}

fn introduce(organization: &Organization) -> String {
    let mut org = Paragraph::new(COLUMN);
    org.line("OrgName", &organization.name)
        .line("OrgId", &organization.handle)
        .lines("Address", &organization.street)
        .line("City", &organization.city)
        .line("StateProv", organization.state.as_deref().unwrap_or(""))
        .line("PostalCode", &organization.postal_code)
        .line("Country", &organization.country);
    let path = format!("entity/{}", organization.handle);
    end(&mut org, &organization.record, &path);
    org.into_text()
}

/// What ends a record of either kind: dates, comments, and where RDAP has it.
fn end(paragraph: &mut Paragraph, record: &Record, path: &str) {
    paragraph
        .line("RegDate", dates::eastern_date(record.registered))
        .line("Updated", dates::eastern_date(record.changed()))
        .lines("Comment", record.public(Field::Comments));
    reference(paragraph, "Ref", path);
}

fn reference(paragraph: &mut Paragraph, name: &str, path: &str) {
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
    let path = format!("entity/{}", contact.handle);
    reference(&mut point, &format!("{role}Ref"), &path);
    point.into_text()
}
