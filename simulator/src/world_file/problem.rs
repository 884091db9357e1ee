//! Why a world or policy file cannot be used, with the place where it is known.

use std::fmt;

use serde_saphyr::Spanned;

use crate::suggestion::suggestion;

/// An unreadable file. Its text names the file, the place and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldFileError(String);

impl WorldFileError {
    /// An error of the YAML or of its shape, with the line it is in.
    pub(super) fn syntax(name: &str, text: &str, error: &serde_saphyr::Error) -> Self {
        let plain = error.without_snippet().to_string();
        // The place stands in front, where editors look for it.
        let reason = plainly(plain.split(" at line ").next().unwrap_or(&plain));
        let near = unknown_field(&reason).map_or_else(String::new, |(field, known)| {
            suggestion(field, known.into_iter())
        });
        let Some(place) = error.location() else {
            return Self(format!("{name}: {reason}{near}"));
        };
        let line = usize::try_from(place.line()).unwrap_or(usize::MAX);
        let column = usize::try_from(place.column()).unwrap_or(1);
        let index = line.saturating_sub(1);
        let source = text.lines().nth(index).unwrap_or_default();
        Self(marked(
            name,
            line,
            column,
            &format!("{reason}{near}"),
            source,
        ))
    }

    /// What the parts of a readable file do not agree on, with the line of the
    /// record at fault that speaks of it. Where the record is not known, it is the
    /// last line that does: of two things of one name that is the second.
    pub(super) fn content(name: &str, text: &str, misfit: &Misfit) -> Self {
        let spoken = |line: &str| find_word(line, &misfit.about);
        let found = match misfit.record {
            Some(place) => {
                let line = place.lines(text).find(|(_, line)| spoken(line).is_some());
                line.or_else(|| place.lines(text).next())
            }
            None => text
                .lines()
                .enumerate()
                .filter(|(_, line)| spoken(line).is_some())
                .last(),
        };
        let Some((index, source)) = found else {
            return Self(format!("{name}: {}", misfit.what));
        };
        let begin = source.len() - source.trim_start().len();
        let column = source.get(..spoken(source).unwrap_or(begin));
        let column = column.map_or(0, |before| before.chars().count());
        Self(marked(name, index + 1, column + 1, &misfit.what, source))
    }
}

impl fmt::Display for WorldFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WorldFileError {}

/// A reason with the line it is about and a caret under the place.
fn marked(name: &str, line: usize, column: usize, reason: &str, source: &str) -> String {
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let caret = " ".repeat(column.saturating_sub(1));
    format!(
        "{name}:{line}:{column}: {reason}\n{margin} |\n{number} | {source}\n{margin} | {caret}^"
    )
}

/// Where a name first stands in a line that is not a part of a longer one.
fn find_word(line: &str, name: &str) -> Option<usize> {
    let is_sign = |sign: char| sign.is_alphanumeric() || "-_./".contains(sign);
    let mut found = line.match_indices(name).filter(|_| !name.is_empty());
    let whole = found.find(|(at, _)| {
        let (before, rest) = line.split_at(*at);
        let behind = rest.get(name.len()..).unwrap_or_default();
        let is_apart = !before.ends_with(is_sign) || !name.starts_with(is_sign);
        is_apart && (!behind.starts_with(is_sign) || !name.ends_with(is_sign))
    });
    whole.map(|(at, _)| at)
}

/// Where a record begins in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

impl Place {
    pub(super) fn of<T>(entry: &Spanned<T>) -> Self {
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Self {
            line: number(entry.referenced.line()),
            column: number(entry.referenced.column()),
        }
    }

    /// The record's lines, by their indices: up to the first that stands further
    /// to the left.
    fn lines(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
        let first = self.line.saturating_sub(1);
        let is_inside = move |(index, line): &(usize, &str)| {
            let content = line.trim_start();
            let indent = line.len() - content.len();
            let is_blank = content.is_empty() || content.starts_with('#');
            *index == first || is_blank || indent + 1 >= self.column
        };
        let lines = text.lines().enumerate().skip(first);
        lines.take_while(is_inside)
    }
}

/// Parts of a readable file that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    record: Option<Place>,
    about: String,
    what: String,
}

impl Misfit {
    /// One about a name that stands in the file; an empty name is about all of
    /// it.
    pub(super) fn new(about: impl fmt::Display, what: impl Into<String>) -> Self {
        Self {
            record: None,
            about: about.to_string(),
            what: what.into(),
        }
    }

    /// The same in a record.
    pub(super) fn at(mut self, record: Place) -> Self {
        self.record = Some(record);
        self
    }
}

/// The reader's words, without those that speak of its own options.
fn plainly(reason: &str) -> String {
    let reason = reason.split(", set ").next().unwrap_or(reason);
    reason
        .replace("expected sequence start", "a list belongs here")
        .replace("expected mapping start", "a mapping belongs here")
        .replace("duplicate mapping key:", "there twice:")
}

/// The name and the known names in the reader's words: "unknown field `x`,
/// expected one of a, b".
fn unknown_field(text: &str) -> Option<(&str, Vec<&str>)> {
    let (_, rest) = text.split_once("unknown field `")?;
    let (field, rest) = rest.split_once('`')?;
    let (_, known) = rest.split_once("expected ")?;
    let known = known.trim_start_matches("one of ").split(", ");
    Some((field, known.map(|name| name.trim_matches('`')).collect()))
}
