//! Calls on networks and what stands in them.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "network", crate::world::aws::network::Refusal, _policy;
    UnknownInstance { instance } => [InvalidInstanceIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The instance ID '{instance}' does not exist";
    UnknownNetworkInterface { interface } => [InvalidNetworkInterfaceIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The networkInterface ID '{interface}' does not exist";
    UnknownSubnet { subnet } => [InvalidSubnetIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The subnet ID '{subnet}' does not exist";
}
