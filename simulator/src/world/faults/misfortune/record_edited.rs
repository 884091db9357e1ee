//! Somebody else edits the record: a colleague who tidies up, a provider who
//! keeps the record for its customer. The public record follows after the
//! registry's delay, as after any edit.

use byoip_vocabulary::certificate::search;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::record::Edited;
use super::{Accident, Befall, Effect};
use crate::world::faults::Miss;
use crate::world::{Fact, World};

/// A field of a network's record is written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordEdited {
    /// The registry.
    pub registry: Registry,
    /// The network's handle or prefix.
    pub network: String,
    /// The field; without it the one that certificates belong in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// What stands there then; without it all but the certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Befall for RecordEdited {
    fn effect(&self) -> Effect<'_> {
        Effect::World(self)
    }
}

impl Accident for RecordEdited {
    fn strike(&self, world: &World, now: Timestamp) -> Result<Vec<Fact>, Miss> {
        let record = Edited::find(world, self.registry, &self.network)?;
        // Those who have no place for certificates have one for remarks, or none.
        let field = self.field.or(self.registry.certificate_field());
        let field = field.unwrap_or(Field::Remarks);
        let lines = match &self.text {
            Some(text) => text.lines().map(str::to_owned).collect(),
            None => without_certificates(record.typed(field)).ok_or(Miss::NoCertificate {
                network: record.handle().to_owned(),
            })?,
        };
        record.edit(world, now, field, lines)
    }
}

/// The lines that no certificate stands on; none where every line is such.
fn without_certificates(lines: &[String]) -> Option<Vec<String>> {
    let text: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = search::find(&text);
    let is_free = |number: &usize| !found.iter().any(|it| it.lines.contains(number));
    let numbered = lines.iter().enumerate();
    let free = numbered.filter(|(number, _)| is_free(number));
    let free: Vec<String> = free.map(|(_, line)| line.clone()).collect();
    (free.len() < lines.len()).then_some(free)
}
