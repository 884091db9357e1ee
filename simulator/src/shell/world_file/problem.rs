//! Why a world or policy file cannot be used, with the place where it is known.

use std::fmt;

/// An unreadable file. Its text names the file, the place and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldFileError(String);

impl WorldFileError {
    pub(super) fn syntax(name: &str, error: &serde_saphyr::Error) -> Self {
        let plain = error.without_snippet().to_string();
        let near = unknown_field(&plain).map_or_else(String::new, |(field, known)| {
            suggestion(field, known.into_iter())
        });
        let place = error.location().map_or_else(String::new, |place| {
            format!(":{}:{}", place.line(), place.column())
        });
        Self(format!("{name}{place}: {error}{near}"))
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

/// The name and the known names in serde's words: "unknown field `x`, expected
/// one of `a`, `b`".
fn unknown_field(text: &str) -> Option<(&str, Vec<&str>)> {
    let (_, rest) = text.split_once("unknown field `")?;
    let (field, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2).collect();
    Some((field, known))
}
