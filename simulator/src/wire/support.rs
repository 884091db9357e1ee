//! AWS Support, as far as two requests need it: JSON in, JSON out.
//!
//! Source: AWS Support API Reference 2013-04-15; AWS JSON 1.1 protocol: the
//! action stands in `X-Amz-Target`, an error's code in `__type`. One file per
//! action. AWS has one endpoint for all Regions of a partition, in us-east-1; an
//! SDK that was given another URL signs for the Region it is set to, so every
//! Region is taken here.

use byoip_vocabulary::error_code::ErrorCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::http::{Answer, Request};
use super::query::authentication::{self, AuthenticationError};
use super::query::authorization::authorize;
use super::query::error::ServiceError;
use super::query::model;
use super::query::refusals;
use crate::simulation::Simulation;
use crate::world::faults::{Call as StruckCall, Strikes};
use crate::world::policy::Policy;

mod action;
mod case;

#[cfg(test)]
mod tests;

use action::{Action, Call};

/// The service's name in a signature's scope.
pub(super) const SERVICE: &str = "support";

/// What stands before the action's name in `X-Amz-Target`.
const TARGET: &str = "AWSSupport_20130415.";

/// Every action.
pub(super) fn all() -> impl Iterator<Item = &'static Action> {
    case::ACTIONS.iter().copied()
}

/// Answers a request to the service.
pub(super) fn answer(simulation: &Simulation, wall: Timestamp, request: &Request) -> Answer {
    let id = simulation.next_request_id();
    let mut strikes = Strikes::default();
    let answer = match call(simulation, wall, request, &mut strikes) {
        Ok(body) => respond(200, &body, &id),
        Err(error) => refuse(&error, &id),
    };
    answer.struck(strikes)
}

/// The answer that is an error.
pub(super) fn refuse(error: &ServiceError, id: &str) -> Answer {
    let body = json!({ "__type": error.code.as_str(), "message": error.message });
    respond(error.status(), &body, id)
}

fn respond(status: u16, body: &Value, id: &str) -> Answer {
    Answer::new(status, "application/x-amz-json-1.1", body.to_string()).with("x-amzn-requestid", id)
}

fn call(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    strikes: &mut Strikes,
) -> Result<Value, ServiceError> {
    let authenticated =
        authentication::verify(simulation, wall, request).map_err(|why| unauthenticated(&why))?;
    let action = named(request)?;
    let account = authenticated.account();
    *strikes = simulation.meet(wall, || StruckCall::new(account, SERVICE, action.name));
    if let Some(breakdown) = strikes.refused {
        let policy = Policy::default();
        return Err(refusals::json_breakdown::refused(&breakdown, &policy));
    }
    authorize(&authenticated, SERVICE, action.name)
        .map_err(|why| ServiceError::new(ErrorCode::AccessDeniedException, why.to_string()))?;
    let caller = authenticated.caller();
    let looks_back = strikes.looks_back;
    let call = Call::read(caller, request.body(), simulation, wall, looks_back)?;
    action.check(&call)?;
    (action.answer)(&call)
}

/// The action that a request names.
fn named(request: &Request) -> Result<&'static Action, ServiceError> {
    let target = request.headers().get("x-amz-target");
    let target = target.and_then(|target| target.to_str().ok());
    let name = target.and_then(|target| target.strip_prefix(TARGET));
    let why = match name {
        Some(name) => match all().find(|action| action.name == name) {
            Some(action) => return Ok(action),
            None if model::has_action(SERVICE, name) => {
                return Err(ServiceError::not_simulated(&format!("The action {name}")));
            }
            None => format!("AWS Support has no action {name}"),
        },
        None => format!("X-Amz-Target names no action; write {TARGET}CreateCase"),
    };
    Err(ServiceError::new(ErrorCode::UnknownOperationException, why))
}

/// The error of a request without a caller.
fn unauthenticated(error: &AuthenticationError) -> ServiceError {
    refusals::json_signature::refused(error, &Policy::default())
}
