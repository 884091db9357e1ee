//! Why a world or policy file cannot be used, with the place where it is known.

use std::fmt;

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

    /// What the parts of a readable file do not agree on, with the last line
    /// that speaks of it: of two things of one name that is the second.
    pub(super) fn content(name: &str, text: &str, misfit: &Misfit) -> Self {
        let lines = text.lines().enumerate();
        let spoken =
            lines.filter_map(|(index, line)| Some((index, line, line.find(&misfit.about)?)));
        match spoken.last() {
            Some((index, source, column)) if !misfit.about.is_empty() => {
                let column = source
                    .get(..column)
                    .map_or(0, |before| before.chars().count());
                Self(marked(name, index + 1, column + 1, &misfit.what, source))
            }
            Some(_) | None => Self(format!("{name}: {}", misfit.what)),
        }
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

/// Parts of a readable file that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    about: String,
    what: String,
}

impl Misfit {
    /// One about a name that stands in the file; an empty name is about all of
    /// it.
    pub(super) fn new(about: impl fmt::Display, what: impl Into<String>) -> Self {
        let (about, what) = (about.to_string(), what.into());
        Self { about, what }
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

/// The nearest known name, as a clause, if one is near enough.
pub(super) fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map_or_else(String::new, |(_, best)| format!("; did you mean `{best}`?"))
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
