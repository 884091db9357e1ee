//! Answers and errors of the Query protocol as every service but EC2 lays them
//! out: `<Action>Response` with a result and its metadata, `ErrorResponse`.
//!
//! Sources: AWS Query protocol in botocore's models; STS API Reference, "Common
//! errors".

use byoip_vocabulary::error_code::ErrorCode;

use super::authentication::AuthenticationError;
use super::authorization::Unauthorized;
use super::error::ServiceError;
use super::model;
use super::refusals;
use super::xml::Xml;
use crate::world::faults::Breakdown;
use crate::world::policy::Policy;

/// The body of an answer.
pub(in crate::wire) fn result(action: &str, xmlns: &str, body: Xml, request_id: &str) -> Xml {
    Xml::document(&format!("{action}Response"), xmlns, |xml| {
        xml.element(&format!("{action}Result"), |xml| xml.append(body));
        xml.element("ResponseMetadata", |xml| xml.text("RequestId", request_id));
    })
}

/// The body of an error answer.
pub(in crate::wire) fn error(error: &ServiceError, xmlns: &str, request_id: &str) -> Xml {
    let whose = if error.status() < 500 {
        "Sender"
    } else {
        "Receiver"
    };
    Xml::document("ErrorResponse", xmlns, |xml| {
        xml.element("Error", |xml| {
            xml.text("Type", whose);
            xml.text("Code", error.code);
            xml.text("Message", &error.message);
        });
        xml.text("RequestId", request_id);
    })
}

/// The error of an action that the service does not have in a version, or that
/// it has in its own and this world not yet.
pub(in crate::wire) fn unknown_operation(
    service: &str,
    action: &str,
    version: Option<&str>,
    its_own: &str,
) -> ServiceError {
    if version == Some(its_own) && model::has_action(service, action) {
        return ServiceError::not_simulated(&format!("The action {action}"));
    }
    let version = version.unwrap_or_default();
    ServiceError::new(
        ErrorCode::InvalidAction,
        format!("Could not find operation {action} for version {version}"),
    )
}

/// The error of a call that a fault has refused.
pub(in crate::wire) fn broken_down(breakdown: Breakdown) -> ServiceError {
    refusals::query_breakdown::refused(&breakdown, &Policy::default())
}

/// The error of a caller who may not do what it asks.
pub(in crate::wire) fn unauthorized(why: Unauthorized) -> ServiceError {
    ServiceError::new(ErrorCode::AccessDenied, why.to_string())
}

/// The error of a request without a caller.
pub(in crate::wire) fn unauthenticated(error: &AuthenticationError) -> ServiceError {
    refusals::query_signature::refused(error, &Policy::default())
}
