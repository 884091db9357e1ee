//! `/_simulator/aspas`: the providers of AS numbers, attested without a portal.

use std::collections::BTreeSet;

use byoip_vocabulary::asn::Asn;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::Command;
use crate::world::rpki::Stage;
use crate::world::rpki::aspa::{self, Aspa, Entry};
use crate::world::rpki::validator::ValidatorName;
use crate::world::{World, rpki::payloads::TrustAnchor};

#[cfg(test)]
mod tests;

/// An ASPA as the body of a request writes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AspaDocument {
    /// `AS64500`, or the bare number.
    #[schema(value_type = String)]
    customer: Asn,
    /// Whom it buys transit from; `AS0` alone for nobody.
    #[schema(value_type = Vec<String>)]
    providers: BTreeSet<Asn>,
}

impl From<AspaDocument> for Aspa {
    fn from(document: AspaDocument) -> Self {
        Self {
            customer: document.customer,
            providers: document.providers,
        }
    }
}

/// Whose ASPA it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Customer {
    /// `AS64500`, or the bare number.
    #[schema(value_type = String)]
    customer: Asn,
}

#[utoipa::path(get, operation_id = "listAspas", path = "/_simulator/aspas",
    responses((status = 200, description = "Every ASPA on record or still published")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "aspas": views(&world) }))
}

/// Every ASPA.
pub(super) fn views(world: &World) -> Vec<Value> {
    let entries = world.rpki().aspas().iter();
    entries.map(|entry| view(world, entry)).collect()
}

#[utoipa::path(post, operation_id = "createAspa", request_body = AspaDocument, path = "/_simulator/aspas",
    responses((status = 201, description = "Made; validators see it after a delay"),
        (status = 400, description = "Providers that validators would not take"),
        (status = 404, description = "Nobody in this world holds the AS number"),
        (status = 409, description = "The customer has one already")))]
pub(super) fn create(call: &Call<'_>) -> Result<Answer, Answer> {
    let aspa: Aspa = call.json::<AspaDocument>()?.into();
    let customer = aspa.customer;
    call.perform(&Command::Aspa(aspa::Command::Create { aspa }))?;
    one(call, 201, customer)
}

#[utoipa::path(put, operation_id = "replaceAspa", request_body = AspaDocument, path = "/_simulator/aspas",
    responses((status = 200, description = "Another is made in the place of the customer's, which is published until then"),
        (status = 400, description = "Providers that validators would not take"),
        (status = 404, description = "The customer has none, or nobody in this world holds the AS number")))]
pub(super) fn replace(call: &Call<'_>) -> Result<Answer, Answer> {
    let aspa: Aspa = call.json::<AspaDocument>()?.into();
    let customer = aspa.customer;
    call.perform(&Command::Aspa(aspa::Command::Replace { aspa }))?;
    one(call, 200, customer)
}

#[utoipa::path(delete, operation_id = "deleteAspa", request_body = Customer, path = "/_simulator/aspas",
    responses((status = 204, description = "Deleted; validators lose it after a delay"),
        (status = 404, description = "The customer has none")))]
pub(super) fn delete(call: &Call<'_>) -> Result<Answer, Answer> {
    let Customer { customer } = call.json()?;
    call.perform(&Command::Aspa(aspa::Command::Delete { customer }))?;
    Ok(Answer::empty(204))
}

fn one(call: &Call<'_>, status: u16, customer: Asn) -> Result<Answer, Answer> {
    let world = call.simulation.read(call.wall);
    let entry = world.rpki().aspas().get(customer);
    let entry = entry.ok_or_else(|| error(500, "the ASPA was not made"))?;
    Ok(Answer::json(status, &view(&world, entry)))
}

fn view(world: &World, entry: &Entry) -> Value {
    let (stage, settles_at) = match entry.stage {
        Stage::Created { published_at } => ("created", Some(published_at)),
        Stage::Published { .. } => ("published", None),
        Stage::Deleted { removed_at } => ("deleted", Some(removed_at)),
    };
    let rpki = world.rpki();
    let anchor = TrustAnchor::from(entry.registry());
    let has = |name: &ValidatorName| {
        let seen = rpki.seen_by(name.as_str()).aspas();
        let mut seen = seen.into_iter();
        seen.any(|(aspa, from)| *aspa == entry.aspa && *from == anchor)
    };
    let validators = rpki.validators().iter().map(|(name, _)| name);
    let seen_by: Vec<&str> = validators
        .filter(|name| has(name))
        .map(ValidatorName::as_str)
        .collect();
    json!({
        "customer": entry.aspa.customer,
        "providers": entry.aspa.providers,
        "registry": entry.registry().as_str(),
        "organization": entry.member.organization,
        "stage": stage,
        "settles_at": settles_at,
        "published": entry.published.as_ref().map(|aspa| &aspa.providers),
        "seen_by": seen_by,
    })
}
