//! ARIN's records by their names, which its flags ask for: `n EXAMPLE-NET`,
//! `o Example Corp`, `e noc@example.com`. Several may have one.
//!
//! A name is a whole one, in whatever case. A query without a flag is for
//! handles.

use byoip_vocabulary::registry::Registry;

use super::query::Kind;
use super::search::Found;
use crate::world::registry::Registries;

/// ARIN's records of a kind that have a name.
pub(super) fn find<'a>(kind: Kind, registries: &'a Registries, name: &str) -> Vec<Found<'a>> {
    let is_it = |text: &str| text.eq_ignore_ascii_case(name);
    let organizations = || {
        let all = registries.organizations();
        all.filter(|it| it.registry == Registry::Arin)
    };
    match kind {
        Kind::Network => registries
            .networks()
            .filter(|it| it.registry == Registry::Arin && is_it(&it.name))
            .map(Found::Network)
            .collect(),
        Kind::Autnum => registries
            .autnums()
            .filter(|it| it.registry == Registry::Arin && is_it(&it.name))
            .map(Found::Autnum)
            .collect(),
        Kind::Organization => organizations()
            .filter(|it| is_it(&it.name))
            .map(Found::Organization)
            .collect(),
        Kind::Contact => organizations()
            .flat_map(|holder| holder.contacts.iter().map(move |it| (holder, it)))
            .filter(|(_, it)| is_it(&it.name) || is_it(&it.email))
            .map(|(holder, it)| Found::Contact(holder, it))
            .collect(),
        Kind::Any | Kind::Delegation => Vec::new(),
    }
}
