//! What the wire declares of itself, for the fidelity ledger: each refusal with
//! its code, AWS's and the registries', each action with what it takes and how large its pages may be.

use super::{apnic, arin, ec2, elbv2, lacnic, query, ripe, sts, support};
use crate::repository;
use crate::world::assumption::Assumption;
use crate::world::internet;
use crate::world::policy::Policy;
use crate::world::rpki::fault::point;

#[cfg(test)]
mod tests;

pub(crate) use super::owner::refusals::Row as OwnerRefusal;
pub(crate) use query::pages::sizes::{ALL as PAGES, Sizes};
pub(crate) use query::refusals::Told as Refusal;

/// An action, as the ledger tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Action {
    /// The service's name in a signature's scope.
    pub(crate) service: &'static str,
    pub(crate) name: &'static str,
    pub(crate) parameters: &'static [&'static str],
    pub(crate) required: &'static [&'static str],
    pub(crate) unsupported: &'static [&'static str],
}

/// Every action of every service.
pub(crate) fn actions() -> Vec<Action> {
    let of = |service, action: &'static query::action::Action| Action {
        service,
        name: action.name,
        parameters: action.parameters,
        required: action.required,
        unsupported: action.unsupported,
    };
    let mut actions: Vec<Action> = ec2::actions::all().map(|it| of("ec2", it)).collect();
    actions.extend(elbv2::all().map(|it| of(elbv2::SERVICE, it)));
    actions.push(Action {
        service: "sts",
        name: sts::ACTION,
        parameters: &[],
        required: &[],
        unsupported: &[],
    });
    actions.extend(support::all().map(|action| Action {
        service: support::SERVICE,
        name: action.name,
        parameters: action.parameters,
        required: action.required,
        unsupported: action.unsupported,
    }));
    actions
}

/// Every refusal of every interface for owners.
pub(crate) fn owner_refusals() -> impl Iterator<Item = &'static OwnerRefusal> {
    let tables = [
        arin::refusals::ROWS,
        ripe::database::refusals::ROWS,
        ripe::rpki::refusals::ROWS,
        apnic::refusals::ROWS,
        lacnic::refusals::ROWS,
    ];
    tables.into_iter().flatten().copied()
}

/// What the model takes for granted, whatever the settings.
pub(crate) fn assumptions() -> Vec<Assumption> {
    let mut assumptions = internet::assumptions();
    assumptions.extend(repository::assumptions());
    assumptions.push(point::assumption());
    assumptions
}

/// Every refusal of every noun.
pub(crate) fn refusals(policy: &Policy) -> Vec<Refusal> {
    query::refusals::told(policy)
}
