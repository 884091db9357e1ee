//! `/_simulator/validators`: the relying parties, and those that stand still.

use serde_json::{Value, json};

use super::Call;
use super::outages::Outage;
use crate::wire::http::Answer;
use crate::world::rpki::validator::{Command as ValidatorCommand, Validator, ValidatorName};
use crate::world::{Command, World};

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "listValidators", path = "/_simulator/validators",
    responses((status = 200, description = "The validators: how often each looks, what it has, and until when it stands still")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "validators": views(&world) }))
}

/// Every validator.
pub(super) fn views(world: &World) -> Vec<Value> {
    let rpki = world.rpki();
    let view = |(name, validator): (&ValidatorName, &Validator)| {
        json!({
            "name": name.as_str(),
            "interval_seconds": validator.interval.as_secs(),
            "serial": validator.runs().len(),
            "changed_at": validator.changed_at(),
            "vrps": rpki.seen_by(name.as_str()).all().len(),
            "down_until": validator.down_until(),
        })
    };
    rpki.validators().iter().map(view).collect()
}

#[utoipa::path(put, operation_id = "stopValidator", path = "/_simulator/validators/{name}/outage", request_body = Outage,
    params(("name" = String, Path, description = "As `GET /_simulator/validators` names it")),
    responses((status = 200, description = "The validator answers with what it has, and looks for nothing new, until then"),
        (status = 400, description = "Neither a duration nor a moment to come"),
        (status = 404, description = "No such validator")))]
pub(super) fn stop(call: &Call<'_>, name: &str) -> Result<Answer, Answer> {
    let until = Outage::end(call)?;
    let validator = ValidatorName::new(name);
    call.perform(&Command::Validator(ValidatorCommand::Fail {
        validator,
        until,
    }))?;
    Ok(list(call))
}

#[utoipa::path(delete, operation_id = "resumeValidator", path = "/_simulator/validators/{name}/outage",
    params(("name" = String, Path, description = "As `GET /_simulator/validators` names it")),
    responses((status = 204, description = "The validator looks at once, and then in its interval"),
        (status = 404, description = "No such validator")))]
pub(super) fn resume(call: &Call<'_>, name: &str) -> Result<Answer, Answer> {
    let validator = ValidatorName::new(name);
    call.perform(&Command::Validator(ValidatorCommand::Recover { validator }))?;
    Ok(Answer::empty(204))
}

/// Answers for a validator that is not there; the others answer for themselves.
#[utoipa::path(get, operation_id = "askValidator", path = "/_simulator/validators/{name}/{path}",
    params(("name" = String, Path, description = "As `GET /_simulator/validators` names it"),
        ("path" = String, Path, description = "A path of Routinator's HTTP service, such as `api/v1/validity/AS16509/198.18.1.0/24`, `json` or `metrics`; `rpki.json` as Cloudflare writes it; `rpki-client.json` or `rpki-client.csv`")),
    responses((status = 200, description = "What the validator has, in that program's own shape; `validity` takes a POST too"),
        (status = 400, description = "In Routinator's words"),
        (status = 404, description = "No such validator, or no such path there")))]
pub(in crate::wire) fn nobody(name: &str) -> Answer {
    let what =
        format!("there is no validator {name}; GET /_simulator/validators lists those there are");
    super::error(404, &what)
}
