//! EC2's errors: every refusal and everything that is wrong with a request, as
//! code and message.
//!
//! One total match on what the world refuses; a code that facts do not give
//! comes from the policy table. Layout: EC2 API Reference, "Error codes".

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::error_code::ErrorCode;

use super::super::query::authentication::AuthenticationError;
use super::super::query::authorization::Unauthorized;
use super::super::query::form::FormError;
use super::super::query::xml::Xml;
use crate::world::policy::Policy;

mod refusals;

pub(super) use refusals::refused;

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ec2Error {
    code: ErrorCode,
    message: String,
}

impl Ec2Error {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        self.code.status()
    }

    /// The body.
    pub(crate) fn to_xml(&self, request_id: &str) -> Xml {
        Xml::document("Response", "", |xml| {
            xml.element("Errors", |xml| {
                xml.element("Error", |xml| {
                    xml.text("Code", self.code);
                    xml.text("Message", &self.message);
                });
            });
            xml.text("RequestID", request_id);
        })
    }

    pub(super) fn missing_action() -> Self {
        Self::new(
            ErrorCode::MissingAction,
            "The request is missing an action or a required parameter.",
        )
    }

    /// Observed text (cloudquery issue 190).
    pub(super) fn invalid_action(action: &str) -> Self {
        Self::new(
            ErrorCode::InvalidAction,
            format!("The action {action} is not valid for this web service."),
        )
    }

    pub(super) fn unknown_version(action: &str, version: &str) -> Self {
        Self::new(
            ErrorCode::InvalidAction,
            format!("The action {action} is not valid for API version {version}; use 2016-11-15."),
        )
    }

    pub(super) fn missing_parameter(name: &str) -> Self {
        Self::new(
            ErrorCode::MissingParameter,
            format!("The request must contain the parameter {name}"),
        )
    }

    pub(super) fn unknown_parameter(name: &str) -> Self {
        Self::new(
            ErrorCode::UnknownParameter,
            format!("The parameter {name} is not recognized"),
        )
    }

    pub(crate) fn not_simulated(what: &str) -> Self {
        Self::new(
            ErrorCode::UnsupportedOperation,
            format!("{what} is not simulated yet"),
        )
    }

    pub(super) fn invalid_value(name: &str, value: &str, why: &str) -> Self {
        Self::new(
            ErrorCode::InvalidParameterValue,
            format!("Value ({value}) for parameter {name} is invalid. {why}"),
        )
    }

    pub(super) fn unauthorized(denied: Unauthorized) -> Self {
        Self::new(
            ErrorCode::UnauthorizedOperation,
            format!("You are not authorized to perform this operation. {denied}"),
        )
    }

    /// The text that the EC2 Developer Guide shows since 2026.
    pub(super) fn throttled(account: AccountId, action: &str) -> Self {
        Self::new(
            ErrorCode::RequestLimitExceeded,
            format!(
                "Request limit exceeded. Account {account} has been throttled on ec2:{action} because it exceeded its request rate limit."
            ),
        )
    }

    /// Observed text (Karpenter issue 8015).
    pub(super) fn dry_run() -> Self {
        Self::new(
            ErrorCode::DryRunOperation,
            "Request would have succeeded, but DryRun flag is set.",
        )
    }
}

impl From<FormError> for Ec2Error {
    fn from(error: FormError) -> Self {
        let (code, message) = match error {
            FormError::TooLong => (
                ErrorCode::MalformedQueryString,
                format!(
                    "The request is longer than {} bytes.",
                    super::super::query::BODY_LIMIT
                ),
            ),
            FormError::Method(method) => (
                ErrorCode::InvalidAction,
                format!("The HTTP method {method} is not supported; use POST or GET."),
            ),
            FormError::ContentType(content_type) => (
                ErrorCode::MalformedQueryString,
                format!(
                    "The content type {content_type} is not supported; use application/x-www-form-urlencoded."
                ),
            ),
            FormError::Malformed => (
                ErrorCode::MalformedQueryString,
                "The query string contains a syntax error.".to_owned(),
            ),
            FormError::Character(name) => (
                ErrorCode::InvalidParameterValue,
                format!("The parameter {name} contains a character that is not allowed."),
            ),
            FormError::Number(name) => (
                ErrorCode::InvalidQueryParameter,
                format!("The parameter {name} is not numbered from 1."),
            ),
            FormError::Twice(name) => (
                ErrorCode::InvalidQueryParameter,
                format!("The parameter {name} may only be specified once."),
            ),
            FormError::TooMany => (
                ErrorCode::InvalidQueryParameter,
                "The request has too many parameters.".to_owned(),
            ),
        };
        Self { code, message }
    }
}

impl Ec2Error {
    /// A request without a caller, by this world's policy.
    pub(super) fn unauthenticated(error: AuthenticationError, policy: &Policy) -> Self {
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
            AuthenticationError::Expired { .. } => {
                (ErrorCode::RequestExpired, HAS_EXPIRED.to_owned())
            }
            AuthenticationError::SessionOver => {
                (policy.expired_session_code, HAS_EXPIRED.to_owned())
            }
            AuthenticationError::UnknownKey
            | AuthenticationError::WrongToken
            | AuthenticationError::Mismatch => (ErrorCode::AuthFailure, NOT_VALIDATED.to_owned()),
        };
        Self { code, message }
    }
}
