//! The JSON Schema of scenario files (draft 2020-12), by which editors complete
//! keys and underline mistakes. It knows every key that the readers ask for and
//! no other, which the tests hold; what a key's text must be like is the readers'
//! own affair, for most texts may have holes.

#[cfg(test)]
mod tests;

/// The schema, as it lies beside the scenarios.
pub const SCHEMA: &str = include_str!("../../../scenarios/scenario.schema.json");
