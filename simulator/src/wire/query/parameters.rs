//! Reading typed parameters out of a form.

use std::str::FromStr;

use byoip_vocabulary::prefix::{ParsePrefixError, Prefix, PrefixError};

use super::error::ServiceError;
use super::form::Form;

#[cfg(test)]
mod tests;

/// The parameters that any action may have, and those of a query signature.
const COMMON: [&str; 9] = [
    "Action",
    "Version",
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-Security-Token",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
];

/// The longest client token (EC2 Developer Guide, "Idempotency").
const TOKEN_MAX: usize = 64;

/// Refuses parameters that the action does not have, by their whole path.
pub(in crate::wire) fn known(
    form: &Form,
    parameters: &[&str],
    unsupported: &[&str],
) -> Result<(), ServiceError> {
    for name in form.names() {
        if is_common(name) || is_one_of(name, parameters) {
            continue;
        }
        return Err(if is_one_of(name, unsupported) {
            ServiceError::not_simulated(&format!("The parameter {name}"))
        } else {
            ServiceError::unknown_parameter(name)
        });
    }
    Ok(())
}

/// Whether any action may have the parameter.
pub(in crate::wire) fn is_common(name: &str) -> bool {
    COMMON.contains(&name)
}

/// Refuses parameters that AWS takes and this world not yet; what nobody knows
/// is passed over, as every service but EC2 does.
pub(in crate::wire) fn supported(form: &Form, unsupported: &[&str]) -> Result<(), ServiceError> {
    match form.names().find(|name| is_one_of(name, unsupported)) {
        Some(name) => Err(ServiceError::not_simulated(&format!(
            "The parameter {name}"
        ))),
        None => Ok(()),
    }
}

fn is_one_of(name: &str, paths: &[&str]) -> bool {
    paths.iter().any(|path| is(name, path))
}

/// Whether a parameter's name is a path's: each part the same, a number where
/// the path has `N`.
fn is(name: &str, path: &str) -> bool {
    let mut parts = name.split('.');
    let mut wanted = path.split('.');
    loop {
        match (parts.next(), wanted.next()) {
            (None, None) => return true,
            (Some(part), Some("N")) if part.bytes().all(|byte| byte.is_ascii_digit()) => {}
            (Some(part), Some(wanted)) if part == wanted => {}
            (None | Some(_), None | Some(_)) => return false,
        }
    }
}

/// A parameter, a structure or a list that must be there and not be empty.
pub(in crate::wire) fn required_any(form: &Form, name: &str) -> Result<(), ServiceError> {
    let inside = |key: &str| {
        key.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let there = match form.get(name) {
        Some(value) => !value.is_empty(),
        None => form.names().any(inside),
    };
    if there {
        Ok(())
    } else {
        Err(ServiceError::missing_parameter(name))
    }
}

/// A parameter that must be there and not be empty.
pub(in crate::wire) fn required<'a>(form: &'a Form, name: &str) -> Result<&'a str, ServiceError> {
    match form.get(name) {
        Some("") | None => Err(ServiceError::missing_parameter(name)),
        Some(value) => Ok(value),
    }
}

/// A `true` or `false`.
pub(in crate::wire) fn boolean(form: &Form, name: &str) -> Result<Option<bool>, ServiceError> {
    match form.get(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(ServiceError::invalid_value(
            name,
            other,
            "Use true or false.",
        )),
    }
}

/// A value that reads itself.
pub(in crate::wire) fn parsed<T: FromStr>(
    form: &Form,
    name: &str,
    wanted: &str,
) -> Result<Option<T>, ServiceError> {
    match form.get(name) {
        None => Ok(None),
        Some(text) => match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(ServiceError::invalid_value(name, text, wanted)),
        },
    }
}

/// A private block as EC2 takes it: host bits that are set are cleared (EC2 API
/// Reference, CreateVpc and CreateSubnet: "we modify it to its canonical form").
pub(in crate::wire) fn private_block(form: &Form, name: &str) -> Result<Prefix, ServiceError> {
    match required(form, name)?.parse::<Prefix>() {
        Err(ParsePrefixError::Prefix(PrefixError::HostBits { network })) => Ok(network),
        Ok(_) | Err(_) => cidr(form, name),
    }
}

/// The client token of a call that can be repeated.
pub(in crate::wire) fn client_token(form: &Form) -> Result<Option<String>, ServiceError> {
    match form.get("ClientToken") {
        Some(token) if token.len() > TOKEN_MAX || !token.is_ascii() => {
            let why = "A client token has at most 64 ASCII characters.";
            Err(ServiceError::invalid_value("ClientToken", token, why))
        }
        token => Ok(token.map(str::to_owned)),
    }
}

/// A required CIDR block.
pub(in crate::wire) fn cidr(form: &Form, name: &str) -> Result<Prefix, ServiceError> {
    let text = required(form, name)?;
    text.parse().map_err(|error: ParsePrefixError| {
        ServiceError::invalid_value(
            name,
            text,
            &format!("This is not a valid CIDR block: {error}."),
        )
    })
}
