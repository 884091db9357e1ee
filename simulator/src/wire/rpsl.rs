//! What RIPE NCC's and APNIC's databases share: RPSL's
//! contacts and addresses.

use crate::world::registry::{Contact, Organization};

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
