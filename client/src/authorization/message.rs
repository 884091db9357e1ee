//! The expiry of an authorization message, as people give it.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

#[cfg(test)]
mod tests;

/// Ten thousand years leave the calendar, and jiff's spans hold no more days.
const MOST_DAYS: u32 = 3_652_425;

/// A day, or so many days from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// The day, as `2027-01-31` or `20270131`.
    On(Date),
    /// So many days from today, as `30d`.
    InDays(u32),
}

impl Expiry {
    /// The day itself. Days are UTC's, in which the message expires.
    pub fn date(self, now: Timestamp) -> Result<Date, ParseExpiryError> {
        match self {
            Self::On(date) => Ok(date),
            Self::InDays(days) => now
                .to_zoned(TimeZone::UTC)
                .date()
                .checked_add(Span::new().days(days.min(MOST_DAYS)))
                .map_err(|_| ParseExpiryError::TooFar),
        }
    }
}

impl FromStr for Expiry {
    type Err = ParseExpiryError;

    fn from_str(text: &str) -> Result<Self, ParseExpiryError> {
        if let Some(days) = text.strip_suffix('d') {
            return match days.parse() {
                Ok(days) if days <= MOST_DAYS => Ok(Self::InDays(days)),
                Ok(_) => Err(ParseExpiryError::TooFar),
                Err(_) => Err(ParseExpiryError::Shape),
            };
        }
        let format = match text.len() {
            8 => "%Y%m%d",
            10 => "%Y-%m-%d",
            _ => return Err(ParseExpiryError::Shape),
        };
        Date::strptime(format, text)
            .map(Self::On)
            .map_err(|_| ParseExpiryError::Shape)
    }
}

/// Why a text is no expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseExpiryError {
    /// No date and no number of days.
    #[error("neither a day nor a number of days; write 2027-01-31, 20270131 or 30d")]
    Shape,
    /// After the year 9999.
    #[error("the day lies beyond the year 9999; 30d is usual")]
    TooFar,
}
