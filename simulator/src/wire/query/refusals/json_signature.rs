//! Requests to services with JSON that have no caller.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "json-signature", crate::wire::query::authentication::AuthenticationError, policy;
    Unsigned => [MissingAuthenticationTokenException, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "Missing Authentication Token";
    Incomplete(part) => [IncompleteSignatureException, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The request signature is incomplete; it needs {part}.";
    NoSuchRegion(region) => [InvalidSignatureException, Inferred, "at AWS there is no endpoint for it; the words are STS's for a scope of another Region"]
        "Credential should be scoped to a valid region, not '{region}'.";
    Expired { dated, now } => [InvalidSignatureException, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "Signature not yet current or expired: {dated} is not within 15 minutes of {now}";
    UnknownKey => [UnrecognizedClientException, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The security token included in the request is invalid.";
    WrongToken => [UnrecognizedClientException, Inferred, "as for an unknown key"]
        "The security token included in the request is invalid.";
    SessionOver => [ExpiredTokenException, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The security token included in the request is expired";
    Mismatch => [InvalidSignatureException, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
}
