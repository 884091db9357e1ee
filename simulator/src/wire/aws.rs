//! What every AWS room shares: the form, the signature, the XML, the request id.

use jiff::Timestamp;

use super::http::{Answer, Request};
use crate::simulation::Simulation;

pub(super) mod authentication;
pub(super) mod form;
pub(super) mod scope;
pub(super) mod signature;
pub(super) mod xml;

use form::Form;
use scope::Scope;
use xml::Xml;

/// The longest body taken: AWS's own limit for a Query request's parameters is
/// not documented; a message, a signature and a page of tags fit many times.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// Answers a request to an AWS endpoint: the service is the one that the
/// signature's scope names, as SDKs send every service to one URL.
pub(super) fn answer(simulation: &Simulation, wall: Timestamp, request: &Request) -> Answer {
    let form = match Form::read(request) {
        Ok(form) => form,
        Err(error) => {
            let id = request_id(simulation, wall);
            let error = super::ec2::Ec2Error::from(error);
            return respond(error.status(), error.to_xml(&id), &id);
        }
    };
    let scope = Scope::of(request, &form);
    match scope.as_ref().map(|scope| scope.service.as_str()) {
        Some("sts") => super::sts::answer(simulation, wall, request, &form),
        Some(_) | None => super::ec2::answer(simulation, wall, request, &form),
    }
}

/// Answers a request whose body is longer than [`BODY_LIMIT`].
pub(super) fn refuse_long(simulation: &Simulation, wall: Timestamp) -> Answer {
    let id = request_id(simulation, wall);
    let error = super::ec2::Ec2Error::from(form::FormError::TooLong);
    respond(error.status(), error.to_xml(&id), &id)
}

/// The id of the next answer.
pub(super) fn request_id(simulation: &Simulation, wall: Timestamp) -> String {
    let draw = simulation.read(wall).draw();
    simulation.next_request_id(draw)
}

/// An XML answer with AWS's headers.
pub(super) fn respond(status: u16, xml: Xml, id: &str) -> Answer {
    Answer::new(status, "text/xml;charset=UTF-8", xml.into_bytes()).with("x-amzn-requestid", id)
}
