//! Port 43.

use crate::world::World;

/// Answers one query line.
pub(crate) fn answer(_line: &str, _world: &World) -> String {
    String::new()
}
