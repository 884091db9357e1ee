//! Reading parameters as Elastic Load Balancing refuses them: every one that is
//! missing or malformed is a `ValidationError`.

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::query::error::{ServiceError, unmet};
use crate::wire::query::form::Form;
use crate::wire::query::parameters;

/// Refuses a request without a parameter, a structure or a list that it needs.
pub(super) fn check_required(form: &Form, names: &[&str]) -> Result<(), ServiceError> {
    match names
        .iter()
        .find(|name| parameters::required_any(form, name).is_err())
    {
        Some(name) => Err(missing(name)),
        None => Ok(()),
    }
}

/// A text that must be there.
pub(super) fn required<'a>(form: &'a Form, name: &str) -> Result<&'a str, ServiceError> {
    form.get(name).ok_or_else(|| missing(name))
}

/// The error of a value that is none of those there are.
pub(super) fn not_one_of(name: &str, value: &str, those: &str) -> ServiceError {
    let constraint = format!("satisfy enum value set: [{those}]");
    invalid(unmet(Some(value), &member(name), &constraint))
}

/// The error of parameters that are not acceptable.
pub(super) fn invalid(message: impl Into<String>) -> ServiceError {
    ServiceError::new(ErrorCode::ValidationError, message)
}

fn missing(name: &str) -> ServiceError {
    invalid(unmet(None, &member(name), "not be null"))
}

/// The member of a parameter, as a constraint names it: `loadBalancerArn`.
fn member(parameter: &str) -> String {
    let mut letters = parameter.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
