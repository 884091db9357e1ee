//! "Did you mean": the known name that is nearest to one that is not.

/// The nearest known name, as a clause behind a complaint, if one is near enough.
pub(crate) fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map_or_else(String::new, |(_, best)| format!("; did you mean `{best}`?"))
}
