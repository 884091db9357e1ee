//! Whether a request gets as far as its action, and which of several things
//! that are wrong with it is told.
//!
//! The order: the form (`aws`), the signature, the action and its version, the
//! caller's rate, the parameters' names, the permissions, the dry run. Source: EC2 API Reference,
//! "Common errors" and `DryRun` of every action, which is about permissions
//! alone; where its place among the rest is not documented, it is the one that
//! costs AWS least to check.

use jiff::Timestamp;

use super::actions::{self, Handler};
use super::{Ec2Error, VERSION, parameters};
use crate::simulation::Simulation;
use crate::wire::http::Request;
use crate::wire::query::authentication::{self, Authenticated};
use crate::wire::query::authorization::authorize;
use crate::wire::query::form::Form;
use crate::world::aws::account::Caller;
use crate::world::aws::throttle;

#[cfg(test)]
mod tests;

/// The service, as policies name it.
const SERVICE: &str = "ec2";

/// A request that its action may answer.
pub(super) struct Admitted<'a> {
    pub(super) caller: Caller,
    pub(super) action: &'a str,
    pub(super) handler: Handler,
}

/// Lets a request in.
pub(super) fn admit<'a>(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &'a Form,
) -> Result<Admitted<'a>, Ec2Error> {
    let authenticated = authentication::verify(simulation, wall, request).map_err(|error| {
        simulation.with_policy(|policy| Ec2Error::unauthenticated(error, policy))
    })?;
    let action = form.get("Action").ok_or(Ec2Error::missing_action())?;
    let Some(handler) = actions::find(action) else {
        return Err(Ec2Error::invalid_action(action));
    };
    match form.get("Version") {
        Some(VERSION) => {}
        // The other versions' shapes differ; the newest is the one here.
        Some(other) => return Err(Ec2Error::unknown_version(action, other)),
        None => return Err(Ec2Error::missing_parameter("Version")),
    }
    take_token(simulation, wall, &authenticated, action, form)?;
    parameters::known(form, handler.parameters)?;
    for name in handler.required {
        parameters::required(form, name)?;
    }
    check_permissions(simulation, &authenticated, action, form)?;
    // Whoever only asks whether it may is told so before anything is looked at.
    if parameters::boolean(form, "DryRun")?.unwrap_or(false) {
        return Err(Ec2Error::dry_run());
    }
    Ok(Admitted {
        caller: authenticated.caller(),
        action,
        handler,
    })
}

/// A token of the caller's bucket, which a request costs whatever else is wrong
/// with it.
fn take_token(
    simulation: &Simulation,
    wall: Timestamp,
    authenticated: &Authenticated,
    action: &str,
    form: &Form,
) -> Result<(), Ec2Error> {
    let account = authenticated.account();
    let is_taken = simulation.take_token(wall, || throttle::Call {
        account,
        region: authenticated.region().clone(),
        action: action.to_owned(),
        // Filters and ids are numbered; a page has a size or a token.
        is_unfiltered: !form
            .names()
            .any(|name| name.contains('.') || matches!(name, "MaxResults" | "NextToken")),
    });
    is_taken
        .then_some(())
        .ok_or_else(|| Ec2Error::throttled(account, action))
}

/// The action itself, and the tags that it puts on what it makes.
///
/// Source: Service Authorization Reference, EC2, "Dependent actions".
fn check_permissions(
    simulation: &Simulation,
    authenticated: &Authenticated,
    action: &str,
    form: &Form,
) -> Result<(), Ec2Error> {
    let may = |action| authorize(authenticated, SERVICE, action).map_err(Ec2Error::unauthorized);
    may(action)?;
    let tags = |list: &str| !form.numbered(list).is_empty();
    let tags_pool = tags("PoolTagSpecification")
        && simulation.with_policy(|policy| policy.provision_needs_create_tags);
    if tags("TagSpecification") || tags_pool {
        may("CreateTags")?;
    }
    Ok(())
}
