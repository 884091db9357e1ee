//! ResolveCase
//! <https://docs.aws.amazon.com/awssupport/latest/APIReference/API_ResolveCase.html>

use serde::Deserialize;
use serde_json::{Value, json};

use crate::wire::query::error::ServiceError;
use crate::wire::support::action::{Action, Call};
use crate::world::aws::support_case::{CaseId, Command, Refusal};

pub(super) const ACTION: Action = Action {
    name: "ResolveCase",
    parameters: &["caseId", "dryRun"],
    // The model requires nothing, but without an id there is nothing to resolve.
    required: &["caseId"],
    unsupported: &[],
    answer,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    case_id: String,
    dry_run: Option<bool>,
}

fn answer(call: &Call<'_>) -> Result<Value, ServiceError> {
    let members: Members = call.members()?;
    call.end_if_dry(members.dry_run)?;
    let id = CaseId::new(&members.case_id);
    let before = status(call, &id)?;
    call.perform(Command::Resolve(id.clone()))?;
    let after = status(call, &id)?;
    Ok(json!({ "initialCaseStatus": before, "finalCaseStatus": after }))
}

fn status(call: &Call<'_>, id: &CaseId) -> Result<&'static str, ServiceError> {
    let world = call.world();
    match world.cases().at(call.caller.account(), id) {
        Some(case) => Ok(case.lifecycle.as_str()),
        None => {
            let case = id.clone();
            Err(Call::refused_in(&world, Refusal::UnknownCase { case }))
        }
    }
}
