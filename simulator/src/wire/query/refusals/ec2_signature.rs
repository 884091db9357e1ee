//! Requests to EC2 that have no caller. EC2 does not tell a wrong secret from an
//! unknown key.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "ec2-signature", crate::wire::query::authentication::AuthenticationError, policy;
    Unsigned => [MissingAuthenticationToken, Documented, "EC2 API Reference, Common errors"]
        "Request is missing Authentication Token";
    Incomplete(part) => [IncompleteSignature, Documented, "EC2 API Reference, Common errors; the text is a choice"]
        "The request signature is incomplete; it needs {part}.";
    NoSuchRegion(region) => [AuthFailure, Inferred, "at AWS there is no endpoint for it; the words are STS's for a scope of another Region"]
        "Credential should be scoped to a valid region, not '{region}'.";
    Expired { dated: _, now: _ } => [RequestExpired, Documented, "EC2 API Reference, Common errors: fifteen minutes"]
        "Request has expired.";
    SessionOver => [policy expired_session_code]
        "Request has expired.";
    UnknownKey => [AuthFailure, Documented, "EC2 API Reference, Error codes"]
        "AWS was not able to validate the provided access credentials";
    WrongToken => [AuthFailure, Inferred, "EC2 API Reference, Error codes"]
        "AWS was not able to validate the provided access credentials";
    Mismatch => [AuthFailure, Observed, "what SDKs report of EC2 with a wrong secret"]
        "AWS was not able to validate the provided access credentials";
}
