//! What RIPE NCC's, APNIC's and AFRINIC's databases share: how they call a
//! network, RPSL's contacts and addresses.

use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;

use crate::world::registry::{Contact, Organization};

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
