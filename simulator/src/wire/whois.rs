//! whois, RFC 3912: one line in, text out, the connection ends.
//!
//! One port speaks for every registry: the dialect of an answer is that of the
//! registry whose record it shows, however the query was put. What is asked is
//! read in both manners, ARIN's and RIPE's, since a client picks one by the name
//! of the server.
//!
//! Absent: AS numbers, routes, people and organisations as queries of their own,
//! searches along the hierarchy, referrals, and the charset of port 43 (RIPE's
//! is Latin-1; this is UTF-8).

use crate::world::World;
use crate::world::registry::Network;
use byoip_vocabulary::registry::Registry;

mod apnic;
mod arin;
mod paragraph;
mod query;
mod ripe;

use query::{Manner, Query, QueryError, Subject};

#[cfg(test)]
mod tests;

/// Answers one query line.
pub(crate) fn answer(line: &str, world: &World) -> String {
    let query = match Query::read(line) {
        Ok(query) => query,
        Err(error) => return ripe::refuse(&error),
    };
    match find(&query, world) {
        // A server that is down says nothing.
        Some(network) if world.registries().down_until(network.registry).is_some() => String::new(),
        Some(network) => {
            let holder = world.registries().holder(network);
            match network.registry {
                Registry::Arin => arin::show(network, holder, world.now()),
                // The dialects of LACNIC and AFRINIC are not here yet.
                Registry::Ripe | Registry::Lacnic | Registry::Afrinic => {
                    ripe::show(&query, network, holder)
                }
                Registry::Apnic => apnic::show(&query, network, holder),
            }
        }
        None => match query.manner {
            Manner::Arin => arin::no_match(line, world.now()),
            Manner::Rpsl => ripe::refuse(&QueryError::NoEntries),
        },
    }
}

fn find<'a>(query: &Query<'_>, world: &'a World) -> Option<&'a Network> {
    let registries = world.registries();
    let network = match query.subject {
        Subject::Prefix(prefix) if query.exact => {
            registries.networks().find(|it| it.prefix == prefix)
        }
        Subject::Prefix(prefix) => registries.smallest_covering(prefix),
        Subject::Handle(handle) => registries
            .networks()
            .find(|it| it.handle.eq_ignore_ascii_case(handle)),
        Subject::Other => None,
    };
    network.filter(|it| query.takes(class(it)))
}

/// The class of a network in RPSL.
fn class(network: &Network) -> &'static str {
    if network.prefix.is_ipv4() {
        "inetnum"
    } else {
        "inet6num"
    }
}
