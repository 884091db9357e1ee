//! Requests to STS and Elastic Load Balancing that have no caller. These services,
//! unlike EC2, tell a wrong secret from an unknown key.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "query-signature", crate::wire::query::authentication::AuthenticationError, policy;
    Unsigned => [MissingAuthenticationToken, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "Request is missing Authentication Token";
    Incomplete(part) => [IncompleteSignature, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The request signature is incomplete; it needs {part}.";
    NoSuchRegion(region) => [SignatureDoesNotMatch, Inferred, "at AWS there is no endpoint for it; the words are STS's for a scope of another Region"]
        "Credential should be scoped to a valid region, not '{region}'.";
    Expired { dated, now } => [SignatureDoesNotMatch, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "Signature not yet current or expired: {dated} is not within 15 minutes of {now}";
    UnknownKey => [InvalidClientTokenId, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The security token included in the request is invalid.";
    WrongToken => [InvalidClientTokenId, Inferred, "as for an unknown key"]
        "The security token included in the request is invalid.";
    SessionOver => [ExpiredToken, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The security token included in the request is expired";
    Mismatch => [SignatureDoesNotMatch, Documented, "IAM User Guide, Troubleshoot signed requests; Common errors"]
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
}
