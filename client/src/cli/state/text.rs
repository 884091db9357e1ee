//! A difference as text: `~` is otherwise, `-` is in the first alone, `+` in the
//! second alone.

use std::fmt;

use clap::builder::styling::{AnsiColor, Style};
use serde_json::Value;

use crate::state::{Change, Difference, Event};

const BEFORE: Style = AnsiColor::Red.on_default();
const AFTER: Style = AnsiColor::Green.on_default();
const OTHERWISE: Style = AnsiColor::Yellow.on_default();

/// How much of a text is shown; JSON has all of it.
const TEXT_LENGTH: usize = 100;

/// A difference, as it is told.
pub(super) struct Told<'a>(pub(super) &'a Difference);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference {
            changes,
            events_in_common,
            events_before,
            events_after,
        } = self.0;
        for change in changes {
            tell(f, change)?;
        }
        let (before, after) = (events_before.len(), events_after.len());
        if before + after > 0 {
            writeln!(
                f,
                "events: {events_in_common} in common, then {before} and {after}"
            )?;
        }
        for event in events_before {
            let Event { sequence, at, text } = event;
            writeln!(f, "{BEFORE}- {sequence}  {at}  {text}{BEFORE:#}")?;
        }
        for event in events_after {
            let Event { sequence, at, text } = event;
            writeln!(f, "{AFTER}+ {sequence}  {at}  {text}{AFTER:#}")?;
        }
        Ok(())
    }
}

fn tell(f: &mut fmt::Formatter<'_>, change: &Change) -> fmt::Result {
    let path = change.path.join(" › ");
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let (before, after) = (Shown(before), Shown(after));
            writeln!(f, "{OTHERWISE}~ {path}: {before} → {after}{OTHERWISE:#}")
        }
        (Some(before), None) => writeln!(f, "{BEFORE}- {path}: {}{BEFORE:#}", Shown(before)),
        (None, after) => {
            let after = Shown(after.as_ref().unwrap_or(&Value::Null));
            writeln!(f, "{AFTER}+ {path}: {after}{AFTER:#}")
        }
    }
}

/// A value as people write it: texts bare, what is not there as `none`.
struct Shown<'a>(&'a Value);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("none"),
            Value::String(text) => f.write_str(&clipped(text)),
            Value::Object(members) => {
                for (place, (name, value)) in members.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{name} {}", Shown(value))?;
                }
                Ok(())
            }
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    let comma = if place > 0 { " | " } else { "" };
                    write!(f, "{comma}{}", Shown(item))?;
                }
                Ok(())
            }
            other => other.fmt(f),
        }
    }
}

/// A text without what makes a line unreadable, as a certificate does.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(TEXT_LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
