//! How long something lasts, in the world's time or the wall's, as a declaration
//! says it: `3d`, `1500ms`.

use std::fmt;

use byoip_vocabulary::duration::{self, ParseDurationError};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// A length of virtual time: a second at least, so that what comes again and
/// again does not come without end at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Length(SignedDuration);

impl Length {
    const SHORTEST: SignedDuration = SignedDuration::from_secs(1);

    /// The duration.
    pub const fn get(self) -> SignedDuration {
        self.0
    }
}

/// A length of real time, for which a client waits: ten minutes at most, which is
/// longer than any client's patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Wait(SignedDuration);

impl Wait {
    const SHORTEST: SignedDuration = SignedDuration::from_millis(1);
    const LONGEST: SignedDuration = SignedDuration::from_mins(10);

    /// The duration.
    pub const fn get(self) -> SignedDuration {
        self.0
    }
}

/// A text that is no such length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LengthError {
    /// It is no duration.
    #[error(transparent)]
    Text(#[from] ParseDurationError),
    /// It is shorter than a second.
    #[error("a second is the least; write 3d")]
    Short,
    /// It is nothing, or longer than anybody waits.
    #[error("it is real time, from 1ms to 10m; write 2s")]
    Wait,
}

impl TryFrom<String> for Length {
    type Error = LengthError;

    fn try_from(text: String) -> Result<Self, LengthError> {
        match duration::parse(&text)? {
            length if length < Self::SHORTEST => Err(LengthError::Short),
            length => Ok(Self(length)),
        }
    }
}

impl TryFrom<String> for Wait {
    type Error = LengthError;

    fn try_from(text: String) -> Result<Self, LengthError> {
        let wait = duration::parse(&text)?;
        if (Self::SHORTEST..=Self::LONGEST).contains(&wait) {
            Ok(Self(wait))
        } else {
            Err(LengthError::Wait)
        }
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.to_string()
    }
}

impl From<Wait> for String {
    fn from(wait: Wait) -> Self {
        wait.to_string()
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&duration::display(self.0))
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&duration::display(self.0))
    }
}
