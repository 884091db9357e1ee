//! The continuity report as people and programs read it: text, JSON, a picture.
//!
//! The shapes are ours; the world's `continuity` knows the rules.

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};

use crate::world::continuity::{Continuity, Met};
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
    let ends: Vec<String> = report.places().iter().map(ends_at).collect();
    let ends = ends.join(" and ");
    let all = report.partners.len();
    let lost = |down: fn(&Met) -> SignedDuration| {
        let lost = report.partners.iter().filter(|met| !down(met).is_zero());
        // Of equal ones the first.
        let worst = lost.clone().rev().max_by_key(|met| down(met))?;
        let longest = length(down(worst));
        Some(format!(
            "{} of {all} partners, {} for {longest}",
            lost.count(),
            worst.partner
        ))
    };
    let mut text = match lost(Met::down) {
        None => format!("everybody was answered all the time; packets end {ends}"),
        Some(lost) => format!("not answered: {lost}; packets end {ends}"),
    };
    if let (Some(caller), Some(lost)) = (&report.question.caller, lost(Met::cut_off)) {
        text.push_str(&format!(
            "; {} could not connect to {lost}",
            caller.instance
        ));
    }
    text
}

/// Where packets end, as people say it.
fn ends_at(place: &Place) -> String {
    match place {
        Place::Home | Place::Amazon | Place::Impostor => format!("at {place}"),
        Place::Nowhere => place.to_string(),
    }
}

/// A moment, to the millisecond where it is not a whole second.
fn moment(moment: Timestamp) -> String {
    match moment.subsec_nanosecond() {
        0 => format!("{moment:.0}"),
        _ => format!("{moment:.3}"),
    }
}

/// A moment within a day.
fn time_of_day(moment: Timestamp) -> String {
    moment.strftime("%H:%M:%S").to_string()
}
