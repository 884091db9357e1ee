//! The continuity report as people and programs read it: text, JSON, a picture.
//!
//! The shapes are ours; the world's `continuity` knows the rules.

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};

use crate::world::continuity::Continuity;
use crate::world::reach::Place;

mod axis;
mod document;
mod plot;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use document::document;
pub(crate) use plot::plot;
pub(crate) use text::text;

/// A length of time for a reader: to the second, below a minute to a tenth.
fn length(length: SignedDuration) -> String {
    if length >= SignedDuration::from_mins(1) {
        return duration::display(SignedDuration::from_secs(length.as_secs()));
    }
    let seconds = format!("{:.1}", length.as_secs_f64());
    let seconds = seconds.strip_suffix(".0").unwrap_or(&seconds);
    format!("{seconds}s")
}

/// Seconds, to the millisecond.
fn seconds(length: SignedDuration) -> f64 {
    length.as_secs_f64()
}

/// The report's first line: how it went.
fn headline(report: &Continuity) -> String {
    let places: Vec<String> = report.places().iter().map(Place::to_string).collect();
    let at_the_end = places.join(" and ");
    match report.worst() {
        None => format!("everybody was answered all the time; packets end at {at_the_end}"),
        Some(worst) => format!(
            "{} was not answered for {}; packets end at {at_the_end}",
            worst.partner,
            length(worst.down())
        ),
    }
}

/// A moment within a day.
fn time_of_day(moment: Timestamp) -> String {
    moment.strftime("%H:%M:%S").to_string()
}
