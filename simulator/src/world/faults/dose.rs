//! How often a fault strikes, of the occasions that it meets.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::FaultId;
use crate::world::draw::{Branch, Draw};

#[cfg(test)]
mod tests;

/// How often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dose {
    /// Every occasion, until it is lifted.
    Always,
    /// The first so many.
    Times(NonZeroU32),
    /// By the position of the occasion, and none behind the last.
    Sequence(Vec<bool>),
    /// By chance, of the seed's.
    Chance {
        /// How likely each is.
        probability: Probability,
        /// At most so many strikes.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        times: Option<NonZeroU32>,
    },
}

/// Why there is no such dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DoseError {
    /// A fault that never strikes by its count.
    #[error("times: a fault strikes once at least; write 1 or more")]
    NoTimes,
    /// Several rules that each say it all.
    #[error("sequence says of each call whether it is struck; leave out times and probability")]
    SequenceAndMore,
    /// A fault that never strikes by its sequence.
    #[error("sequence: none of its calls is struck; write true for one at least")]
    NoStrike,
    /// No probability.
    #[error("probability: it is more than 0 and at most 1; write 0.3")]
    Probability,
}

impl Dose {
    /// The dose of a declaration's members.
    ///
    /// # Errors
    ///
    /// Members that contradict each other or are out of range.
    pub fn new(
        times: Option<u32>,
        sequence: Option<Vec<bool>>,
        probability: Option<f64>,
    ) -> Result<Self, DoseError> {
        let times = times.map(|times| NonZeroU32::new(times).ok_or(DoseError::NoTimes));
        match (times.transpose()?, sequence, probability) {
            (None, None, None) => Ok(Self::Always),
            (Some(times), None, None) => Ok(Self::Times(times)),
            (times, None, Some(probability)) => {
                let probability = Probability::new(probability)?;
                Ok(Self::Chance { probability, times })
            }
            (None, Some(sequence), None) if sequence.contains(&true) => {
                Ok(Self::Sequence(sequence))
            }
            (None, Some(_), None) => Err(DoseError::NoStrike),
            (_, Some(_), _) => Err(DoseError::SequenceAndMore),
        }
    }

    /// Once, and never again.
    pub const fn once() -> Self {
        Self::Times(NonZeroU32::MIN)
    }

    /// How many strikes there will be, where that is known.
    pub fn most(&self) -> Option<u32> {
        match self {
            Self::Always => None,
            Self::Times(times) => Some(times.get()),
            Self::Sequence(sequence) => {
                u32::try_from(sequence.iter().filter(|strikes| **strikes).count()).ok()
            }
            Self::Chance { times, .. } => times.map(NonZeroU32::get),
        }
    }

    /// Whether a fault strikes the occasion behind so many that it has met.
    pub(super) fn strikes(&self, draw: Draw, fault: FaultId, met: u64) -> bool {
        match self {
            Self::Always | Self::Times(_) => true,
            Self::Sequence(sequence) => {
                let place = usize::try_from(met).ok();
                place.and_then(|place| sequence.get(place)) == Some(&true)
            }
            Self::Chance { probability, .. } => {
                // A branch has room for as many occasions of each fault as no
                // run has.
                let position = (u64::from(fault.0) << 32).wrapping_add(met);
                let drawn = draw.below(Branch::Strike, position, MILLION.into());
                drawn < u64::from(probability.0)
            }
        }
    }

    /// Whether that was the last, with so many met before it and so many strikes
    /// by now.
    pub(super) fn ends_after(&self, met: u64, struck: u32) -> bool {
        match self {
            Self::Always => false,
            Self::Sequence(sequence) => {
                usize::try_from(met).is_ok_and(|met| met.saturating_add(1) >= sequence.len())
            }
            Self::Times(_) | Self::Chance { .. } => self.most().is_some_and(|most| struck >= most),
        }
    }
}

impl fmt::Display for Dose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |times: &NonZeroU32| match times.get() {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        match self {
            Self::Always => f.write_str("always"),
            Self::Times(most) => f.write_str(&times(most)),
            Self::Sequence(sequence) => {
                let word = |strikes: &bool| if *strikes { "strike" } else { "spare" };
                let words: Vec<&str> = sequence.iter().map(word).collect();
                f.write_str(&words.join(", "))
            }
            Self::Chance { probability, times } => {
                write!(f, "with a probability of {probability}")?;
                match times {
                    Some(most) => write!(f, ", {} at most", most),
                    None => Ok(()),
                }
            }
        }
    }
}

/// What a probability is counted in.
const MILLION: u32 = 1_000_000;

/// A probability above 0, in millionths: whole numbers compare and store as they
/// are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "f64", try_from = "f64")]
pub struct Probability(u32);

impl Probability {
    /// The nearest of a number.
    ///
    /// # Errors
    ///
    /// A number that is none, not above 0, or above 1.
    pub fn new(number: f64) -> Result<Self, DoseError> {
        if !(number > 0.0 && number <= 1.0) {
            return Err(DoseError::Probability);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and a million"
        )]
        let millionths = (number * f64::from(MILLION)).round() as u32;
        Ok(Self(millionths.max(1)))
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> Self {
        Self::from(probability.0) / Self::from(MILLION)
    }
}

impl TryFrom<f64> for Probability {
    type Error = DoseError;

    fn try_from(number: f64) -> Result<Self, DoseError> {
        Self::new(number)
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f64::from(*self).fmt(f)
    }
}
