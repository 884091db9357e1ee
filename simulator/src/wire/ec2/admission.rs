//! Whether a request gets as far as its action, and which of several things
//! that are wrong with it is told.
//!
//! The order: the form (`aws`), the signature, the action and its version, the
//! caller's rate, what was declared to go wrong, the parameters' names, the
//! permissions, the dry run. Source:
//! EC2 API Reference, "Common errors" and `DryRun` of every action, which is
//! about permissions alone; where a place among the rest is not documented, it
//! is the one that costs AWS least to check.

use byoip_vocabulary::account::AccountId;
use jiff::Timestamp;

use super::{VERSION, actions, error};
use crate::simulation::Simulation;
use crate::wire::http::Request;
use crate::wire::query::action::Action;
use crate::wire::query::authentication::{self, Authenticated};
use crate::wire::query::authorization::authorize;
use crate::wire::query::error::{Request as RequestError, ServiceError};
use crate::wire::query::form::Form;
use crate::wire::query::model;
use crate::wire::query::parameters;
use crate::world::aws::account::Caller;
use crate::world::aws::throttle;
use crate::world::faults::{self, Breakdown, Strikes};

#[cfg(test)]
mod tests;

/// The service, as policies name it.
const SERVICE: &str = "ec2";

/// A request that its action may answer.
pub(super) struct Admitted {
    pub(super) caller: Caller,
    pub(super) action: &'static Action,
}

/// Lets a request in; `strikes` has what befell it on the way, let in or not.
pub(super) fn admit(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
    strikes: &mut Strikes,
) -> Result<Admitted, ServiceError> {
    let authenticated = authentication::verify(simulation, wall, request)
        .map_err(|why| simulation.with_policy(|policy| error::unauthenticated(&why, policy)))?;
    let name = form.get("Action").ok_or(ServiceError::missing_action())?;
    let Some(action) = actions::find(name) else {
        return Err(if model::has_action(SERVICE, name) {
            ServiceError::not_simulated(&format!("The action {name}"))
        } else {
            ServiceError::invalid_action(name)
        });
    };
    match form.get("Version") {
        Some(VERSION) => {}
        // The other versions' shapes differ; the newest is the one here.
        Some(other) => return Err(ServiceError::unknown_version(name, other, VERSION)),
        None => return Err(ServiceError::missing_parameter("Version")),
    }
    take_token(simulation, wall, &authenticated, name, form)?;
    let account = authenticated.account();
    *strikes = simulation.meet(wall, || faults::Call::new(account, SERVICE, name));
    if let Some(breakdown) = strikes.refused {
        return Err(broken_down(breakdown, account, name));
    }
    action.check(form)?;
    check_permissions(simulation, &authenticated, name, form)?;
    // Whoever only asks whether it may is told so before anything is looked at.
    if parameters::boolean(form, "DryRun")?.unwrap_or(false) {
        return Err(ServiceError::dry_run());
    }
    Ok(Admitted {
        caller: authenticated.caller(),
        action,
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
) -> Result<(), ServiceError> {
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
        .ok_or_else(|| error::throttled(account, action))
}

/// The error of a call that a fault has refused.
fn broken_down(breakdown: Breakdown, account: AccountId, action: &str) -> ServiceError {
    match breakdown {
        Breakdown::Throttled => error::throttled(account, action),
        Breakdown::Internal => RequestError::Internal.into(),
        Breakdown::Unavailable => RequestError::Unavailable.into(),
    }
}

/// The action itself, and the tags that it puts on what it makes.
///
/// Source: Service Authorization Reference, EC2, "Dependent actions".
fn check_permissions(
    simulation: &Simulation,
    authenticated: &Authenticated,
    action: &str,
    form: &Form,
) -> Result<(), ServiceError> {
    let may = |action| authorize(authenticated, SERVICE, action).map_err(error::unauthorized);
    may(action)?;
    let tags = |list: &str| !form.numbered(list).is_empty();
    let tags_pool = tags("PoolTagSpecification")
        && simulation.with_policy(|policy| policy.provision_needs_create_tags);
    if tags("TagSpecification") || tags_pool {
        may("CreateTags")?;
    }
    Ok(())
}
