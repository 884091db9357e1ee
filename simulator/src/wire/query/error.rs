//! An error answer of an AWS service: code and message, whatever the layout.
//!
//! Codes and texts are in the tables of [`refusals`]; the layout is each
//! service's own.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::error_code::ErrorCode;

use super::form::FormError;
use super::refusals;
use crate::world::policy::Policy;

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
        Request::MissingAction.into()
    }

    pub(in crate::wire) fn invalid_action(action: &str) -> Self {
        let action = action.to_owned();
        Request::InvalidAction { action }.into()
    }

    pub(in crate::wire) fn unknown_version(action: &str, version: &str, wanted: &str) -> Self {
        Request::UnknownVersion {
            action: action.to_owned(),
            version: version.to_owned(),
            wanted: wanted.to_owned(),
        }
        .into()
    }

    pub(in crate::wire) fn missing_parameter(name: &str) -> Self {
        let name = name.to_owned();
        Request::MissingParameter { name }.into()
    }

    /// A name longer than any there is, is told by its beginning.
    pub(in crate::wire) fn unknown_parameter(name: &str) -> Self {
        const TOLD: usize = 200;
        let mut told: String = name.chars().take(TOLD).collect();
        if told.len() < name.len() {
            told.push('…');
        }
        Request::UnknownParameter { name: told }.into()
    }

    pub(crate) fn not_simulated(what: &str) -> Self {
        let what = what.to_owned();
        Request::NotSimulated { what }.into()
    }

    pub(in crate::wire) fn invalid_value(name: &str, value: &str, why: &str) -> Self {
        Request::InvalidValue {
            name: name.to_owned(),
            value: value.to_owned(),
            why: why.to_owned(),
        }
        .into()
    }

    pub(in crate::wire) fn combination(why: &str) -> Self {
        let why = why.to_owned();
        Request::Combination { why }.into()
    }

    pub(in crate::wire) fn dry_run() -> Self {
        Request::DryRun.into()
    }
}

/// Why a request reaches no rule of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wire) enum Request {
    /// It names no action.
    MissingAction,
    /// There is no such action.
    InvalidAction { action: String },
    /// The action is asked for by another version's name.
    UnknownVersion {
        action: String,
        version: String,
        wanted: String,
    },
    /// A parameter is not there.
    MissingParameter { name: String },
    /// A parameter is not the action's.
    UnknownParameter { name: String },
    /// AWS has it and this world not.
    NotSimulated { what: String },
    /// A parameter's value cannot be.
    InvalidValue {
        name: String,
        value: String,
        why: String,
    },
    /// Parameters that exclude each other.
    Combination { why: String },
    /// The describe has no such filter.
    UnknownFilter { name: String },
    /// A page's token that was not given out for this call.
    ForeignToken { token: String },
    /// All is well, and that was the question.
    DryRun,
    /// The caller may not.
    Unauthorized { why: String },
    /// The caller asks too often.
    Throttled { account: AccountId, action: String },
    /// Something broke inside.
    Internal,
    /// The service is down.
    Unavailable,
}

impl From<Request> for ServiceError {
    fn from(request: Request) -> Self {
        // None of these codes is a policy's.
        refusals::request::refused(&request, &Policy::default())
    }
}

impl From<FormError> for ServiceError {
    fn from(error: FormError) -> Self {
        refusals::form::refused(&error, &Policy::default())
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
