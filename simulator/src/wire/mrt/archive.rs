//! `data.ris.ripe.net`: the files of the route collectors
//! <https://ris.ripe.net/docs/mrt/>, under the names that they have there:
//! `/rrc00/2026.01/bview.20260105.0800.gz`, `/rrc00/2026.01/updates.20260105.0905.gz`
//! and `/rrc00/latest-bview.gz`, `/rrc00/latest-update.gz`.
//!
//! A table is written at 00:00, 08:00 and 16:00 UTC, a file of updates every five
//! minutes, here at once. The archive begins with the last table before the world.
//! Its lists of files are not here.

use std::io::Write;

use flate2::{Compression, GzBuilder};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{table, updates};
use crate::wire::http::{Answer, Query};
use crate::wire::ris::collector::Collector;
use crate::world::World;

/// How far one table is from the next.
const TABLE_EVERY: SignedDuration = SignedDuration::from_hours(8);
/// How much a file of updates holds.
const UPDATES_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// What a file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) enum File {
    /// A table as of a moment.
    Table(Timestamp),
    /// What came from a moment to before another.
    Updates(Timestamp, Timestamp),
}

impl File {
    /// The name of its own that a collector would give it.
    pub(in crate::wire) fn name(self) -> String {
        let (kind, moment) = match self {
            Self::Table(at) => ("bview", at),
            Self::Updates(from, _) => ("updates", from),
        };
        format!("{kind}.{}", moment.strftime("%Y%m%d.%H%M"))
    }

    /// What is in it.
    pub(in crate::wire) fn bytes(self, world: &World, collector: &Collector) -> Vec<u8> {
        match self {
            Self::Table(at) => table(world, collector, at),
            Self::Updates(from, to) => updates(world, collector, from, to),
        }
    }

    /// The file of a path behind its collector, in a world that began at `start`.
    fn find(parts: &[&str], start: Timestamp, now: Timestamp) -> Option<Self> {
        let file = match parts {
            ["latest-bview.gz"] => Self::Table(rounded(now, TABLE_EVERY)),
            ["latest-update.gz"] => Self::five_minutes(rounded(now, UPDATES_EVERY) - UPDATES_EVERY),
            [month, name] => {
                let (kind, moment) = name.strip_suffix(".gz")?.split_once('.')?;
                let moment = DateTime::strptime("%Y%m%d.%H%M", moment).ok()?;
                let moment = moment.to_zoned(TimeZone::UTC).ok()?.timestamp();
                let file = match kind {
                    "bview" => Self::Table(rounded(moment, TABLE_EVERY)),
                    "updates" => Self::five_minutes(rounded(moment, UPDATES_EVERY)),
                    _ => return None,
                };
                // Rounded, another moment has another name.
                let is_right = format!("{}.gz", file.name()) == *name
                    && moment.strftime("%Y.%m").to_string() == *month;
                is_right.then_some(file)?
            }
            _ => return None,
        };
        let (begins, ends) = match file {
            Self::Table(at) => (at, at),
            Self::Updates(from, to) => (from, to),
        };
        (begins >= rounded(start, TABLE_EVERY) && ends <= now).then_some(file)
    }

    fn five_minutes(from: Timestamp) -> Self {
        Self::Updates(from, from + UPDATES_EVERY)
    }
}

/// Answers a request for a file.
pub(in crate::wire) fn answer(query: &Query<'_>, world: &World, start: Timestamp) -> Answer {
    let parts: Vec<&str> = query.path.trim_matches('/').split('/').collect();
    let found = parts.split_first().and_then(|(name, parts)| {
        let collector = Collector::find(world.internet().graph(), name)?;
        // Unlike people, the archive writes names small.
        let is_small = !name.contains(char::is_uppercase);
        let file = File::find(parts, start, world.now()).filter(|_| is_small)?;
        Some((file, collector))
    });
    let Some((file, collector)) = found else {
        return Answer::text(
            404,
            "no such file; there are /rrc00/YYYY.MM/bview.YYYYMMDD.HHMM.gz of 00:00, 08:00 and 16:00 UTC, /rrc00/YYYY.MM/updates.YYYYMMDD.HHMM.gz of every five minutes that have passed, /rrc00/latest-bview.gz and /rrc00/latest-update.gz\n",
        );
    };
    Answer::new(200, "application/gzip", zip(&file.bytes(world, &collector)))
}

/// The last multiple of an interval.
fn rounded(moment: Timestamp, interval: SignedDuration) -> Timestamp {
    let into = moment.as_second().rem_euclid(interval.as_secs());
    let second = moment.as_second() - into;
    Timestamp::from_second(second).unwrap_or(Timestamp::MIN)
}

/// Bytes as gzip has them, with nothing of a date or a machine in them.
fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::default());
    let zipped = writer.write_all(bytes).and_then(|()| writer.finish());
    zipped.expect("memory takes all that is written to it")
}
