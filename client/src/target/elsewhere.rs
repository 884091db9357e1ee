//! Where "real AWS" is, for whoever rehearses what only happens there.

use jiff::SignedDuration;

use crate::aws::manners::Manners;

/// What to take instead of AWS's endpoints, the internet's services and their
/// pace. By default nothing: the AWS configuration says.
#[derive(Clone, Debug, Default)]
pub struct Elsewhere {
    /// The base URL of EC2 and STS, with credentials that anybody may have.
    pub endpoint: Option<String>,
    /// The base URL that RDAP, validators and looking glasses are reached under.
    pub services: Option<String>,
    /// The time between two looks and two calls.
    pub pause: Option<SignedDuration>,
}

impl Elsewhere {
    /// AWS's manners, or quicker ones of the same kind.
    pub(crate) fn manners(&self) -> Manners {
        let Some(pause) = self.pause else {
            return Manners::AWS;
        };
        Manners {
            between_readings: pause,
            between_changes: pause,
            pause,
            longest_pause: pause,
            ..Manners::AWS
        }
    }
}
