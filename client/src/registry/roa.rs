//! ROAs at a registry: listed, and changed so that what is there already is not
//! created and nothing but what was named is deleted.

use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;

use super::apnic::task::Open;
use super::{Desk, DeskError, apnic, arin, lacnic, ripe};
use crate::http::request::Request;

#[cfg(test)]
mod tests;

/// What a holder has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The ROAs.
    pub entries: Vec<Listed>,
    /// The tag of this very list, where the registry has one: a change that
    /// names it is refused once somebody else has changed something.
    pub tag: Option<String>,
}

/// A ROA as the registry keeps it; some keep several prefixes in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name for the interface.
    pub id: Option<String>,
    /// Its name for people.
    pub name: Option<String>,
    /// What it says.
    pub roas: Vec<Roa>,
}

/// What is to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// What is to go.
    pub delete: Vec<&'a Listed>,
    /// What is to come.
    pub create: Vec<Roa>,
    pub(super) tag: Option<&'a str>,
}

impl Listing {
    /// Everything that is authorized.
    pub fn roas(&self) -> impl Iterator<Item = &Roa> {
        self.entries.iter().flat_map(|listed| &listed.roas)
    }

    /// Those that are not there.
    pub fn absent(&self, wanted: &[Roa]) -> Vec<Roa> {
        let missing = |roa: &&Roa| !self.roas().any(|there| there == *roa);
        wanted.iter().filter(missing).copied().collect()
    }

    /// Those of the same prefixes and origins that are none of these: they differ
    /// in their maximum length.
    pub fn siblings(&self, wanted: &[Roa]) -> Vec<Roa> {
        let is_sibling = |there: &&Roa| {
            let route = |roa: &Roa| (roa.prefix(), roa.asn());
            !wanted.contains(there) && wanted.iter().any(|roa| route(roa) == route(there))
        };
        self.roas().filter(is_sibling).copied().collect()
    }

    /// Refuses to judge by this list, or to change it, where an open task changes
    /// one of these ROAs otherwise than by this very request. `open` must have
    /// been read first: what ended in between is in the list.
    pub fn check_open(
        &self,
        open: &[Open],
        wanted: &[Roa],
        requests: &[Request],
    ) -> Result<(), DeskError> {
        let others = open
            .iter()
            .filter(|open| !requests.iter().any(|it| open.is_of(it)));
        for open in others {
            if let Some(roa) = wanted.iter().find(|roa| open.changes(roa, self)) {
                return Err(open.in_the_way(&roa.to_string()));
            }
        }
        Ok(())
    }

    /// The change after which these are there.
    pub fn creation(&self, wanted: &[Roa]) -> Change<'_> {
        Change {
            delete: Vec::new(),
            create: self.absent(wanted),
            tag: self.tag.as_deref(),
        }
    }

    /// The change after which these are not there, and all others are.
    pub fn deletion(&self, registry: Registry, wanted: &[Roa]) -> Result<Change<'_>, DeskError> {
        let named = |listed: &&Listed| listed.roas.iter().any(|roa| wanted.contains(roa));
        let delete: Vec<&Listed> = self.entries.iter().filter(named).collect();
        for listed in &delete {
            let others = listed.roas.iter().filter(|roa| !wanted.contains(roa));
            let others: Vec<String> = others.map(Roa::to_string).collect();
            if !others.is_empty() {
                return Err(DeskError::Shared {
                    registry,
                    id: listed.id.clone().unwrap_or_default(),
                    others: others.join(", "),
                });
            }
        }
        Ok(Change {
            delete,
            create: Vec::new(),
            tag: self.tag.as_deref(),
        })
    }
}

impl Change<'_> {
    /// Whether everything is already as it is to be.
    pub fn is_empty(&self) -> bool {
        self.delete.is_empty() && self.create.is_empty()
    }

    /// The ROAs that go.
    pub fn deleted(&self) -> impl Iterator<Item = &Roa> {
        self.delete.iter().flat_map(|listed| &listed.roas)
    }
}

/// Reads what the holder has.
pub async fn list(desk: &Desk<'_>) -> Result<Listing, DeskError> {
    match desk.registry {
        Registry::Arin => arin::list(desk).await,
        Registry::Ripe => ripe::list(desk).await,
        Registry::Apnic => apnic::list(desk).await,
        Registry::Lacnic => lacnic::list(desk).await,
        Registry::Afrinic => Err(DeskError::NoInterface),
    }
}

/// The requests that make a change, in their order.
pub fn requests(
    desk: &Desk<'_>,
    change: &Change<'_>,
    now: Timestamp,
) -> Result<Vec<Request>, DeskError> {
    match desk.registry {
        Registry::Arin => Ok(vec![arin::change(desk, change)]),
        Registry::Ripe => Ok(vec![ripe::change(desk, change)]),
        Registry::Apnic => Ok(vec![apnic::change(desk, change)]),
        Registry::Lacnic => Ok(lacnic::change(desk, change, now)),
        Registry::Afrinic => Err(DeskError::NoInterface),
    }
}

/// What a ROA is called for people, where a registry wants a name.
pub(super) fn name(roa: &Roa) -> String {
    let prefix = roa.prefix().to_string().replace(['/', ':', '.'], "-");
    format!("{prefix}-{}", roa.asn())
}
