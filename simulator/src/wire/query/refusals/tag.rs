//! Calls on tags.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::aws::tag::KeyProblem;
use crate::world::policy::{Grade, Policy};

refusals! {
    "tag", crate::world::aws::tag::Refusal, _policy;
    BadKey { key, why }, why = why_bad(*why) => [InvalidParameterValue, Documented, "EC2 User Guide, Tag restrictions; the text is observed for aws: only"]
        "Value ( {key} ) for parameter key is invalid. {why}";
    LongValue { key } => [InvalidParameterValue, Documented, "EC2 User Guide, Tag restrictions"]
        "Tag value exceeds the maximum length of 256 characters, for the key {key}";
    UnknownResource { resource } => [InvalidId, Observed, "pulumi-awsx issue 187, for an address; what has a code of its own answers that, as ansible issue 46955 shows of an instance"]
        "The ID '{resource}' is not valid";
    TooMany { most } => [TagLimitExceeded, Documented, "EC2 Developer Guide, Error codes"]
        "The maximum number of tags for a resource has been reached: {most}.";
}

pub(super) const fn why_bad(problem: KeyProblem) -> &'static str {
    match problem {
        KeyProblem::Empty => "Tag key cannot be empty.",
        KeyProblem::Long => "Tag key exceeds the maximum length of 128 characters.",
        KeyProblem::Reserved => "Tag keys starting with 'aws:' are reserved for internal use.",
    }
}
