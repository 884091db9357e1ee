//! What RIPE NCC's and APNIC's databases share: RPSL (RFC 2622, section 2) in its
//! values and its contacts.

use crate::world::registry::{Contact, Organization};

#[cfg(test)]
mod tests;

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

/// A value without its end-of-line comment and with single blanks.
pub(super) fn clean(value: &str) -> String {
    collapse(value.split_once('#').map_or(value, |(value, _)| value))
}

/// A value with single blanks, and none at its ends.
pub(super) fn collapse(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Street, postal code and city, country: an `address` line each.
pub(super) fn address(organization: &Organization) -> Vec<String> {
    let city = format!("{} {}", organization.postal_code, organization.city);
    let mut lines = organization.street.clone();
    lines.extend([city, organization.country.clone()]);
    lines
}
