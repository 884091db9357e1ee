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
        let reason = plain.split(" at line ").next().unwrap_or(&plain);
        let near = unknown_field(reason).map_or_else(String::new, |(field, known)| {
            suggestion(field, known.into_iter())
        });
        let Some(place) = error.location() else {
            return Self(format!("{name}: {reason}{near}"));
        };
        let (line, column) = (place.line(), place.column());
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let index = usize::try_from(line)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let source = text.lines().nth(index).unwrap_or_default();
        let caret = " ".repeat(usize::try_from(column).unwrap_or(1).saturating_sub(1));
        Self(format!(
            "{name}:{line}:{column}: {reason}{near}\n{margin} |\n{number} | {source}\n{margin} | {caret}^"
        ))
    }

    pub(super) fn content(name: &str, what: String) -> Self {
        Self(format!("{name}: {what}"))
    }
}

impl fmt::Display for WorldFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WorldFileError {}

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
