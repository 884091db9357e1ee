//! `/_simulator/events`: the log of facts. The live stream is the shell's, with
//! the same view of each.

use serde_json::{Value, json};

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::log::{ENCODING, Entry};

#[utoipa::path(get, operation_id = "listEvents", path = "/_simulator/events",
    params(("after" = Option<usize>, Query, description = "Only events behind this sequence number")),
    responses((status = 200, description = "The events so far; with `Accept: text/event-stream` they go on live, and an event `reset` says that the world began anew"),
        (status = 400, description = "`after` is not a number")))]
pub(super) fn get(call: &Call<'_>) -> Result<Answer, Answer> {
    let after = match call.query.get("after") {
        None => 0,
        Some(text) => text
            .parse()
            .map_err(|_| error(400, "after: the sequence number of the last event you have"))?,
    };
    let world = call.simulation.read(call.wall);
    let events: Vec<Value> = world.log().after(after).iter().map(view).collect();
    Ok(Answer::json(
        200,
        &json!({ "version": ENCODING, "events": events }),
    ))
}

/// An event as it is shown: the fact's own members, and one line for a reader.
/// Signatures and secrets stay out of what people copy into tickets.
pub(crate) fn view(entry: &Entry) -> Value {
    // A fact is made of structs, numbers and texts; none of them fails.
    let mut value = serde_json::to_value(entry).unwrap_or_default();
    if let Value::Object(members) = &mut value {
        if let Some(Value::Object(context)) = members.get_mut("context") {
            context.remove("signature");
        }
        if let Some(Value::Object(credential)) = members.get_mut("credential") {
            credential.remove("secret");
            if let Some(Value::Object(session)) = credential.get_mut("session") {
                session.remove("token");
            }
        }
        members.insert("text".to_owned(), entry.fact.to_string().into());
    }
    value
}
