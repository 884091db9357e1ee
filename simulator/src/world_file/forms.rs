//! What a record's values may look like: what a registry could not have on
//! record would be in no answer as it is there.
//!
//! Sources of the lists: ARIN, RESTful Payloads (NET Payload); RIPE Database,
//! AFRINIC and APNIC, documentation of inetnum and inet6num; LACNIC's RDAP.

use byoip_vocabulary::registry::Registry;

use super::problem::Misfit;
use crate::world::registry::{Autnum, Network, Organization, Record};

/// Checks an organisation with its contacts.
pub(super) fn of_organization(organization: &Organization) -> Result<(), Misfit> {
    let handle = &organization.handle;
    uri_part(handle)?;
    let street = organization.street.iter();
    let texts = street.chain(&organization.state).chain([
        &organization.name,
        &organization.city,
        &organization.postal_code,
    ]);
    texts.map(String::as_str).try_for_each(one_line)?;
    country(&organization.country)?;
    for contact in &organization.contacts {
        uri_part(&contact.handle)?;
        [&contact.name, &contact.phone, &contact.email]
            .into_iter()
            .try_for_each(|text| one_line(text))?;
    }
    free_text(&organization.record)
}

/// Checks a network; its status becomes what the registry writes.
pub(super) fn of_network(network: &mut Network) -> Result<(), Misfit> {
    own_handle(network)?;
    let parent = network.parent.iter().flat_map(|it| [&it.name, &it.handle]);
    let texts = parent
        .chain([&network.name])
        .chain(&network.maintainer)
        .chain(&network.nameservers);
    texts.map(String::as_str).try_for_each(one_line)?;
    network.country.iter().try_for_each(|it| country(it))?;
    // What a stub's status is the registries have nowhere listed.
    if network.transferred_to.is_none() {
        network.status = status(network)?.to_owned();
    }
    one_line(&network.status)?;
    free_text(&network.record)
}

/// Checks AS numbers.
pub(super) fn of_autnum(autnum: &Autnum) -> Result<(), Misfit> {
    one_line(&autnum.name)?;
    autnum.maintainer.iter().try_for_each(|it| one_line(it))?;
    autnum.country.iter().try_for_each(|it| country(it))?;
    free_text(&autnum.record)
}

/// A handle says what the prefix says, except at ARIN, where it is a name.
fn own_handle(network: &Network) -> Result<(), Misfit> {
    let (handle, prefix) = (&network.handle, network.prefix);
    let wanted = match network.registry {
        Registry::Arin => return uri_part(handle),
        Registry::Ripe | Registry::Apnic | Registry::Afrinic if prefix.is_ipv4() => {
            format!("{} - {}", prefix.first(), prefix.last())
        }
        Registry::Ripe | Registry::Apnic | Registry::Afrinic | Registry::Lacnic => {
            prefix.to_string()
        }
    };
    if *handle == wanted {
        return Ok(());
    }
    let what = format!("{handle} is the handle of {prefix}; write {wanted}");
    Err(Misfit::new(handle, what))
}

/// A handle stands in paths of the registries' interfaces.
fn uri_part(handle: &str) -> Result<(), Misfit> {
    let is_allowed = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
    if !handle.is_empty() && handle.chars().all(is_allowed) {
        return Ok(());
    }
    let what = format!("{handle:?} is no handle; write letters, digits, `-`, `_` and `.`");
    Err(Misfit::new(handle, what))
}

fn one_line(text: &str) -> Result<(), Misfit> {
    if !text.contains(char::is_control) {
        return Ok(());
    }
    // A line end is not written as itself in the file's line.
    let about = text.split(char::is_control).find(|it| !it.is_empty());
    let what = format!(
        "{text:?} has a line break or another control character; write one line, and each line of a comment as an item"
    );
    Err(Misfit::new(about.unwrap_or_default(), what))
}

fn free_text(record: &Record) -> Result<(), Misfit> {
    let fields = byoip_vocabulary::registry::Field::ALL.into_iter();
    let mut lines = fields
        .filter(|field| record.has(*field))
        .flat_map(|field| record.typed(field));
    lines.try_for_each(|line| one_line(line))
}

fn country(code: &str) -> Result<(), Misfit> {
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    let what = format!("{code:?} is no country; write the two capital letters of ISO 3166, as NL");
    Err(Misfit::new(code, what))
}

/// The status as the registry writes it.
fn status(network: &Network) -> Result<&'static str, Misfit> {
    let known = statuses(network.registry, network.prefix.is_ipv4());
    let mut same = known
        .iter()
        .filter(|it| it.eq_ignore_ascii_case(&network.status));
    same.next().copied().ok_or_else(|| {
        let (status, registry) = (&network.status, network.registry);
        let family = if network.prefix.is_ipv4() {
            "IPv4"
        } else {
            "IPv6"
        };
        let what = format!(
            "{status:?} is no status of an {family} network at {registry}; write {}",
            known.join(", ")
        );
        Misfit::new(status, what)
    })
}

const fn statuses(registry: Registry, is_ipv4: bool) -> &'static [&'static str] {
    match (registry, is_ipv4) {
        (Registry::Arin, _) => &[
            "Direct Allocation",
            "Direct Assignment",
            "Reallocation",
            "Reassignment",
        ],
        (Registry::Ripe, true) => &[
            "ALLOCATED PA",
            "ALLOCATED UNSPECIFIED",
            "ALLOCATED-ASSIGNED PA",
            "LIR-PARTITIONED PA",
            "SUB-ALLOCATED PA",
            "AGGREGATED-BY-LIR",
            "ASSIGNED PA",
            "ASSIGNED PI",
            "ASSIGNED ANYCAST",
            "LEGACY",
        ],
        (Registry::Ripe | Registry::Afrinic, false) => &[
            "ALLOCATED-BY-RIR",
            "ALLOCATED-BY-LIR",
            "AGGREGATED-BY-LIR",
            "ASSIGNED",
            "ASSIGNED PI",
            "ASSIGNED ANYCAST",
        ],
        (Registry::Afrinic, true) => &[
            "ALLOCATED PA",
            "ALLOCATED UNSPECIFIED",
            "SUB-ALLOCATED PA",
            "ASSIGNED PA",
            "ASSIGNED PI",
            "ASSIGNED ANYCAST",
        ],
        (Registry::Apnic, _) => &[
            "ALLOCATED PORTABLE",
            "ALLOCATED NON-PORTABLE",
            "ASSIGNED PORTABLE",
            "ASSIGNED NON-PORTABLE",
        ],
        (Registry::Lacnic, _) => &["ALLOCATED", "ASSIGNED", "REALLOCATED", "REASSIGNED"],
    }
}
