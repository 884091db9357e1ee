//! AWS's endpoint: which service answers.
//!
//! SDKs send every service to one URL; the service is the one that the
//! signature's scope names. What is refused before a service is reached is told
//! in the layout that its client reads: the service's own, where a request says
//! whose it is by its scope, its target, its content type or its version. What
//! names none is EC2's to refuse.

use byoip_vocabulary::error_code::ErrorCode;
use http::header::CONTENT_TYPE;
use jiff::Timestamp;

use super::http::{self as wire, Answer, Request};
use super::query::error::ServiceError;
use super::query::form::{Form, FormError};
use super::query::scope::Scope;
use super::{ec2, elbv2, sts, support};
use crate::simulation::Simulation;

#[cfg(test)]
mod tests;

/// How a client reads an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Ec2,
    Elbv2,
    Sts,
    /// AWS JSON, of whichever service.
    Json,
}

/// Answers a request.
pub(super) fn answer(simulation: &Simulation, wall: Timestamp, request: &Request) -> Answer {
    let query = wire::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let service = Scope::of(request, &query).map(|scope| scope.service);
    let layout = Layout::of(request, service);
    match service {
        Some(support::SERVICE) => return support::answer(simulation, wall, request),
        // Unsigned: whichever JSON service is meant says so like this one.
        None if layout == Layout::Json => return support::answer(simulation, wall, request),
        Some("ec2" | elbv2::SERVICE | sts::SERVICE) | None => {}
        Some(other) => {
            let error = ServiceError::not_simulated(&format!("The service {other}"));
            return layout.refuse(simulation, &error);
        }
    }
    let form = match Form::read(request) {
        Ok(form) => form,
        Err(error) => return layout.refuse(simulation, &error.into()),
    };
    match service.or_else(|| of_version(&form)) {
        Some(elbv2::SERVICE) => elbv2::answer(simulation, wall, request, &form),
        Some(sts::SERVICE) => sts::answer(simulation, wall, request, &form),
        Some(_) | None => ec2::answer(simulation, wall, request, &form),
    }
}

/// Answers a request whose body is longer than any room reads.
pub(super) fn refuse_long(simulation: &Simulation, request: &Request) -> Answer {
    let query = wire::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let service = Scope::of(request, &query).map(|scope| scope.service);
    let layout = Layout::of(request, service);
    let mut error = ServiceError::from(FormError::TooLong);
    if layout == Layout::Json {
        error.code = ErrorCode::RequestEntityTooLargeException;
    }
    layout.refuse(simulation, &error)
}

/// The service whose version an unsigned form has.
fn of_version(form: &Form) -> Option<&'static str> {
    match form.get("Version") {
        Some(elbv2::VERSION) => Some(elbv2::SERVICE),
        Some(sts::VERSION) => Some(sts::SERVICE),
        Some(_) | None => None,
    }
}

impl Layout {
    /// The layout of a service, or of what an unsigned request looks like.
    fn of(request: &Request, service: Option<&str>) -> Self {
        let is_json = || {
            let content_type = request.headers().get(CONTENT_TYPE);
            let content_type = content_type.and_then(|it| it.to_str().ok());
            request.headers().contains_key("x-amz-target")
                || content_type.is_some_and(|it| it.starts_with("application/x-amz-json-"))
        };
        match service {
            Some("ec2") => Self::Ec2,
            Some(elbv2::SERVICE) => Self::Elbv2,
            Some(sts::SERVICE) => Self::Sts,
            Some(support::SERVICE) => Self::Json,
            Some(_) | None if is_json() => Self::Json,
            Some(_) | None => Self::Ec2,
        }
    }

    fn refuse(self, simulation: &Simulation, error: &ServiceError) -> Answer {
        let id = simulation.next_request_id();
        match self {
            Self::Ec2 => ec2::refuse(error, &id),
            Self::Elbv2 => elbv2::refuse(error, &id),
            Self::Sts => sts::refuse(error, &id),
            Self::Json => support::refuse(error, &id),
        }
    }
}
