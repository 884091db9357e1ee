//! Elastic Load Balancing's second version: network and application load
//! balancers, as far as addresses hang on them.
//!
//! Source: Elastic Load Balancing API Reference 2015-12-01; Query protocol. One
//! file per action, by noun. Not here: listeners, rules, target groups and
//! everything that decides where a balanced connection goes.

use jiff::Timestamp;

use super::http::{Answer, Request};
use super::query::action::{Action, Call};
use super::query::error::ServiceError;
use super::query::form::Form;
use super::query::parameters as query_parameters;
use super::query::xml::Xml;
use super::query::{authentication, authorization, envelope, respond};
use crate::simulation::Simulation;
use crate::world::faults::{Call as StruckCall, Strikes};

mod load_balancer;
mod parameters;
mod tag;

#[cfg(test)]
mod tests;

/// The service's name in a signature's scope.
pub(super) const SERVICE: &str = "elasticloadbalancing";

/// The API version whose model this is.
pub(super) const VERSION: &str = "2015-12-01";
const XMLNS: &str = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

/// Every action.
pub(super) fn all() -> impl Iterator<Item = &'static Action> {
    let nouns = [load_balancer::ACTIONS, tag::ACTIONS];
    nouns.into_iter().flatten().copied()
}

/// Answers a request to the service.
pub(super) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Answer {
    let id = simulation.next_request_id();
    let mut strikes = Strikes::default();
    let answer = match call(simulation, wall, request, form, &mut strikes) {
        Ok((action, body)) => respond(200, envelope::result(action, XMLNS, body, &id), &id),
        Err(error) => refuse(&error, &id),
    };
    answer.struck(strikes)
}

/// The answer that is an error.
pub(super) fn refuse(error: &ServiceError, id: &str) -> Answer {
    respond(error.status(), envelope::error(error, XMLNS, id), id)
}

fn call(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
    strikes: &mut Strikes,
) -> Result<(&'static str, Xml), ServiceError> {
    let authenticated = authentication::verify(simulation, wall, request)
        .map_err(|why| envelope::unauthenticated(&why))?;
    let name = form.get("Action").ok_or(ServiceError::missing_action())?;
    let version = form.get("Version");
    let found = all().find(|action| action.name == name && version == Some(VERSION));
    let action =
        found.ok_or_else(|| envelope::unknown_operation(SERVICE, name, version, VERSION))?;
    let account = authenticated.account();
    *strikes = simulation.meet(wall, || StruckCall::new(account, SERVICE, action.name));
    if let Some(breakdown) = strikes.refused {
        return Err(envelope::broken_down(breakdown));
    }
    let may = |action| {
        authorization::authorize(&authenticated, SERVICE, action).map_err(envelope::unauthorized)
    };
    may(action.name)?;
    // Tags put on what is made need the permission to tag (Elastic Load
    // Balancing User Guide, "Grant permission to tag resources during creation").
    if action.name == "CreateLoadBalancer" && !form.numbered("Tags.member").is_empty() {
        may("AddTags")?;
    }
    query_parameters::supported(form, action.unsupported)?;
    parameters::check_required(form, action.required)?;
    let call = Call {
        caller: authenticated.caller(),
        form,
        simulation,
        wall,
        looks_back: strikes.looks_back,
    };
    Ok((action.name, (action.answer)(&call)?))
}
