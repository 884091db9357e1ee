//! Calls on instances.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::aws::ids::InstanceId;
use crate::world::policy::{Grade, Policy};

refusals! {
    "instance", crate::world::aws::instance::Refusal, _policy;
    TokenUsed => [IdempotentParameterMismatch, Documented, "EC2 Developer Guide, Idempotency"]
        "The client token was used before for another launch";
    TokenTerminated => [IdempotentInstanceTerminated, Documented, "EC2 Developer Guide, Error codes"]
        "The client token was used before, and what it launched is terminated";
    Count { at_least, at_most } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "MinCount ({at_least}) must be 1 or more, and MaxCount ({at_most}) not less than it";
    TooMany { most } => [ResourceCountExceeded, Documented, "EC2 Developer Guide, Error codes"]
        "A request launches at most {most} instances.";
    OnePlace => [InvalidParameterCombination, Inferred, "EC2 API Reference, RunInstances, has the rule; no code is published"]
        "A private IP address or a network interface can only be given when launching one instance";
    UnknownInstances { instances }, what = what(instances), names = joined(instances), verb = verb(instances)
        => [InvalidInstanceIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The instance {what} '{names}' {verb} not exist";
    InterfaceInUse { interface } => [InvalidNetworkInterfaceInUse, Documented, "EC2 Developer Guide, Error codes"]
        "The network interface {interface} is in use.";
    WrongState { instance, state }, state = state.as_str() => [IncorrectInstanceState, Documented, "EC2 Developer Guide, Error codes"]
        "The instance '{instance}' is {state}, which is not a valid state for this operation.";
}

fn what(instances: &[InstanceId]) -> &'static str {
    if instances.len() == 1 { "ID" } else { "IDs" }
}

fn verb(instances: &[InstanceId]) -> &'static str {
    if instances.len() == 1 { "does" } else { "do" }
}

fn joined(instances: &[InstanceId]) -> String {
    let names: Vec<&str> = instances.iter().map(InstanceId::as_str).collect();
    names.join(", ")
}
