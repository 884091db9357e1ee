//! `/_simulator/reset`: the world begins anew, or another begins in its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;

use super::{Call, clock, error};
use crate::wire::http::Answer;
use crate::world::Genesis;
use crate::world_file::{Scalar, WorldFile, WorldFileError, no_files, set_policy};

#[cfg(test)]
mod tests;

/// How long a body is taken: a world file may be long, and a saved world has all
/// that happened in it.
pub(in crate::wire) const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// What to begin anew with; without anything what the world began with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reset {
    /// Another seed; without it the same, or the sent world's.
    seed: Option<u64>,
    /// Another world, as the text of a world file. It names no files of its own.
    world: Option<String>,
    /// The world that the simulator was started with.
    #[serde(default)]
    default: bool,
    /// Settings of the policy table over the world's own: texts, whole numbers,
    /// `true` and `false`.
    #[serde(default)]
    #[schema(value_type = Object)]
    policy: BTreeMap<String, Scalar>,
}

impl Reset {
    fn genesis(self, call: &Call<'_>) -> Result<Arc<Genesis>, Answer> {
        let wrong = |what: WorldFileError| error(400, &what.to_string());
        let mut genesis = match self.world {
            Some(_) if self.default => {
                return Err(error(
                    400,
                    "say `world` or `default`, not both: another world, or the first one again",
                ));
            }
            Some(text) => {
                let world = WorldFile::read(&text, "world", &no_files).map_err(wrong)?;
                Arc::new(world.genesis)
            }
            None if self.default => Arc::new(call.simulation.first().clone()),
            None => call.simulation.genesis(),
        };
        if let Some(seed) = self.seed {
            Arc::make_mut(&mut genesis).seed = seed;
        }
        if !self.policy.is_empty() {
            let policy = &mut Arc::make_mut(&mut genesis).policy;
            set_policy(policy, &self.policy).map_err(wrong)?;
        }
        Ok(genesis)
    }
}

#[utoipa::path(post, operation_id = "reset", path = "/_simulator/reset", request_body = Reset,
    responses((status = 200, description = "The clock of the new world", body = clock::ClockDocument),
        (status = 400, description = "A world file or a setting that cannot be used, with its line, its column and a caret; the world goes on as it was")))]
pub(super) fn post(call: &Call<'_>) -> Result<Answer, Answer> {
    let reset: Reset = if call.body.is_empty() {
        Reset::default()
    } else {
        call.json()?
    };
    let genesis = reset.genesis(call)?;
    call.simulation.begin_anew(genesis, call.wall);
    Ok(Answer::json(200, &clock::document(call)))
}
