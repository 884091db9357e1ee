//! Durations as people write them in scenarios, world files and control calls:
//! `90s`, `15m`, `2h`, `7d`, `1w`, `1d12h`.
//!
//! Virtual time is UTC without leap seconds, so a day is always 24 hours.

use jiff::{SignedDuration, Span, SpanRelativeTo};

#[cfg(test)]
mod tests;

/// Reads a duration that is not negative.
pub fn parse(text: &str) -> Result<SignedDuration, ParseDurationError> {
    let span: Span = text.trim().parse().map_err(|_| unreadable(text))?;
    let duration = span
        .to_duration(SpanRelativeTo::days_are_24_hours())
        .map_err(|_| ParseDurationError::Text)?;
    if duration.is_negative() {
        return Err(ParseDurationError::Text);
    }
    Ok(duration)
}

/// What is wrong with a text that jiff does not take: numbers with units are a
/// duration, only longer than time lasts.
fn unreadable(text: &str) -> ParseDurationError {
    let text = text.trim();
    let units = |c: char| matches!(c, 'w' | 'd' | 'h' | 'm' | 's');
    let is_one = !text.is_empty()
        && text.ends_with(units)
        && text.split_inclusive(units).all(|part| {
            let number = part.trim_end_matches(units);
            let has_unit = part.len() == number.len() + 1;
            has_unit && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
    if is_one {
        ParseDurationError::TooLong
    } else {
        ParseDurationError::Text
    }
}

/// Writes a duration the way [`parse`] reads it, in the largest whole units:
/// `1w`, `1d12h`, `90s` as `1m30s`.
pub fn display(duration: SignedDuration) -> String {
    const UNITS: [(i64, &str); 5] = [
        (604_800, "w"),
        (86_400, "d"),
        (3_600, "h"),
        (60, "m"),
        (1, "s"),
    ];
    let mut rest = duration.as_secs();
    let mut text = String::new();
    for (seconds, unit) in UNITS {
        let count = rest / seconds;
        // A week is a unit only when nothing is left over: `8d` reads better
        // than `1w1d`.
        if count == 0 || (unit == "w" && rest % seconds != 0) {
            continue;
        }
        text.push_str(&format!("{count}{unit}"));
        rest %= seconds;
    }
    let millis = duration.subsec_millis();
    if millis != 0 {
        text.push_str(&format!("{millis}ms"));
    }
    if text.is_empty() {
        text.push_str("0s");
    }
    text
}

/// A text that is no duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseDurationError {
    /// It does not read as one.
    #[error("not a duration; write it like 90s, 15m, 2h, 7d or 1d12h")]
    Text,
    /// It reads as one of more than ten thousand years.
    #[error("too long; time here ends with the year 9999")]
    TooLong,
}
