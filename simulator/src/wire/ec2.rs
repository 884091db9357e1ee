//! EC2's Query protocol: a form in, XML out, one file per action.
//!
//! The walk of a request: the form is read, [`authentication`] finds the caller,
//! the action's own file reads a command and writes the answer; what the world
//! refuses becomes an error in [`error`]. No rule of the world stands here.

use jiff::Timestamp;

use super::http::{Answer, Request};
use super::query::action::Call;
use super::query::error::ServiceError;
use super::query::form::Form;
use super::query::xml::Xml;
use super::query::{authentication, parameters};
use crate::simulation::Simulation;

pub(super) mod actions;
mod address;
mod byoip_cidr;
pub(super) mod error;
mod filters;
mod instance;
mod nat_gateway;
mod pages;
mod pool;
mod shapes;
mod tag;

#[cfg(test)]
mod tests;

/// The API version whose model this is.
const VERSION: &str = "2016-11-15";

/// Answers a request to EC2.
pub(super) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Answer {
    let id = super::query::request_id(simulation, wall);
    match call(simulation, wall, request, form) {
        Ok((action, body)) => {
            let xml = Xml::document(&format!("{action}Response"), XMLNS, |xml| {
                xml.text("requestId", &id);
                xml.append(body);
            });
            super::query::respond(200, xml, &id)
        }
        Err(error) => super::query::respond(error.status(), error::to_xml(&error, &id), &id),
    }
}

const XMLNS: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";

fn call<'a>(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &'a Form,
) -> Result<(&'a str, Xml), ServiceError> {
    let authenticated =
        authentication::verify(simulation, wall, request, form).map_err(error::unauthenticated)?;
    let action = form.get("Action").ok_or(ServiceError::missing_action())?;
    let Some(handler) = actions::find(action) else {
        return Err(ServiceError::invalid_action(action));
    };
    match form.get("Version") {
        Some(VERSION) => {}
        // The other versions' shapes differ; the newest is the one here.
        Some(other) => return Err(ServiceError::unknown_version(action, other, VERSION)),
        None => return Err(ServiceError::missing_parameter("Version")),
    }
    let call = Call {
        caller: authenticated,
        form,
        simulation,
        wall,
    };
    handler.check(form)?;
    // Whoever only asks whether it may is told so before anything is looked at.
    if parameters::boolean(form, "DryRun")?.unwrap_or(false) {
        return Err(ServiceError::dry_run());
    }
    Ok((action, (handler.answer)(&call)?))
}
