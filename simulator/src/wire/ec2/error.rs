//! EC2's layout of an error, and its errors for a request that does not reach
//! its action.
//!
//! Source: EC2 API Reference, "Error codes".

use byoip_vocabulary::account::AccountId;

use crate::wire::query::authentication::AuthenticationError;
use crate::wire::query::authorization::Unauthorized;
use crate::wire::query::error::{Request, ServiceError};
use crate::wire::query::refusals;
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
pub(super) fn unauthenticated(error: &AuthenticationError, policy: &Policy) -> ServiceError {
    refusals::ec2_signature::refused(error, policy)
}

/// The error of an action that the caller may not do.
pub(super) fn unauthorized(denied: Unauthorized) -> ServiceError {
    let why = denied.to_string();
    Request::Unauthorized { why }.into()
}

/// The error of a caller who asks too often.
pub(super) fn throttled(account: AccountId, action: &str) -> ServiceError {
    let action = action.to_owned();
    Request::Throttled { account, action }.into()
}
