//! Calls on cases at support.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "support-case", crate::world::aws::support_case::Refusal, _policy;
    TooManyOpen { most } => [CaseCreationLimitExceeded, Documented, "Support API Reference, CreateCase, Errors; the limit is a guess"]
        "The case creation limit for the account has been exceeded: {most} cases wait for an answer";
    UnknownCase { case } => [CaseIdNotFound, Documented, "Support API Reference, DescribeCases, Errors"]
        "The requested caseId couldn't be located: {case}";
}
