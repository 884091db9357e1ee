//! Calls of services with JSON that a declared fault refuses.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "json-breakdown", crate::world::faults::Breakdown, policy;
    Throttled => [ThrottlingException, Documented, "AWS Support API Reference, ThrottlingException and Common errors"]
        "Rate exceeded";
    Internal => [InternalServerError, Documented, "AWS Support API Reference, CreateCase"]
        "An internal server error occurred.";
    Unavailable => [ServiceUnavailable, Documented, "AWS Support API Reference, Common errors"]
        "The request has failed due to a temporary failure of the server.";
}
