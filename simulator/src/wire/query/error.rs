//! An error answer of an AWS service: code and message, whatever the layout.
//!
//! The texts here are those of requests that reach no rule of the world. What
//! the world refuses is in [`refusals`](super::refusals); the layout, and the
//! codes for a request without a caller, are each service's own.

use byoip_vocabulary::error_code::ErrorCode;

use super::form::FormError;

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceError {
    pub(in crate::wire) code: ErrorCode,
    pub(in crate::wire) message: String,
}

impl ServiceError {
    pub(in crate::wire) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        self.code.status()
    }

    pub(in crate::wire) fn missing_action() -> Self {
        Self::new(
            ErrorCode::MissingAction,
            "The request is missing an action or a required parameter.",
        )
    }

    /// Observed text (cloudquery issue 190).
    pub(in crate::wire) fn invalid_action(action: &str) -> Self {
        Self::new(
            ErrorCode::InvalidAction,
            format!("The action {action} is not valid for this web service."),
        )
    }

    pub(in crate::wire) fn unknown_version(action: &str, version: &str, wanted: &str) -> Self {
        Self::new(
            ErrorCode::InvalidAction,
            format!("The action {action} is not valid for API version {version}; use {wanted}."),
        )
    }

    pub(in crate::wire) fn missing_parameter(name: &str) -> Self {
        Self::new(
            ErrorCode::MissingParameter,
            format!("The request must contain the parameter {name}"),
        )
    }

    /// A name longer than any there is, is told by its beginning.
    pub(in crate::wire) fn unknown_parameter(name: &str) -> Self {
        const TOLD: usize = 200;
        let told: String = name.chars().take(TOLD).collect();
        let more = if told.len() < name.len() { "…" } else { "" };
        Self::new(
            ErrorCode::UnknownParameter,
            format!("The parameter {told}{more} is not recognized"),
        )
    }

    pub(crate) fn not_simulated(what: &str) -> Self {
        Self::new(
            ErrorCode::UnsupportedOperation,
            format!("{what} is not simulated yet"),
        )
    }

    pub(in crate::wire) fn invalid_value(name: &str, value: &str, why: &str) -> Self {
        Self::new(
            ErrorCode::InvalidParameterValue,
            format!("Value ({value}) for parameter {name} is invalid. {why}"),
        )
    }

    pub(in crate::wire) fn combination(why: &str) -> Self {
        Self::new(ErrorCode::InvalidParameterCombination, why)
    }

    /// Observed text (Karpenter issue 8015).
    pub(in crate::wire) fn dry_run() -> Self {
        Self::new(
            ErrorCode::DryRunOperation,
            "Request would have succeeded, but DryRun flag is set.",
        )
    }
}

/// What the services with modelled constraints say of a value that meets one of
/// them not.
pub(in crate::wire) fn unmet(value: Option<&str>, member: &str, constraint: &str) -> String {
    let value = value.map_or_else(|| "null".to_owned(), |value| format!("'{value}'"));
    format!(
        "1 validation error detected: Value {value} at '{member}' failed to satisfy constraint: \
         Member must {constraint}"
    )
}

impl From<FormError> for ServiceError {
    fn from(error: FormError) -> Self {
        let (code, message) = match error {
            FormError::TooLong => (
                ErrorCode::MalformedQueryString,
                format!("The request is longer than {} bytes.", super::BODY_LIMIT),
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
