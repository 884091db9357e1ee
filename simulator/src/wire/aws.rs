//! AWS's endpoint: which service answers.
//!
//! SDKs send every service to one URL; the service is the one that the
//! signature's scope names. What names none is EC2's to refuse.

use jiff::Timestamp;

use super::http::{self, Answer, Request};
use super::query::error::ServiceError;
use super::query::form::{Form, FormError};
use super::query::respond;
use super::query::scope::Scope;
use super::{ec2, elbv2, sts, support};
use crate::simulation::Simulation;

/// Answers a request.
pub(super) fn answer(simulation: &Simulation, wall: Timestamp, request: &Request) -> Answer {
    // The one service here whose requests are no forms.
    let service = Scope::in_header(request).map(|scope| scope.service);
    if service == Some(support::SERVICE) {
        return support::answer(simulation, wall, request);
    }
    let form = match Form::read(request) {
        Ok(form) => form,
        Err(error) => return refuse(simulation, error),
    };
    let query = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let scope = Scope::of(request, &query);
    match scope.map(|scope| scope.service) {
        Some(elbv2::SERVICE) => elbv2::answer(simulation, wall, request, &form),
        Some("sts") => sts::answer(simulation, wall, request, &form),
        Some("ec2") | None => ec2::answer(simulation, wall, request, &form),
        Some(other) => {
            let id = simulation.next_request_id();
            let error = ServiceError::not_simulated(&format!("The service {other}"));
            respond(error.status(), ec2::error::to_xml(&error, &id), &id)
        }
    }
}

/// Answers a request whose body is longer than any room reads.
pub(super) fn refuse_long(simulation: &Simulation) -> Answer {
    refuse(simulation, FormError::TooLong)
}

fn refuse(simulation: &Simulation, error: FormError) -> Answer {
    let id = simulation.next_request_id();
    let error = ServiceError::from(error);
    respond(error.status(), ec2::error::to_xml(&error, &id), &id)
}
