//! The route objects of an answer: a query for addresses brings, behind the
//! network, the routes that lie to them as the network does. APNIC, routing
//! objects: "any associated route object will be returned with the inetnum
//! object" <https://www.apnic.net/about-apnic/whois_search/about/what-is-in-whois/irr/routing-objects/>.

use std::collections::BTreeMap;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;

use super::paragraph::Paragraph;
use super::query::{Query, Reach, Subject};
use crate::world::World;
use crate::world::rpki::Entry;

#[cfg(test)]
mod tests;

const COLUMN: usize = 16;

/// The ROAs whose route objects a query asks a registry for, by prefix and
/// origin; several ROAs of one route have one object.
pub(super) fn find<'a>(query: &Query<'_>, registry: Registry, world: &'a World) -> Vec<&'a Entry> {
    let Subject::Prefix(prefix) = query.subject else {
        return Vec::new();
    };
    let class = if prefix.is_ipv4() { "route" } else { "route6" };
    if !query.takes_class(class) {
        return Vec::new();
    }
    let own = world.rpki().with_route_object(world.now());
    let own = own.filter(|entry| entry.member.registry == registry);
    let own = own.filter(|entry| is_near(query.reach, entry.roa.prefix(), prefix));
    let mut routes = BTreeMap::new();
    for entry in own {
        let route = (entry.roa.prefix(), entry.roa.asn());
        routes.entry(route).or_insert(entry);
    }
    if matches!(query.reach, Reach::Smallest | Reach::Above) {
        let longest = routes.keys().map(|(of, _)| of.length()).max();
        routes.retain(|(of, _), _| Some(of.length()) == longest);
    }
    if query.reach == Reach::Below {
        let all: Vec<Prefix> = routes.keys().map(|(of, _)| *of).collect();
        let is_inside = |one: Prefix| all.iter().any(|other| *other != one && other.covers(one));
        routes.retain(|(of, _), _| !is_inside(*of));
    }
    routes.into_values().collect()
}

/// Whether a route lies to a prefix as a query wants it.
pub(super) fn is_near(reach: Reach, route: Prefix, prefix: Prefix) -> bool {
    match reach {
        Reach::Exact => route == prefix,
        Reach::Smallest | Reach::AllAbove => route.covers(prefix),
        Reach::Above => route != prefix && route.covers(prefix),
        Reach::Below | Reach::AllBelow => route != prefix && prefix.covers(route),
    }
}

/// A route object and the line above.
pub(super) fn show(query: &Query<'_>, attributes: &[(&'static str, String)]) -> String {
    // What names it is the prefix and the origin.
    let (key, _) = attributes.split_at(attributes.len().min(2));
    let shown = if query.keys_only { key } else { attributes };
    let mut object = Paragraph::new(COLUMN);
    for (name, value) in shown {
        object.line(name, value);
    }
    let object = object.into_text();
    if query.keys_only {
        return format!("{object}\n");
    }
    let name: String = key.iter().map(|(_, value)| value.as_str()).collect();
    format!("% Information related to '{name}'\n\n{object}\n")
}
