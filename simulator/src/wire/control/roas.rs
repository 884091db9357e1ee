//! `/_simulator/roas`: route origin authorizations, without a portal.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::rpki::{self, Draft, Entry, RoaId, Stage};
use crate::world::{Command, Fact, World};

/// A ROA as the body of a request writes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoaDocument {
    /// `198.18.0.0/23`.
    #[schema(value_type = String)]
    prefix: Prefix,
    /// The longest announcement authorised; without it the prefix's own length.
    max_length: Option<u8>,
    /// `AS64500`, or the bare number.
    #[schema(value_type = String)]
    asn: Asn,
    /// When it ends; without, it is renewed for as long as it is wanted.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

impl RoaDocument {
    fn draft(&self) -> Result<Draft, Answer> {
        let roa = Roa::new(self.prefix, self.max_length, self.asn);
        let roa = roa.map_err(|wrong| error(400, &wrong.to_string()))?;
        let until = self.until;
        let name = None;
        Ok(Draft {
            name,
            until,
            ..Draft::of(roa)
        })
    }
}

#[utoipa::path(get, operation_id = "listRoas", path = "/_simulator/roas",
    responses((status = 200, description = "Every ROA on record or still seen by validators")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "roas": views(&world) }))
}

/// Every ROA on record or still seen by validators.
pub(super) fn views(world: &World) -> Vec<Value> {
    let entries = world.rpki().entries();
    entries.map(|(id, entry)| view(world, id, entry)).collect()
}

#[utoipa::path(post, operation_id = "createRoa", request_body = RoaDocument, path = "/_simulator/roas",
    responses((status = 201, description = "Created; validators see it after a delay"),
        (status = 400, description = "A maximum length outside the prefix's"),
        (status = 404, description = "Nobody in this world holds the prefix"),
        (status = 409, description = "There is one that says the same")))]
pub(super) fn create(call: &Call<'_>) -> Result<Answer, Answer> {
    let document: RoaDocument = call.json()?;
    let command = rpki::Command {
        by: None,
        delete: Vec::new(),
        create: vec![document.draft()?],
    };
    let facts = call.perform(&Command::Roa(command))?;
    let Some(Fact::Roa(rpki::Fact::Created { id, .. })) = facts.first() else {
        return Err(error(500, "the ROA was not created"));
    };
    Ok(one(call, 201, id))
}

/// One of them as an answer.
pub(super) fn one(call: &Call<'_>, status: u16, id: &RoaId) -> Answer {
    let world = call.simulation.read(call.wall);
    let entry = world.rpki().entry(id).map(|entry| view(&world, id, entry));
    Answer::json(status, &entry)
}

#[utoipa::path(delete, operation_id = "deleteRoa", path = "/_simulator/roas/{id}",
    params(("id" = String, Path, description = "The ROA's handle")),
    responses((status = 204, description = "Deleted; validators lose it after a delay"),
        (status = 404, description = "No such ROA")))]
pub(super) fn delete(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    call.perform(&Command::Roa(rpki::Command::delete(RoaId::new(id))))?;
    Ok(Answer::empty(204))
}

#[utoipa::path(delete, operation_id = "deleteSameRoa", request_body = RoaDocument, path = "/_simulator/roas",
    responses((status = 204, description = "The ROA that says the same as the body is deleted"),
        (status = 404, description = "No such ROA")))]
pub(super) fn delete_same(call: &Call<'_>) -> Result<Answer, Answer> {
    let roa = call.json::<RoaDocument>()?.draft()?.roa;
    let id = {
        let world = call.simulation.read(call.wall);
        world.rpki().find(&roa).cloned()
    };
    match id {
        Some(id) => delete(call, &id.to_string()),
        None => Err(error(
            404,
            &format!("there is no ROA {roa}; see GET /_simulator/roas"),
        )),
    }
}

fn view(world: &World, id: &RoaId, entry: &Entry) -> Value {
    let (stage, settles_at) = match entry.stage {
        Stage::Created { published_at } => ("created", Some(published_at)),
        Stage::Published { .. } => ("published", None),
        Stage::Deleted { removed_at } => ("deleted", Some(removed_at)),
    };
    let rpki = world.rpki();
    let seen_by: Vec<&str> = rpki
        .validators()
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| {
            rpki.seen_by(name)
                .has((entry.roa, entry.member.registry.into()))
        })
        .collect();
    json!({
        "id": id.to_string(),
        "registry": entry.member.registry.as_str(),
        "organization": entry.member.organization,
        "name": entry.name,
        "prefix": entry.roa.prefix(),
        "max_length": entry.roa.max_length(),
        "asn": entry.roa.asn(),
        "until": entry.until,
        "stage": stage,
        "settles_at": settles_at,
        "fault": entry.fault,
        "seen_by": seen_by,
    })
}
