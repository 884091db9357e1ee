//! Requests that reach no rule of the world.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "request", crate::wire::query::error::Request, policy;
    MissingAction => [MissingAction, Documented, "EC2 API Reference, Common errors"]
        "The request is missing an action or a required parameter.";
    InvalidAction { action } => [InvalidAction, Observed, "cloudquery issue 190"]
        "The action {action} is not valid for this web service.";
    UnknownVersion { action, version, wanted } => [InvalidAction, Inferred, "the other versions' shapes differ; the text is a choice"]
        "The action {action} is not valid for API version {version}; use {wanted}.";
    MissingParameter { name } => [MissingParameter, Documented, "EC2 API Reference, Common errors"]
        "The request must contain the parameter {name}";
    UnknownParameter { name } => [UnknownParameter, Documented, "EC2 API Reference, Common errors"]
        "The parameter {name} is not recognized";
    NotSimulated { what } => [UnsupportedOperation, Unknown, "a gap of this simulator; AWS answers"]
        "{what} is not simulated yet";
    InvalidValue { name, value, why } => [InvalidParameterValue, Documented, "EC2 API Reference, Common errors"]
        "Value ({value}) for parameter {name} is invalid. {why}";
    Combination { why } => [InvalidParameterCombination, Documented, "EC2 API Reference, Common errors"]
        "{why}";
    UnknownFilter { name } => [InvalidParameterValue, Observed, "what SDKs report of EC2"]
        "The filter '{name}' is invalid";
    ForeignToken { token } => [InvalidNextToken, Documented, "EC2 API Reference, Error codes"]
        "The token '{token}' is invalid";
    DryRun => [DryRunOperation, Observed, "Karpenter issue 8015"]
        "Request would have succeeded, but DryRun flag is set.";
    Unauthorized { why } => [UnauthorizedOperation, Documented, "EC2 API Reference, Error codes; IAM User Guide, access denied messages"]
        "You are not authorized to perform this operation. {why}";
    Throttled { account, action } => [RequestLimitExceeded, Documented, "EC2 Developer Guide, request throttling, text of 2026"]
        "Request limit exceeded. Account {account} has been throttled on ec2:{action} because it exceeded its request rate limit.";
    Internal => [InternalError, Documented, "EC2 API Reference, Error codes"]
        "An internal error has occurred";
    Unavailable => [Unavailable, Documented, "EC2 API Reference, Error codes"]
        "The server is overloaded and can't handle the request.";
}
