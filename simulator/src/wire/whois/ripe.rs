//! An inetnum or inet6num as the RIPE Database's whois writes it
//! <https://docs.db.ripe.net/Appendices/>.
//!
//! Values stand as they were typed: what RDAP cleans, whois does not.

use super::class;
use super::paragraph::Paragraph;
use super::query::{Query, QueryError};
use crate::wire::{dates, rpsl};
use crate::world::registry::{Contact, Network, Organization};
use byoip_vocabulary::registry::Field;

const COLUMN: usize = 16;

const BANNER: &str = "\
% This is the RIPE Database query service.
% The objects are in RPSL format.
%
% The RIPE Database is subject to Terms and Conditions.
% See https://docs.db.ripe.net/terms-conditions.html

";

const FILTERED: &str = "\
% Note: this output has been filtered.
%       To receive output for a database update, use the \"-B\" flag.

";

const CLOSING: &str =
    "% This query was served by the RIPE Database Query Service version 1.124 (SIMULATOR)\n\n\n";

pub(super) fn show(query: &Query<'_>, network: &Network, holder: Option<&Organization>) -> String {
    let mut text = BANNER.to_owned();
    if !query.unfiltered {
        text.push_str(FILTERED);
    }
    let handle = &network.handle;
    text.push_str(&format!("% Information related to '{handle}'\n\n"));
    for abuse in rpsl::abuse_contacts(holder) {
        let email = &abuse.email;
        text.push_str(&format!("% Abuse contact for '{handle}' is '{email}'\n\n"));
    }
    let source = if query.unfiltered {
        "RIPE"
    } else {
        "RIPE # Filtered"
    };
    let mut objects = vec![describe(network, holder, source)];
    if query.contacts
        && let Some(organization) = holder
    {
        let maintainer = network.maintainer.as_deref();
        objects.push(introduce(organization, maintainer, source));
        for contact in rpsl::desks(holder) {
            objects.push(role(query, contact, organization, maintainer, source));
        }
    }
    for object in objects {
        text.push_str(&object);
        text.push('\n');
    }
    text + CLOSING
}

/// An error, numbered as in the database's own messages.
pub(super) fn refuse(error: &QueryError) -> String {
    let (number, hint) = match error {
        QueryError::NoEntries => (101, "No entries found in source RIPE.".to_owned()),
        QueryError::NoKey => (106, "No search key specified".to_owned()),
        QueryError::Option(option) => (
            111,
            format!("{option} is not simulated; there are -r, -B, -x and -T."),
        ),
    };
    format!("{BANNER}%ERROR:{number}: {error}\n%\n% {hint}\n\n{CLOSING}")
}

fn describe(network: &Network, holder: Option<&Organization>, source: &str) -> String {
    let record = &network.record;
    let desks: Vec<&str> = rpsl::desks(holder).map(|it| it.handle.as_str()).collect();
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
        .line("created", dates::utc(record.registered))
        .line("last-modified", dates::utc(record.changed()))
        .line("source", source);
    object.into_text()
}

fn introduce(organization: &Organization, maintainer: Option<&str>, source: &str) -> String {
    let record = &organization.record;
    let abuse = rpsl::abuse_contacts(Some(organization));
    let mut object = Paragraph::new(COLUMN);
    object
        .line("organisation", &organization.handle)
        .line("org-name", &organization.name)
        .line("country", &organization.country)
        .line("org-type", "LIR")
        .lines("address", rpsl::address(organization))
        .lines("remarks", record.public(Field::Remarks))
        .lines("abuse-c", abuse.map(|it| &it.handle))
        .lines("mnt-by", maintainer)
        .line("created", dates::utc(record.registered))
        .line("last-modified", dates::utc(record.changed()))
        .line("source", source);
    object.into_text()
}

/// A contact, whose address for mail is for `-B` alone.
fn role(
    query: &Query<'_>,
    contact: &Contact,
    organization: &Organization,
    maintainer: Option<&str>,
    source: &str,
) -> String {
    let email = query.unfiltered.then_some(&contact.email);
    let record = &organization.record;
    let mut object = Paragraph::new(COLUMN);
    object
        .line("role", &contact.name)
        .lines("address", rpsl::address(organization))
        .line("phone", &contact.phone)
        .lines("e-mail", email)
        .line("nic-hdl", &contact.handle)
        .lines("mnt-by", maintainer)
        .line("created", dates::utc(record.registered))
        .line("last-modified", dates::utc(record.changed()))
        .line("source", source);
    object.into_text()
}
