//! Somebody replaces the certificate in the record by another, which is as good
//! as the first and of another key: a colleague renewed it and did not tell. What
//! the old key signed is no longer verified.

use byoip_vocabulary::certificate::search;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::record::Edited;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::{Fact, World};

#[cfg(test)]
mod tests;

/// A certificate whose key nobody has, good for two hundred years, on one line.
const STRANGER: &str = include_str!("certificate_replaced/stranger.txt");

/// The first certificate of a network's record is another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateReplaced {
    /// The registry.
    pub registry: Registry,
    /// The network's handle or prefix.
    pub network: String,
}

impl Befall for CertificateReplaced {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for CertificateReplaced {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let record = Edited::find(world, self.registry, &self.network)?;
        let replaced = self.registry.network_fields().iter().find_map(|field| {
            let lines = replaced(record.typed(*field))?;
            Some((*field, lines))
        });
        let (field, lines): (Field, _) = replaced.ok_or_else(|| Miss::NoCertificate {
            network: record.handle().to_owned(),
        })?;
        record.edit(world, now, field, lines)
    }
}

/// The lines with the stranger's certificate in the place of the first that stands
/// on them.
fn replaced(lines: &[String]) -> Option<Vec<String>> {
    let text: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = search::find(&text).into_iter().next()?;
    let first = *found.lines.start();
    let numbered = lines.iter().enumerate();
    let lines = numbered.filter_map(|(number, line)| {
        if number == first {
            Some(STRANGER.trim().to_owned())
        } else {
            (!found.lines.contains(&number)).then(|| line.clone())
        }
    });
    Some(lines.collect())
}
