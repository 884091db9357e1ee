//! Calls of STS and Elastic Load Balancing that a declared fault refuses.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "query-breakdown", crate::world::faults::Breakdown, policy;
    Throttled => [Throttling, Observed, "what SDKs report of the Query protocol; botocore retries it by this name"]
        "Rate exceeded";
    Internal => [InternalFailure, Documented, "STS and Elastic Load Balancing API References, Common errors"]
        "The request processing has failed because of an unknown error, exception or failure.";
    Unavailable => [ServiceUnavailable, Documented, "STS and Elastic Load Balancing API References, Common errors"]
        "The request has failed due to a temporary failure of the server.";
}
