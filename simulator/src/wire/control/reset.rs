//! `/_simulator/reset`: the world begins anew.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{Call, clock};
use crate::wire::http::Answer;

/// What to begin anew with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reset {
    /// Another seed; without it the same.
    seed: Option<u64>,
}

#[utoipa::path(post, operation_id = "reset", path = "/_simulator/reset", request_body = Reset,
    responses((status = 200, description = "The clock of the new world", body = clock::ClockDocument)))]
pub(super) fn post(call: &Call<'_>) -> Result<Answer, Answer> {
    let reset: Reset = if call.body.is_empty() {
        Reset::default()
    } else {
        call.json()?
    };
    call.simulation.reset(reset.seed, call.wall);
    Ok(Answer::json(200, &clock::document(call)))
}
