//! Which moments the data calls on routing can be asked about.
//!
//! Collectors dump their tables at 00:00, 08:00 and 16:00 UTC, and what they
//! have is in the data calls only a while later (`ripestat_delay`).
//!
//! The world knows of nothing before its first moment. As the world begins it
//! has been for ever, so the last dump before is in from the beginning, and is
//! the earliest.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::RipestatError;
use super::envelope::Message;
use crate::wire::http::Query;

/// How far one dump is from the next, in seconds.
const DUMP_EVERY: i64 = 8 * 3600;

/// The moments there is data of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    /// The first dump.
    pub(super) earliest: Timestamp,
    /// The last moment whose updates are in.
    pub(super) newest: Timestamp,
}

impl Calendar {
    /// The calendar of a world that began at `start`, with data that are in after
    /// a delay.
    pub(super) fn new(start: Timestamp, now: Timestamp, delay: SignedDuration) -> Self {
        let earliest = dump_before(start);
        let newest = now.checked_sub(delay).unwrap_or(Timestamp::MIN);
        Self {
            earliest,
            newest: newest.max(earliest),
        }
    }

    /// The last dump that is in.
    pub(super) fn latest_dump(&self) -> Timestamp {
        dump_before(self.newest)
    }

    /// A moment that somebody asks about, up to the latest there is; a message
    /// where that is another than asked for.
    pub(super) fn within(
        &self,
        asked: Option<Timestamp>,
        latest: Timestamp,
    ) -> (Timestamp, Option<Message>) {
        let Some(asked) = asked else {
            return (latest, None);
        };
        let found = asked.clamp(self.earliest, latest);
        let message = match found.cmp(&asked) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(changed(asked, "earlier")),
            std::cmp::Ordering::Less => Some(changed(asked, "later")),
        };
        (found, message)
    }
}

/// The last dump by a moment.
pub(super) fn dump_before(moment: Timestamp) -> Timestamp {
    let second = moment.as_second();
    let dump = second - second.rem_euclid(DUMP_EVERY);
    Timestamp::from_second(dump).unwrap_or(moment)
}

/// The dumps of an interval, its two ends among them where they are dumps.
pub(super) fn dumps(from: Timestamp, to: Timestamp) -> impl Iterator<Item = Timestamp> {
    let every = SignedDuration::from_secs(DUMP_EVERY);
    let first = match dump_before(from) {
        dump if dump == from => Some(dump),
        dump => dump.checked_add(every).ok(),
    };
    let all = std::iter::successors(first, move |dump| dump.checked_add(every).ok());
    all.take_while(move |dump| *dump <= to)
}

/// A parameter that names a moment: "ISO8601 or Unix timestamp". What has no
/// zone is UTC.
pub(super) fn moment(
    query: &Query<'_>,
    parameter: &'static str,
) -> Result<Option<Timestamp>, RipestatError> {
    let Some(text) = query.get(parameter) else {
        return Ok(None);
    };
    let unix = text.parse().ok().and_then(|second| {
        let moment = Timestamp::from_second(second);
        moment.ok()
    });
    let zoned = || text.parse().ok();
    let civil = || {
        let civil: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    };
    let found = unix.or_else(zoned).or_else(civil);
    let why = "write it as 2026-01-05T08:00, in UTC, or as seconds since 1970";
    found
        .map(Some)
        .ok_or_else(|| RipestatError::invalid(parameter, text, why))
}

/// The real service's words for a moment that is too early; those for one that
/// is too late are inferred from them.
fn changed(asked: Timestamp, how: &str) -> Message {
    let asked = asked.strftime("%Y-%m-%d %H:%M:%S UTC");
    let text = format!(
        "Given query time ({asked}) has been changed because it is {how} than the time there is data available for!"
    );
    ("warning", text)
}
