//! EC2's layout of an error, and its codes for a request that does not reach its
//! action.
//!
//! Source: EC2 API Reference, "Error codes".

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::query::authentication::AuthenticationError;
use crate::wire::query::authorization::Unauthorized;
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::policy::Policy;

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

/// The error of a request without a caller, by this world's policy.
pub(super) fn unauthenticated(error: AuthenticationError, policy: &Policy) -> ServiceError {
    // EC2 does not tell a wrong secret from an unknown key.
    const NOT_VALIDATED: &str = "AWS was not able to validate the provided access credentials";
    const HAS_EXPIRED: &str = "Request has expired.";
    let (code, message) = match error {
        AuthenticationError::Unsigned => (
            ErrorCode::MissingAuthenticationToken,
            "Request is missing Authentication Token".to_owned(),
        ),
        AuthenticationError::Incomplete(part) => (
            ErrorCode::IncompleteSignature,
            format!("The request signature is incomplete; it needs {part}."),
        ),
        AuthenticationError::NoSuchRegion(region) => (
            ErrorCode::AuthFailure,
            AuthenticationError::no_such_region(&region),
        ),
        AuthenticationError::Expired { .. } => (ErrorCode::RequestExpired, HAS_EXPIRED.to_owned()),
        AuthenticationError::SessionOver => (policy.expired_session_code, HAS_EXPIRED.to_owned()),
        AuthenticationError::UnknownKey
        | AuthenticationError::WrongToken
        | AuthenticationError::Mismatch => (ErrorCode::AuthFailure, NOT_VALIDATED.to_owned()),
    };
    ServiceError { code, message }
}

/// The error of an action that the caller may not do.
pub(super) fn unauthorized(denied: Unauthorized) -> ServiceError {
    ServiceError::new(
        ErrorCode::UnauthorizedOperation,
        format!("You are not authorized to perform this operation. {denied}"),
    )
}

/// The text that the EC2 Developer Guide shows since 2026.
pub(super) fn throttled(account: AccountId, action: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::RequestLimitExceeded,
        format!(
            "Request limit exceeded. Account {account} has been throttled on ec2:{action} because it exceeded its request rate limit."
        ),
    )
}
