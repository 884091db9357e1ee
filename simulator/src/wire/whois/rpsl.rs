//! Objects as the databases with RPSL write them (RFC 2622, section 2): RIPE
//! NCC's, APNIC's and AFRINIC's, which share RIPE's software or grew from it.
//!
//! Values stand as they were typed: what RDAP cleans, whois does not.

use byoip_vocabulary::registry::{Field, Registry};

use super::paragraph::Paragraph;
use super::query::{Query, QueryError, class};
use super::routes;
use super::search::{Found, Search};
use crate::wire::{dates, rpsl};
use crate::world::World;
use crate::world::registry::{Autnum, Contact, Network, Organization, Record, Registries};

const COLUMN: usize = 16;

const FILTERED: &str = "\
% Note: this output has been filtered.
%       To receive output for a database update, use the \"-B\" flag.

";

/// What one database does otherwise than the others.
pub(super) struct Dialect {
    /// The database's name.
    pub(super) source: &'static str,
    /// What stands above every answer.
    pub(super) banner: &'static str,
    /// What stands below.
    pub(super) closing: &'static str,
    /// Whether it filters unless told not to, and says so.
    pub(super) filters: bool,
    /// Whether abuse goes to an incident response team.
    pub(super) has_teams: bool,
    /// Whether an object has its date of creation.
    pub(super) has_creation: bool,
    /// Whether a network shows its parent.
    pub(super) shows_parent: bool,
}

/// An answer under construction.
struct Answer<'a> {
    dialect: &'a Dialect,
    query: &'a Query<'a>,
    registries: &'a Registries,
}

pub(super) fn show(
    dialect: &Dialect,
    query: &Query<'_>,
    search: &Search<'_>,
    world: &World,
) -> String {
    let routes = routes::find(query, search.registry, world);
    if search.found.is_empty() && routes.is_empty() {
        return refuse(dialect, &QueryError::NoEntries);
    }
    let answer = Answer {
        dialect,
        query,
        registries: world.registries(),
    };
    let mut text = dialect.banner.to_owned();
    if dialect.filters && !query.unfiltered && !query.keys_only {
        text.push_str(FILTERED);
    }
    for found in &search.found {
        text.push_str(&answer.about(*found));
    }
    for route in routes {
        text.push_str(&answer.route(&rpsl::route_object(world, route)));
    }
    text + dialect.closing
}

/// An error, numbered as in the database's own messages.
pub(super) fn refuse(dialect: &Dialect, error: &QueryError) -> String {
    let (banner, closing) = (dialect.banner, dialect.closing);
    let (number, hint) = match error {
        QueryError::NoEntries => (
            101,
            format!("No entries found in source {}.", dialect.source),
        ),
        QueryError::Source(source) => (
            102,
            format!(
                "\"{source}\" is not a known source; there are RIPE, APNIC, AFRINIC, ARIN and LACNIC."
            ),
        ),
        QueryError::NoKey => (106, "No search key specified".to_owned()),
        QueryError::Option(option) => (
            111,
            format!(
                "{option} is not simulated; there are -r, -B, -x, -l, -L, -m, -M, -K, -T and -s."
            ),
        ),
    };
    format!("{banner}%ERROR:{number}: {error}\n%\n% {hint}\n\n{closing}")
}

impl Answer<'_> {
    /// An object, what belongs to it, and the lines above.
    fn about(&self, found: Found<'_>) -> String {
        let (name, object, holder) = match found {
            Found::Network(network) => {
                let holder = self.registries.holder(network);
                (network.handle.clone(), self.network(network), holder)
            }
            Found::Autnum(autnum) => {
                let holder = self.holder(autnum.registry, &autnum.organization);
                (autnum.handle(), self.autnum(autnum), holder)
            }
            Found::Organization(organization) => {
                let object = self.organization(organization, None);
                (organization.handle.clone(), object, None)
            }
            Found::Contact(holder, contact) => (
                contact.handle.clone(),
                self.role(contact, holder, None),
                None,
            ),
        };
        if self.query.keys_only {
            let key = object.lines().next().unwrap_or_default();
            return format!("{key}\n\n");
        }
        let mut text = format!("% Information related to '{name}'\n\n");
        for abuse in rpsl::abuse_contacts(holder) {
            let email = &abuse.email;
            text.push_str(&format!("% Abuse contact for '{name}' is '{email}'\n\n"));
        }
        let mut objects = vec![object];
        if let (true, Some(holder)) = (self.query.contacts, holder) {
            let maintainer = match found {
                Found::Network(network) => network.maintainer.as_deref(),
                Found::Autnum(autnum) => autnum.maintainer.as_deref(),
                Found::Organization(_) | Found::Contact(..) => None,
            };
            objects.extend(self.around(holder, maintainer));
        }
        for object in objects {
            text.push_str(&object);
            text.push('\n');
        }
        text
    }

    /// A route object and the line above.
    fn route(&self, attributes: &[(&'static str, String)]) -> String {
        let mut object = Paragraph::new(COLUMN);
        // What names it is the prefix and the origin.
        let (key, _) = attributes.split_at(attributes.len().min(2));
        let shown = if self.query.keys_only {
            key
        } else {
            attributes
        };
        for (name, value) in shown {
            object.line(name, value);
        }
        let object = object.into_text();
        if self.query.keys_only {
            return format!("{object}\n");
        }
        let name: String = key.iter().map(|(_, value)| value.as_str()).collect();
        format!("% Information related to '{name}'\n\n{object}\n")
    }

    /// The organisation, its team and its contacts.
    fn around(&self, holder: &Organization, maintainer: Option<&str>) -> Vec<String> {
        let mut objects = Vec::new();
        if self.dialect.has_teams {
            let teams = rpsl::abuse_contacts(Some(holder));
            objects.extend(teams.map(|it| self.team(it, holder, maintainer)));
        }
        objects.push(self.organization(holder, maintainer));
        let desks = rpsl::desks(Some(holder));
        objects.extend(desks.map(|it| self.role(it, holder, maintainer)));
        objects
    }

    fn holder(&self, registry: Registry, handle: &str) -> Option<&Organization> {
        self.registries.organization(registry, handle)
    }

    fn source(&self) -> String {
        let filtered = self.dialect.filters && !self.query.unfiltered;
        let note = if filtered { " # Filtered" } else { "" };
        format!("{}{note}", self.dialect.source)
    }

    fn network(&self, network: &Network) -> String {
        let record = &network.record;
        let holder = self.registries.holder(network);
        let desks: Vec<&str> = rpsl::desks(holder).map(|it| it.handle.as_str()).collect();
        let teams: Vec<&str> = match self.dialect.has_teams {
            true => rpsl::abuse_contacts(holder)
                .map(|it| it.handle.as_str())
                .collect(),
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

    fn autnum(&self, autnum: &Autnum) -> String {
        let record = &autnum.record;
        let holder = self.holder(autnum.registry, &autnum.organization);
        let desks: Vec<&str> = rpsl::desks(holder).map(|it| it.handle.as_str()).collect();
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

    fn organization(&self, organization: &Organization, maintainer: Option<&str>) -> String {
        let record = &organization.record;
        let abuse: Vec<&str> = match self.dialect.has_teams {
            true => Vec::new(),
            false => rpsl::abuse_contacts(Some(organization))
                .map(|it| it.handle.as_str())
                .collect(),
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
    fn team(
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
    fn role(
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
