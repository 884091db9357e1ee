//! `/_simulator/state`: the world written down whole, and begun again from that.

use std::sync::Arc;

use super::{Call, error};
use crate::saved::{Saved, SavedError};
use crate::wire::control::clock;
use crate::wire::http::Answer;

mod amazon;
mod present;

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "saveState", path = "/_simulator/state",
    responses((status = 200, description = "What the world began with, everything that has happened, and what there is now; it has the world's access keys and signatures in it")))]
pub(super) fn get(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    let present = present::view(&world);
    let answers = call.simulation.answers();
    Answer::json(200, &Saved::of(world.genesis(), &world, answers, present))
}

#[utoipa::path(put, operation_id = "loadState", path = "/_simulator/state", request_body(content = Object, description = "As `GET /_simulator/state` gave it"),
    responses((status = 200, description = "That world is here in the place of this one; its clock", body = clock::ClockDocument),
        (status = 400, description = "Not a saved state, another version's, or one that was edited; the world goes on as it was")))]
pub(super) fn put(call: &Call<'_>) -> Result<Answer, Answer> {
    let wrong = |what: SavedError| error(400, &what.to_string());
    let saved = Saved::read(call.body).map_err(wrong)?;
    let (genesis, world) = saved.world().map_err(wrong)?;
    let present = present::view(&world);
    if let Some(what) = present::difference(&saved.present, &present) {
        let what = format!(
            "the events do not lead to what the file says there is: {what}; load it as it was saved, with the release that saved it"
        );
        return Err(error(400, &what));
    }
    call.simulation
        .take_over(Arc::new(genesis), world, saved.answers, call.wall);
    Ok(Answer::json(200, &clock::document(call)))
}
