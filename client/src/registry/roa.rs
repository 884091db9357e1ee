//! ROAs at a registry: listed, and changed so that what is there already is not
//! created and nothing but what was named is deleted.

use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;

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

    /// The change after which these are there.
    pub fn creation(&self, wanted: &[Roa]) -> Change<'_> {
        let missing = |roa: &&Roa| !self.roas().any(|there| there == *roa);
        Change {
            delete: Vec::new(),
            create: wanted.iter().filter(missing).copied().collect(),
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
