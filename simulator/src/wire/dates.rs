//! A moment as the registries write it.
//!
//! RPSL registries write UTC to the second. ARIN writes the local time of its
//! office in Virginia; the rule for daylight saving is the one in force since
//! 2007 (Energy Policy Act of 2005, section 110) and stands here as a POSIX time
//! zone, so that no time zone database of the machine decides what a world
//! answers.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

#[cfg(test)]
mod tests;

const US_EASTERN: &str = "EST5EDT,M3.2.0,M11.1.0";

/// `2026-01-05T09:00:00Z`: to the second, whatever a scaled clock has behind it.
pub(super) fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2026-01-05`, the date in UTC.
pub(super) fn utc_day(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d").to_string()
}

/// `20260105`, the date in UTC as LACNIC writes it.
pub(super) fn day(moment: Timestamp) -> String {
    moment.strftime("%Y%m%d").to_string()
}

/// `2026-01-05T04:00:00-05:00`.
pub(super) fn eastern(moment: Timestamp) -> String {
    in_eastern(moment)
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// `2026-01-05`, the date in Virginia.
pub(super) fn eastern_date(moment: Timestamp) -> String {
    in_eastern(moment).strftime("%Y-%m-%d").to_string()
}

/// The year in Virginia, for the copyright line.
pub(super) fn eastern_year(moment: Timestamp) -> i16 {
    in_eastern(moment).year()
}

fn in_eastern(moment: Timestamp) -> Zoned {
    let zone = TimeZone::posix(US_EASTERN).expect("the constant is a POSIX time zone");
    moment.to_zoned(zone)
}

/// `Mon, 05 Jan 2026 09:00:00 GMT` (RFC 9110, section 5.6.7).
pub(super) fn http(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Reads the same. Its two obsolete forms are nothing here.
pub(super) fn parse_http(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text.trim())
        .ok()
}
