//! Calls on NAT gateways.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "nat-gateway", crate::world::aws::nat_gateway::Refusal, _policy;
    TokenUsed => [IdempotentParameterMismatch, Documented, "EC2 Developer Guide, Idempotency"]
        "The client token was used before with other parameters";
    UnknownNatGateway { gateway } => [NatGatewayNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The Nat Gateway {gateway} was not found";
}
