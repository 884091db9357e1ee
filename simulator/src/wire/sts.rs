//! STS, as far as a migration needs it: GetCallerIdentity.
//!
//! Source: STS API Reference, GetCallerIdentity; Query protocol, version
//! 2011-06-15. No permission is needed, and no policy can deny it.

use jiff::Timestamp;

use super::http::{Answer, Request};
use super::query::error::ServiceError;
use super::query::form::Form;
use super::query::respond;
use super::query::xml::Xml;
use super::query::{authentication, envelope};
use crate::simulation::Simulation;
use crate::world::faults::{Call, Strikes};

/// The one action.
pub(super) const ACTION: &str = "GetCallerIdentity";

/// The service's name in a signature's scope.
pub(super) const SERVICE: &str = "sts";

/// The API version whose model this is.
pub(super) const VERSION: &str = "2011-06-15";
const XMLNS: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Answers a request to STS.
pub(super) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Answer {
    let id = simulation.next_request_id();
    let mut strikes = Strikes::default();
    let answer = match call(simulation, wall, request, form, &mut strikes) {
        Ok(body) => respond(200, envelope::result(ACTION, XMLNS, body, &id), &id),
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
) -> Result<Xml, ServiceError> {
    let caller = authentication::verify(simulation, wall, request)
        .map_err(|why| envelope::unauthenticated(&why))?
        .caller();
    match (form.get("Action"), form.get("Version")) {
        (Some(ACTION), Some(VERSION)) => {}
        (Some(action), version) => {
            return Err(envelope::unknown_operation(
                SERVICE, action, version, VERSION,
            ));
        }
        (None, _) => return Err(ServiceError::missing_action()),
    }
    *strikes = simulation.meet(wall, || Call::new(caller.account(), SERVICE, ACTION));
    if let Some(breakdown) = strikes.refused {
        return Err(envelope::broken_down(breakdown));
    }
    let mut xml = Xml::default();
    xml.text("Arn", &caller.principal.arn);
    xml.text("UserId", &caller.principal.user_id);
    xml.text("Account", caller.account());
    Ok(xml)
}
