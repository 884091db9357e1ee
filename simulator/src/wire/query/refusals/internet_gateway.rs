//! Calls on internet gateways.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "internet-gateway", crate::world::aws::internet_gateway::Refusal, _policy;
    UnknownInternetGateway { gateway } => [InvalidInternetGatewayIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The internetGateway ID '{gateway}' does not exist";
    AlreadyAttached { gateway, vpc } => [ResourceAlreadyAssociated, Documented, "EC2 Developer Guide, Error codes"]
        "resource {gateway} is already attached to network {vpc}";
    VpcHasGateway { vpc } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "Network {vpc} already has an internet gateway attached";
    NotAttached { gateway, vpc } => [GatewayNotAttached, Documented, "EC2 Developer Guide, Error codes"]
        "resource {gateway} is not attached to network {vpc}";
    MappedAddresses { vpc } => [DependencyViolation, Documented, "EC2 Developer Guide, Error codes"]
        "Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.";
    InUse { gateway } => [DependencyViolation, Documented, "EC2 Developer Guide, Error codes"]
        "The internetGateway '{gateway}' has dependencies and cannot be deleted.";
}
