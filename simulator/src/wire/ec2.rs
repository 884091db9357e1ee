//! EC2's Query protocol: a form in, XML out, one file per action.
//!
//! The walk of a request: the form is read, [`admission`] finds the caller and
//! whether it may, the action's own file reads a command and writes the answer;
//! what the world refuses becomes an error in [`error`]. No rule of the world
//! stands here.

use jiff::Timestamp;

use super::http::{Answer, Request};
use super::query::action::Call;
use super::query::error::ServiceError;
use super::query::form::Form;
use super::query::xml::Xml;
use crate::simulation::Simulation;
use crate::world::faults::Strikes;

pub(super) mod actions;
mod address;
mod admission;
mod byoasn;
mod byoip_cidr;
pub(super) mod error;
mod filters;
mod ids;
mod instance;
mod internet_gateway;
mod listing;
mod nat_gateway;
mod network_interface;
mod pages;
mod pool;
mod route_table;
mod shapes;
mod subnet;
mod tag;
mod vpc;

pub(super) use byoip_cidr::status_message;

#[cfg(test)]
pub(super) mod tests;

/// The API version whose model this is.
const VERSION: &str = "2016-11-15";

/// Answers a request to EC2.
pub(super) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Answer {
    let id = simulation.next_request_id();
    let mut strikes = Strikes::default();
    let answer = match call(simulation, wall, request, form, &mut strikes) {
        Ok((action, body)) => {
            let xml = Xml::document(&format!("{action}Response"), XMLNS, |xml| {
                xml.text("requestId", &id);
                xml.append(body);
            });
            super::query::respond(200, xml, &id)
        }
        Err(error) => refuse(&error, &id),
    };
    answer.struck(strikes)
}

/// The answer that is an error.
pub(super) fn refuse(error: &ServiceError, id: &str) -> Answer {
    super::query::respond(error.status(), error::to_xml(error, id), id)
}

const XMLNS: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";

fn call<'a>(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &'a Form,
    strikes: &mut Strikes,
) -> Result<(&'a str, Xml), ServiceError> {
    let admitted = admission::admit(simulation, wall, request, form, strikes)?;
    let call = Call {
        caller: admitted.caller,
        form,
        simulation,
        wall,
        looks_back: strikes.looks_back,
    };
    Ok((admitted.action.name, (admitted.action.answer)(&call)?))
}
