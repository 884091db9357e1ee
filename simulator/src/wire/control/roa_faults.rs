//! `/_simulator/roas/{id}/fault`: something that is wrong with a published ROA.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{Call, roas};
use crate::wire::http::Answer;
use crate::world::Command;
use crate::world::rpki::RoaId;
use crate::world::rpki::fault::{self, Fault};

#[cfg(test)]
mod tests;

/// What is wrong.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FaultDocument {
    /// `revoked`, `expired`, `garbled`, `overclaiming`: validators leave this ROA
    /// out. `manifest-mismatch`: they take nothing new of its holder, and nothing
    /// at all from when what they have runs out.
    #[schema(value_type = String)]
    kind: Fault,
}

#[utoipa::path(put, operation_id = "spoilRoa", request_body = FaultDocument, path = "/_simulator/roas/{id}/fault",
    params(("id" = String, Path, description = "The ROA's handle")),
    responses((status = 200, description = "It is published so from now on; the ROA"),
        (status = 400, description = "No kind of fault"),
        (status = 404, description = "No such ROA"),
        (status = 409, description = "It is not published yet, or something is wrong with it already")))]
pub(super) fn spoil(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let FaultDocument { kind: fault } = call.json()?;
    let id = RoaId::new(id);
    call.perform(&Command::Fault(fault::Command::Spoil {
        id: id.clone(),
        fault,
    }))?;
    Ok(roas::one(call, 200, &id))
}

#[utoipa::path(delete, operation_id = "mendRoa", path = "/_simulator/roas/{id}/fault",
    params(("id" = String, Path, description = "The ROA's handle")),
    responses((status = 204, description = "It is published as it should be"),
        (status = 404, description = "No such ROA, or nothing is wrong with it")))]
pub(super) fn mend(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let id = RoaId::new(id);
    call.perform(&Command::Fault(fault::Command::Mend { id }))?;
    Ok(Answer::empty(204))
}
