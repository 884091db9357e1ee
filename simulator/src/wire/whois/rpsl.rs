//! Objects as the databases with RPSL write them (RFC 2622, section 2): RIPE
//! NCC's, APNIC's and AFRINIC's, which share RIPE's software or grew from it.
//!
//! Values stand as they were typed: what RDAP cleans, whois does not.

use byoip_vocabulary::registry::Registry;

use super::query::{CLASSES, Query, QueryError};
use super::search::{Found, Search, is_team};
use super::{afrinic, apnic, ripe, routes};
use crate::wire::rpsl;
use crate::world::World;
use crate::world::registry::{Organization, Registries};

mod object;

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

/// How a registry's database writes; ARIN's and LACNIC's are not RPSL here.
const fn dialect(registry: Registry) -> Option<&'static Dialect> {
    match registry {
        Registry::Ripe => Some(&ripe::DIALECT),
        Registry::Apnic => Some(&apnic::DIALECT),
        Registry::Afrinic => Some(&afrinic::DIALECT),
        Registry::Arin | Registry::Lacnic => None,
    }
}

/// A part of an answer under construction.
struct Answer<'a> {
    dialect: &'a Dialect,
    /// Whether another database answers with its copy.
    is_mirror: bool,
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
        let sources = sources(dialect, &search.mirrored);
        return refuse(dialect, &QueryError::NoEntries(sources));
    }
    let mut text = dialect.banner.to_owned();
    if dialect.filters && !query.unfiltered && !query.keys_only {
        text.push_str(FILTERED);
    }
    for found in &search.found {
        let registry = found.registry();
        let answer = Answer {
            dialect: self::dialect(registry).unwrap_or(dialect),
            is_mirror: registry != search.registry,
            query,
            registries: world.registries(),
        };
        text.push_str(&answer.about(*found));
    }
    for route in routes {
        text.push_str(&routes::show(query, &rpsl::route_object(world, route)));
    }
    text + dialect.closing
}

/// The names of a database and of the ones it mirrors.
fn sources(own: &Dialect, mirrored: &[Registry]) -> String {
    let mirrors = mirrored.iter().copied().filter_map(dialect);
    let mirrors = mirrors.map(|it| format!(",{}-GRS", it.source));
    mirrors.fold(own.source.to_owned(), |all, one| all + &one)
}

/// How to ask.
pub(super) fn help(dialect: &Dialect) -> String {
    let (banner, closing) = (dialect.banner, dialect.closing);
    format!(
        "{banner}\
         % Usage: [options] key, such as -r 198.19.0.0/22\n\
         %\n\
         %   key   an address, a prefix, an AS number, a reverse zone, a handle\n\
         %   -r    without organisation and contacts\n\
         %   -B    with what is otherwise filtered\n\
         %   -K    primary keys only\n\
         %   -x    the network of exactly these addresses\n\
         %   -l -L the next less specific, or all of them\n\
         %   -m -M the next more specifics, or all of them\n\
         %   -d    networks and reverse zones, whichever is asked for\n\
         %   -T    only these classes: inetnum,inet6num,aut-num,domain,organisation,role,irt,mntner\n\
         %   -s    only this database: RIPE, APNIC, AFRINIC, ARIN or LACNIC\n\
         %   -a    the mirrored databases as well\n\n\
         {closing}"
    )
}

/// An error, numbered as in the database's own messages.
pub(super) fn refuse(dialect: &Dialect, error: &QueryError) -> String {
    let (banner, closing) = (dialect.banner, dialect.closing);
    let (number, hint) = match error {
        QueryError::NoEntries(sources) => (101, format!("No entries found in source {sources}.")),
        QueryError::Source(source) => (
            102,
            format!(
                "\"{source}\" is not a known source; there are RIPE, APNIC, AFRINIC, ARIN and LACNIC."
            ),
        ),
        QueryError::Class(_) => (103, format!("There are {}.", CLASSES.join(", "))),
        QueryError::NoKey => (106, "No search key specified".to_owned()),
        QueryError::Option(option) => (
            111,
            format!(
                "{option} is not simulated; there are -r, -B, -x, -l, -L, -m, -M, -d, -K, -T, -s and -a."
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
            Found::Contact(holder, contact) => {
                let object = if is_team(holder, contact) {
                    self.team(contact, holder, None)
                } else {
                    self.role(contact, holder, None)
                };
                (contact.handle.clone(), object, None)
            }
            Found::Maintainer(holder, name) => {
                (name.to_owned(), self.maintainer(name, holder), None)
            }
            Found::Zone(zone, network) => (zone.to_string(), self.domain(zone, network), None),
        };
        if self.query.keys_only {
            let key = object.lines().next().unwrap_or_default();
            return format!("{key}\n\n");
        }
        let mut text = format!("% Information related to '{name}'\n\n");
        // A mirror has nobody's contacts.
        let shown = holder.filter(|_| !self.is_mirror);
        for abuse in rpsl::abuse_contacts(shown) {
            let email = &abuse.email;
            text.push_str(&format!("% Abuse contact for '{name}' is '{email}'\n\n"));
        }
        let mut objects = vec![object];
        if self.query.contacts && !self.is_mirror {
            objects.extend(self.around(found));
        }
        for object in objects {
            text.push_str(&object);
            text.push('\n');
        }
        text
    }

    /// What an object refers to: an organisation, its team and its contacts.
    fn around(&self, found: Found<'_>) -> Vec<String> {
        let (holder, maintainer) = match found {
            Found::Network(network) => {
                let holder = self.registries.holder(network);
                (holder, network.maintainer.as_deref())
            }
            Found::Autnum(autnum) => {
                let holder = self.holder(autnum.registry, &autnum.organization);
                (holder, autnum.maintainer.as_deref())
            }
            Found::Zone(_, network) => {
                let holder = self.registries.holder(network);
                (holder, network.maintainer.as_deref())
            }
            Found::Maintainer(holder, name) => (Some(holder), Some(name)),
            Found::Organization(_) | Found::Contact(..) => (None, None),
        };
        let Some(holder) = holder else {
            return Vec::new();
        };
        let is_held = matches!(found, Found::Network(_) | Found::Autnum(_));
        let mut objects = Vec::new();
        if self.dialect.has_teams && is_held {
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
        let mirror = if self.is_mirror { "-GRS" } else { "" };
        format!("{}{mirror}{note}", self.dialect.source)
    }
}
