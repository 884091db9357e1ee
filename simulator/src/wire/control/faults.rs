//! `/_simulator/faults`: what is to go wrong, from when on, at which calls and how
//! often. What fired stands in the event log.

use byoip_vocabulary::duration;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Call, error};
use crate::suggestion::suggestion;
use crate::wire::http::Answer;
use crate::wire::ledger;
use crate::world::Command;
use crate::world::faults::{self, Dose, Fault, FaultId, Misfortune, Plan};
use crate::world::{World, later};

#[cfg(test)]
mod tests;

/// A fault as the body of a request declares it.
#[derive(Debug, Deserialize, ToSchema)]
struct Declaration {
    /// What goes wrong, such as `throttle`.
    fault: String,
    /// The AWS action, or a list of them, whose calls it waits for. Of what befalls
    /// calls none means every call; what befalls the world strikes without one at
    /// once, or at its moment.
    #[schema(value_type = Option<String>)]
    operation: Option<Operations>,
    /// How often it strikes at most.
    times: Option<u32>,
    /// Whether it strikes the first call, the second and so on; none behind the
    /// last.
    sequence: Option<Vec<bool>>,
    /// How likely it strikes each call, above 0 and at most 1; drawn from the seed.
    probability: Option<f64>,
    /// From when on, as a duration from now: `3d`.
    r#in: Option<String>,
    /// From when on, as a moment in RFC 3339.
    at: Option<String>,
    /// What the misfortune itself takes: its own members, beside these.
    #[serde(flatten)]
    #[schema(inline, additional_properties)]
    takes: Map<String, Value>,
}

/// One operation, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Operations {
    One(String),
    Several(Vec<String>),
}

impl Declaration {
    fn plan(self, now: Timestamp) -> Result<Plan, Answer> {
        let wrong = |what: String| error(400, &what);
        let at = starting_at(self.r#in.as_deref(), self.at.as_deref(), now)?;
        let operations = match self.operation {
            None => Vec::new(),
            Some(Operations::One(operation)) => vec![operation],
            Some(Operations::Several(operations)) if operations.is_empty() => {
                let what = "operation: the list is empty; name one, or leave it out";
                return Err(error(400, what));
            }
            Some(Operations::Several(operations)) => operations,
        };
        check_operations(&operations)?;
        let dose = Dose::new(self.times, self.sequence, self.probability);
        let dose = dose.map_err(|it| wrong(it.to_string()))?;
        let misfortune = misfortune(self.fault, self.takes)?;
        let plan = Plan::new(misfortune, operations, dose, at);
        plan.map_err(|it| wrong(it.to_string()))
    }
}

fn misfortune(name: String, mut takes: Map<String, Value>) -> Result<Misfortune, Answer> {
    if !Misfortune::NAMES.contains(&name.as_str()) {
        let near = match suggestion(&name, Misfortune::NAMES.iter().copied()) {
            near if near.is_empty() => format!("; there are {}", Misfortune::NAMES.join(", ")),
            near => near,
        };
        return Err(error(400, &format!("fault: there is no `{name}`{near}")));
    }
    takes.insert("fault".to_owned(), name.clone().into());
    serde_json::from_value(Value::Object(takes))
        .map_err(|wrong| error(400, &format!("{name}: {wrong}")))
}

fn starting_at(
    length: Option<&str>,
    moment: Option<&str>,
    now: Timestamp,
) -> Result<Option<Timestamp>, Answer> {
    match (length, moment) {
        (None, None) => Ok(None),
        (Some(length), None) => {
            let length = duration::parse(length);
            let length = length.map_err(|wrong| error(400, &format!("in: {wrong}")))?;
            Ok(Some(later(now, length)))
        }
        (None, Some(moment)) => {
            let moment = moment.parse();
            let moment = moment
                .map_err(|wrong| error(400, &format!("at: {wrong}; write 2026-01-06T09:00:00Z")))?;
            Ok(Some(moment))
        }
        (Some(_), Some(_)) => Err(error(400, "say `in` or `at`, not both")),
    }
}

fn check_operations(operations: &[String]) -> Result<(), Answer> {
    let known: Vec<&str> = ledger::actions().iter().map(|it| it.name).collect();
    let unknown = |name: &&String| !known.contains(&name.as_str());
    let Some(name) = operations.iter().find(unknown) else {
        return Ok(());
    };
    let near = suggestion(name, known.iter().copied());
    Err(error(
        400,
        &format!("operation: {name} is no action of AWS's that is simulated{near}"),
    ))
}

#[utoipa::path(get, operation_id = "listFaults", path = "/_simulator/faults",
    responses((status = 200, description = "Every fault that was declared and not lifted, those that are spent among them")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "faults": views(&world) }))
}

/// Every fault that was declared.
pub(super) fn views(world: &World) -> Vec<Value> {
    let faults = world.faults().iter();
    faults.map(|(id, fault)| view(id, fault)).collect()
}

#[utoipa::path(post, operation_id = "declareFault", path = "/_simulator/faults", request_body = Declaration,
    responses((status = 201, description = "It waits for its calls, its review or its moment, or has struck already; the fault"),
        (status = 400, description = "No such fault or operation, or members that contradict each other")))]
pub(super) fn declare(call: &Call<'_>) -> Result<Answer, Answer> {
    let document: Declaration = call.json()?;
    let now = call.simulation.read(call.wall).now();
    let plan = document.plan(now)?;
    let facts = call.perform(&Command::Misfortune(faults::Command::Declare(plan)))?;
    let declared = facts.iter().find_map(|fact| match fact {
        crate::world::Fact::Misfortune(faults::Fact::Declared { id, .. }) => Some(*id),
        _ => None,
    });
    let declared = declared.ok_or_else(|| error(500, "the fault was not declared"))?;
    one(call, 201, declared)
}

#[utoipa::path(get, operation_id = "getFault", path = "/_simulator/faults/{id}",
    params(("id" = String, Path, description = "Its number: `fault-1`")),
    responses((status = 200, description = "The fault: how many calls or reviews it has met, how many of them it has struck, how many strikes found nothing to befall (and what was not there the last time), and whether it is spent"),
        (status = 404, description = "No such fault")))]
pub(super) fn get(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    one(call, 200, named(id)?)
}

#[utoipa::path(delete, operation_id = "liftFault", path = "/_simulator/faults/{id}",
    params(("id" = String, Path, description = "Its number: `fault-1`")),
    responses((status = 204, description = "It strikes no more; what it has done stays done"),
        (status = 404, description = "No such fault")))]
pub(super) fn lift(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let lift = faults::Command::Lift(named(id)?);
    call.perform(&Command::Misfortune(lift))?;
    Ok(Answer::empty(204))
}

#[utoipa::path(delete, operation_id = "liftFaults", path = "/_simulator/faults",
    responses((status = 204, description = "None of them strikes any more")))]
pub(super) fn lift_all(call: &Call<'_>) -> Result<Answer, Answer> {
    let all: Vec<FaultId> = {
        let world = call.simulation.read(call.wall);
        world.faults().iter().map(|(id, _)| id).collect()
    };
    for id in all {
        call.perform(&Command::Misfortune(faults::Command::Lift(id)))?;
    }
    Ok(Answer::empty(204))
}

fn named(id: &str) -> Result<FaultId, Answer> {
    id.parse()
        .map_err(|wrong: faults::NoFaultId| error(404, &wrong.to_string()))
}

fn one(call: &Call<'_>, status: u16, id: FaultId) -> Result<Answer, Answer> {
    let world: &World = &call.simulation.read(call.wall);
    match world.faults().get(id) {
        Some(fault) => Ok(Answer::json(status, &view(id, fault))),
        None => Err(error(
            404,
            &format!("there is no {id}; see GET /_simulator/faults"),
        )),
    }
}

/// A fault as it was declared, and what has come of it.
fn view(id: FaultId, fault: &Fault) -> Value {
    let mut members = Map::from_iter([("id".to_owned(), id.to_string().into())]);
    // Names, numbers and texts; none of them fails.
    let takes = serde_json::to_value(fault.plan.misfortune()).unwrap_or_default();
    if let Value::Object(takes) = takes {
        members.extend(takes);
    }
    let mut say = |name: &str, value: Value| members.insert(name.to_owned(), value);
    if !fault.plan.operations().is_empty() {
        say("operation", fault.plan.operations().into());
    }
    match fault.plan.dose() {
        Dose::Always => {}
        Dose::Times(times) => drop(say("times", times.get().into())),
        Dose::Sequence(sequence) => drop(say("sequence", sequence.as_slice().into())),
        Dose::Chance { probability, times } => {
            say("probability", f64::from(*probability).into());
            if let Some(times) = times {
                say("times", times.get().into());
            }
        }
    }
    if let Some(at) = fault.plan.at() {
        say("at", at.to_string().into());
    }
    say("met", fault.met().into());
    say("struck", fault.struck().into());
    say("missed", fault.missed().into());
    if let Some(miss) = fault.miss() {
        say("miss", miss.to_string().into());
    }
    say("spent", fault.is_spent().into());
    Value::Object(members)
}
