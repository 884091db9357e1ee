//! Reading typed parameters out of a form.

use std::str::FromStr;

use byoip_vocabulary::prefix::{ParsePrefixError, Prefix};

use super::Ec2Error;
use crate::wire::query::form::Form;

/// The parameters that any action may have, and those of a query signature.
const COMMON: [&str; 8] = [
    "Action",
    "Version",
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
];

/// Parameters that EC2 has for some of these actions and this world not yet. To
/// call them unknown would send people looking for a typing mistake.
const NOT_SIMULATED: [&str; 8] = [
    "AvailabilityMode",
    "CustomerOwnedIpv4Pool",
    "IpamPoolId",
    "MultiRegion",
    "PoolTagSpecification",
    "SecondaryAllocationId",
    "TagSpecification",
    "VpcId",
];

/// Refuses parameters that the action does not have. A list or a structure is
/// known by its first part: `PoolId` lets `PoolId.1` in.
pub(super) fn known(form: &Form, parameters: &[&str]) -> Result<(), Ec2Error> {
    for name in form.names() {
        let first = name.split('.').next().unwrap_or(name);
        if COMMON.contains(&name) || parameters.contains(&first) {
            continue;
        }
        return Err(if NOT_SIMULATED.contains(&first) {
            Ec2Error::not_simulated(&format!("The parameter {name}"))
        } else {
            Ec2Error::unknown_parameter(name)
        });
    }
    Ok(())
}

/// A parameter that must be there and not be empty.
pub(super) fn required<'a>(form: &'a Form, name: &str) -> Result<&'a str, Ec2Error> {
    match form.get(name) {
        Some("") | None => Err(Ec2Error::missing_parameter(name)),
        Some(value) => Ok(value),
    }
}

/// A `true` or `false`.
pub(super) fn boolean(form: &Form, name: &str) -> Result<Option<bool>, Ec2Error> {
    match form.get(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(Ec2Error::invalid_value(name, other, "Use true or false.")),
    }
}

/// A value that reads itself.
pub(super) fn parsed<T: FromStr>(
    form: &Form,
    name: &str,
    wanted: &str,
) -> Result<Option<T>, Ec2Error> {
    match form.get(name) {
        None => Ok(None),
        Some(text) => match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(Ec2Error::invalid_value(name, text, wanted)),
        },
    }
}

/// The required `Cidr`.
pub(super) fn cidr(form: &Form) -> Result<Prefix, Ec2Error> {
    let text = required(form, "Cidr")?;
    text.parse().map_err(|error: ParsePrefixError| {
        Ec2Error::invalid_value(
            "Cidr",
            text,
            &format!("This is not a valid CIDR block: {error}."),
        )
    })
}
