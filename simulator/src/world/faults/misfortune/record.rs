//! What the misfortunes of a registry's record share: finding it, and writing it
//! as its holder would.

use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;

use super::super::Miss;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::{self, Network, RecordKey, RecordKind, Texts};
use crate::world::{Fact, World, wrap};

/// A network whose record is about to be edited.
pub(super) struct Edited<'a>(&'a Network);

impl<'a> Edited<'a> {
    /// Finds it by handle or prefix.
    pub(super) fn find(world: &'a World, registry: Registry, name: &str) -> Result<Self, Miss> {
        let network = world.registries.network_named(registry, name);
        network.map(Self).ok_or_else(|| Miss::NoNetwork {
            registry,
            network: name.to_owned(),
        })
    }

    pub(super) fn handle(&self) -> &'a str {
        &self.0.handle
    }

    /// What stands in a field.
    pub(super) fn typed(&self, field: Field) -> &'a [String] {
        self.0.record.typed(field)
    }

    /// Writes a field.
    pub(super) fn edit(
        &self,
        world: &World,
        now: Timestamp,
        field: Field,
        lines: Vec<String>,
    ) -> Result<Vec<Fact>, Miss> {
        let edit = registry::Command::Edit {
            by: None,
            record: RecordKey {
                registry: self.0.registry,
                record: RecordKind::Network,
                handle: self.0.handle.clone(),
            },
            texts: Texts::from([(field, lines)]),
        };
        let facts = registry::decide(world, now, &edit).map_err(|refusal| match refusal {
            HolderRefusal::Down(down) => Miss::from(down),
            // It was found, and nobody in particular asks.
            HolderRefusal::Record(_) | HolderRefusal::Roa(_) => Miss::NoField {
                network: self.0.handle.clone(),
                field,
            },
        })?;
        Ok(wrap(Fact::Registry, facts))
    }
}
