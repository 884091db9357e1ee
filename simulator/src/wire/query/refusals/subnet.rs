//! Calls on subnets.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "subnet", crate::world::aws::subnet::Refusal, _policy;
    Range { cidr } => [InvalidSubnetRange, Documented, "EC2 Developer Guide, Error codes"]
        "The CIDR '{cidr}' is invalid.";
    Conflict { cidr } => [InvalidSubnetConflict, Documented, "EC2 Developer Guide, Error codes"]
        "The CIDR '{cidr}' conflicts with another subnet";
    UnknownZone { zone } => [InvalidParameterValue, Inferred, "Error codes has InvalidZone.NotFound for describes; the generic one is what CreateSubnet is known to answer"]
        "Value ({zone}) for parameter availabilityZone is invalid.";
    UnknownSubnet { subnet } => [InvalidSubnetIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The subnet ID '{subnet}' does not exist";
    InUse { subnet } => [DependencyViolation, Documented, "EC2 Developer Guide, Error codes"]
        "The subnet '{subnet}' has dependencies and cannot be deleted.";
}
