//! How to behave towards a service that others use too: how long to leave
//! between two calls, and what to do about one that failed.
//!
//! Sources: EC2 Developer Guide, "Request throttling for the Amazon EC2 API" (a
//! bucket of one for the calls on ranges, a token each ten seconds, each two for
//! DescribeByoipCidrs); EC2 API Reference, "Error codes" and "Ensuring
//! idempotency".

use jiff::SignedDuration;

use super::CallError;

#[cfg(test)]
mod tests;

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It changes nothing and may be made again.
    Reading,
    /// It may have been done although no answer came.
    Changing,
}

/// Lengths of time between calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Manners {
    /// From one reading to the next.
    pub(crate) between_readings: SignedDuration,
    /// From one change to the next.
    pub(crate) between_changes: SignedDuration,
    /// After a failure; twice as long after each further one.
    pub(crate) pause: SignedDuration,
    /// The longest of these.
    pub(crate) longest_pause: SignedDuration,
    /// How long a failure may last.
    pub(crate) patience: SignedDuration,
    /// How long to wait for somebody to renew credentials.
    pub(crate) renewal: SignedDuration,
}

impl Manners {
    /// What AWS documents, and patience for a bad afternoon.
    pub(crate) const AWS: Self = Self {
        between_readings: SignedDuration::from_secs(2),
        between_changes: SignedDuration::from_secs(10),
        pause: SignedDuration::from_secs(2),
        longest_pause: SignedDuration::from_secs(60),
        patience: SignedDuration::from_mins(30),
        renewal: SignedDuration::from_hours(12),
    };

    /// The least time from one call to the next of its kind.
    pub(crate) const fn between(&self, kind: Kind) -> SignedDuration {
        match kind {
            Kind::Reading => self.between_readings,
            Kind::Changing => self.between_changes,
        }
    }

    /// The pause after so many failures, the first being 0.
    pub(crate) fn pause_after(&self, failures: u32) -> SignedDuration {
        let factor = 2_i32.saturating_pow(failures);
        let pause = self.pause.checked_mul(factor);
        pause.unwrap_or(self.longest_pause).min(self.longest_pause)
    }
}

/// What to do about a call that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reaction {
    /// Nothing: it is an answer.
    Accept,
    /// Make it again later: it was not done, or does nothing.
    Again,
    /// Make it again with other credentials.
    Renew,
    /// Look first whether it was done.
    LookFirst,
}

/// Codes that say: too many calls, none of which was done.
const THROTTLED: [&str; 6] = [
    "EC2ThrottledException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
];

/// Codes that say: these credentials were good and are no longer.
const EXPIRED: [&str; 4] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "TokenRefreshRequired",
];

/// Codes of a service that is in trouble itself.
const IN_TROUBLE: [&str; 5] = [
    "InternalError",
    "InternalFailure",
    "ServerInternal",
    "ServiceUnavailable",
    "Unavailable",
];

/// What to do about an error of a call of a kind.
pub(crate) fn reaction(error: &CallError, kind: Kind) -> Reaction {
    let unsure = match kind {
        Kind::Reading => Reaction::Again,
        Kind::Changing => Reaction::LookFirst,
    };
    match error {
        CallError::Refused { code, .. } => match code.as_str() {
            code if is_throttled(code) => Reaction::Again,
            code if EXPIRED.contains(&code) => Reaction::Renew,
            code if IN_TROUBLE.contains(&code) => unsure,
            _ => Reaction::Accept,
        },
        CallError::Transport(_) => unsure,
        CallError::Credentials(_) => Reaction::Renew,
        CallError::Lost(_) => Reaction::Accept,
    }
}

/// Whether a code is about the caller's credentials of that hour, or a service in
/// trouble, and not about what was asked.
pub(crate) fn is_of_the_day(code: &str) -> bool {
    EXPIRED.contains(&code) || IN_TROUBLE.contains(&code)
}

/// Whether a code says that there were too many calls.
pub(crate) fn is_throttled(code: &str) -> bool {
    THROTTLED.contains(&code)
}
