//! `/_simulator/egress`: the way out of AWS, as partners see it now.

use serde_json::{Map, Value, json};

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::aws::egress::egress;
use crate::world::aws::ids::InstanceId;
use crate::world::continuity::outbound::{self, Caller};

/// HTTPS.
const USUAL_PORT: u16 = 443;

#[utoipa::path(get, operation_id = "leave", path = "/_simulator/egress",
    params(("instance" = String, Query, description = "The instance that connects"),
        ("port" = Option<u16>, Query, description = "The port at the partner; else 443")),
    responses((status = 200, description = "The address that others see, and what becomes of a connection to each partner"),
        (status = 400, description = "No instance, or no port")))]
pub(super) fn look(call: &Call<'_>) -> Result<Answer, Answer> {
    let caller = caller(call)?;
    let world = call.simulation.read(call.wall);
    let leaving = egress(&world, &caller.instance, caller.port);
    let partners = world.internet().partners().iter();
    let passages = partners.zip(outbound::now(&world, &caller));
    let partners: Map<String, Value> = passages
        .map(|(partner, passage)| {
            let told = json!({ "open": passage.is_open(), "text": passage.to_string() });
            (partner.name.clone(), told)
        })
        .collect();
    Ok(Answer::json(
        200,
        &json!({
            "instance": caller.instance.as_str(),
            "port": caller.port,
            "source": leaving.as_ref().ok().map(|egress| egress.source),
            "nat_gateway": leaving.as_ref().ok().and_then(|egress| egress.gateway.as_ref())
                .map(ToString::to_string),
            "why": leaving.as_ref().err().map(ToString::to_string),
            "partners": partners,
        }),
    ))
}

/// Whose connections a call is about.
pub(super) fn caller(call: &Call<'_>) -> Result<Caller, Answer> {
    let missing = || {
        error(
            400,
            "instance is missing; say ?instance=i-0123456789abcdef0",
        )
    };
    let instance = call.query.get("instance").filter(|id| !id.is_empty());
    let instance = instance.ok_or_else(missing)?;
    let port = match call.query.get("port") {
        None => USUAL_PORT,
        Some(text) => text
            .parse()
            .map_err(|_| error(400, &format!("port: {text} is no port; write 25 or 443")))?,
    };
    Ok(Caller {
        instance: InstanceId::new(instance),
        port,
    })
}
