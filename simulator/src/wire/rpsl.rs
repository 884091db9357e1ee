//! What RIPE NCC's, APNIC's and AFRINIC's databases share: how they call a
//! network, RPSL's contacts, addresses and route objects.

use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;

use super::dates;
use crate::world::World;
use crate::world::registry::{Contact, Organization};
use crate::world::rpki::Entry;

/// Reads a network by its first and last address, as an `inetnum` is called:
/// `198.19.0.0 - 198.19.3.255`. One that is no prefix is nobody's here.
pub(super) fn range(text: &str) -> Option<Prefix> {
    let (first, last) = text.split_once('-')?;
    let first: IpAddr = first.trim().parse().ok()?;
    let last: IpAddr = last.trim().parse().ok()?;
    (0..=Prefix::host(first).longest())
        .filter_map(|length| Prefix::new(first, length).ok())
        .find(|prefix| prefix.last() == last)
}

/// Those who answer for operation. The world does not tell administrative from
/// technical contacts, so each is named as both.
pub(super) fn desks(holder: Option<&Organization>) -> impl Iterator<Item = &Contact> {
    contacts(holder).filter(|contact| contact.technical)
}

/// Those who take complaints: RIPE's abuse-c, APNIC's mnt-irt.
pub(super) fn abuse_contacts(holder: Option<&Organization>) -> impl Iterator<Item = &Contact> {
    contacts(holder).filter(|contact| contact.abuse)
}

fn contacts(holder: Option<&Organization>) -> impl Iterator<Item = &Contact> {
    holder.into_iter().flat_map(|holder| &holder.contacts)
}

/// Street, postal code and city, country: an `address` line each.
pub(super) fn address(organization: &Organization) -> Vec<String> {
    let city = format!("{} {}", organization.postal_code, organization.city);
    let mut lines = organization.street.clone();
    lines.extend([city, organization.country.clone()]);
    lines
}

/// The route object that a ROA has with it, the two attributes that name it
/// first (RFC 2622, section 4). It says of its holder what the network around
/// it does.
pub(super) fn route_object(world: &World, entry: &Entry) -> Vec<(&'static str, String)> {
    let registries = world.registries();
    let (prefix, member) = (entry.roa.prefix(), &entry.member);
    let network = registries.certified(prefix);
    let holder = registries.organization(member.registry, &member.organization);
    let class = if prefix.is_ipv4() { "route" } else { "route6" };
    let mut attributes = vec![
        (class, prefix.to_string()),
        ("origin", entry.roa.asn().to_string()),
    ];
    let descr = holder.map(|holder| ("descr", holder.name.clone()));
    let maintainer = network.and_then(|network| network.maintainer.clone());
    attributes.extend(descr);
    attributes.extend(maintainer.map(|maintainer| ("mnt-by", maintainer)));
    attributes.push(("last-modified", dates::utc(entry.created)));
    attributes.push(("source", member.registry.to_string()));
    attributes
}
