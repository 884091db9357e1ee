//! EC2's layout of an error, and its codes for a request without a caller.
//!
//! Source: EC2 API Reference, "Error codes".

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::query::authentication::AuthenticationError;
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;

/// The body of an error answer.
pub(crate) fn to_xml(error: &ServiceError, request_id: &str) -> Xml {
    Xml::document("Response", "", |xml| {
        xml.element("Errors", |xml| {
            xml.element("Error", |xml| {
                xml.text("Code", error.code);
                xml.text("Message", &error.message);
            });
        });
        xml.text("RequestID", request_id);
    })
}

/// The error of a request without a caller.
pub(super) fn unauthenticated(error: AuthenticationError) -> ServiceError {
    // EC2 does not tell a wrong secret from an unknown key.
    const NOT_VALIDATED: &str = "AWS was not able to validate the provided access credentials";
    let (code, message) = match error {
        AuthenticationError::Unsigned => (
            ErrorCode::MissingAuthenticationToken,
            "Request is missing Authentication Token".to_owned(),
        ),
        AuthenticationError::Incomplete(part) => (
            ErrorCode::IncompleteSignature,
            format!("The request signature is incomplete; it needs {part}."),
        ),
        AuthenticationError::Expired { .. } => {
            (ErrorCode::RequestExpired, "Request has expired.".to_owned())
        }
        AuthenticationError::UnknownKey | AuthenticationError::Mismatch => {
            (ErrorCode::AuthFailure, NOT_VALIDATED.to_owned())
        }
    };
    ServiceError { code, message }
}
