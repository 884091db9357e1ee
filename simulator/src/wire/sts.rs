//! STS, as far as a migration needs it: GetCallerIdentity.
//!
//! Source: STS API Reference, GetCallerIdentity; Query protocol, version
//! 2011-06-15. No permission is needed, and no policy can deny it.

use byoip_vocabulary::error_code::ErrorCode;
use jiff::Timestamp;

use super::http::{Answer, Request};
use super::query::authentication::{self, AuthenticationError};
use super::query::form::Form;
use super::query::respond;
use super::query::xml::Xml;
use crate::simulation::Simulation;

/// The one action.
pub(super) const ACTION: &str = "GetCallerIdentity";

const VERSION: &str = "2011-06-15";
const XMLNS: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Answers a request to STS.
pub(super) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Answer {
    let id = simulation.next_request_id();
    match call(simulation, wall, request, form) {
        Ok(body) => {
            let xml = Xml::document("GetCallerIdentityResponse", XMLNS, |xml| {
                xml.element("GetCallerIdentityResult", |xml| xml.append(body));
                xml.element("ResponseMetadata", |xml| xml.text("RequestId", &id));
            });
            respond(200, xml, &id)
        }
        Err((code, message)) => {
            let xml = Xml::document("ErrorResponse", XMLNS, |xml| {
                xml.element("Error", |xml| {
                    xml.text("Type", "Sender");
                    xml.text("Code", code);
                    xml.text("Message", message);
                });
                xml.text("RequestId", &id);
            });
            respond(code.status(), xml, &id)
        }
    }
}

fn call(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Result<Xml, (ErrorCode, String)> {
    let caller = authentication::verify(simulation, wall, request)
        .map_err(unauthenticated)?
        .caller();
    match (form.get("Action"), form.get("Version")) {
        (Some(ACTION), Some(VERSION)) => {}
        (Some(action), version) => {
            let version = version.unwrap_or_default();
            return Err((
                ErrorCode::InvalidAction,
                format!("Could not find operation {action} for version {version}"),
            ));
        }
        (None, _) => {
            return Err((
                ErrorCode::MissingAction,
                "The request is missing an action or a required parameter.".to_owned(),
            ));
        }
    }
    let mut xml = Xml::default();
    xml.text("Arn", &caller.principal.arn);
    xml.text("UserId", &caller.principal.user_id);
    xml.text("Account", caller.account());
    Ok(xml)
}

/// STS, unlike EC2, tells a wrong secret from an unknown key.
fn unauthenticated(error: AuthenticationError) -> (ErrorCode, String) {
    match error {
        AuthenticationError::Unsigned => (
            ErrorCode::MissingAuthenticationToken,
            "Request is missing Authentication Token".to_owned(),
        ),
        AuthenticationError::Incomplete(part) => (
            ErrorCode::IncompleteSignature,
            format!("The request signature is incomplete; it needs {part}."),
        ),
        AuthenticationError::Expired { dated, now } => (
            ErrorCode::SignatureDoesNotMatch,
            format!("Signature not yet current or expired: {dated} is not within 15 minutes of {now}"),
        ),
        AuthenticationError::UnknownKey | AuthenticationError::WrongToken => (
            ErrorCode::InvalidClientTokenId,
            "The security token included in the request is invalid.".to_owned(),
        ),
        AuthenticationError::SessionOver => (
            ErrorCode::ExpiredToken,
            "The security token included in the request is expired".to_owned(),
        ),
        AuthenticationError::Mismatch => (
            ErrorCode::SignatureDoesNotMatch,
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.".to_owned(),
        ),
    }
}
