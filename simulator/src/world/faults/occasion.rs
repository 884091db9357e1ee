//! What a fault waits for.

use std::fmt;

use byoip_vocabulary::account::AccountId;
use serde::{Deserialize, Serialize};

use crate::world::aws::range::RangeKey;
use crate::world::aws::throttle::is_reading;

/// A call at AWS that has been let in and is not decided yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Whose.
    pub account: AccountId,
    /// The service's name in a signature's scope: `ec2`.
    pub service: String,
    /// `AdvertiseByoipCidr`.
    pub action: String,
}

impl Call {
    /// A call of an account.
    pub fn new(account: AccountId, service: &str, action: &str) -> Self {
        Self {
            account,
            service: service.to_owned(),
            action: action.to_owned(),
        }
    }

    /// Whether it changes nothing, by what AWS calls its actions.
    pub fn is_reading(&self) -> bool {
        is_reading(&self.action)
    }
}

/// What a fault has met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "occasion", rename_all = "kebab-case")]
pub enum Occasion {
    /// A call.
    Call(Call),
    /// The end of a review.
    Review {
        /// The range under review.
        range: RangeKey,
    },
    /// Its own moment.
    Time,
}

impl fmt::Display for Occasion {
    /// Behind "strikes".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(call) => write!(f, " {} of account {}", call.action, call.account),
            Self::Review { range } => {
                let RangeKey { account, cidr, .. } = range;
                write!(f, " the review of {cidr} of account {account}")
            }
            Self::Time => Ok(()),
        }
    }
}
