//! `Filter.N.Name` with `Filter.N.Value.M`: names join with "and", values with
//! "or"; `*` and `?` are wildcards.
//!
//! Source: EC2 User Guide, "Filtering resources".

use crate::wire::query::error::{Request, ServiceError};
use crate::wire::query::form::Form;
use crate::wire::query::model;
use crate::world::aws::tag::TagSet;

#[cfg(test)]
mod tests;

/// The filters of a describe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filters(Vec<(String, Vec<String>)>);

impl Filters {
    /// Reads the filters; a name that the describe does not have is refused.
    /// Every describe filters by tag, whether or not its things have any.
    pub(super) fn read(form: &Form, names: &[&str]) -> Result<Self, ServiceError> {
        let list = "Filter";
        let mut filters = Vec::new();
        for number in form.numbered(list) {
            let Some(name) = form.get(&format!("{list}.{number}.Name")) else {
                return Err(ServiceError::missing_parameter(&format!(
                    "{list}.{number}.Name"
                )));
            };
            let by_tag = name == "tag-key" || name.starts_with("tag:");
            if !names.contains(&name) && !by_tag {
                return Err(unknown(form, name));
            }
            let values = form.list(&format!("{list}.{number}.Value"));
            filters.push((
                name.to_owned(),
                values.into_iter().map(str::to_owned).collect(),
            ));
        }
        Ok(Self(filters))
    }

    /// The values of a filter, if it is there and every value names one thing.
    pub(super) fn exact(&self, name: &str) -> Option<&[String]> {
        let (_, values) = self.0.iter().find(|(its, _)| its == name)?;
        let plain = |value: &String| !value.contains(['*', '?']);
        values.iter().all(plain).then_some(values)
    }

    /// Whether a thing passes, told its tags and the values it has under a
    /// filter's name.
    pub(super) fn pass(&self, tags: &TagSet, values_of: impl Fn(&str) -> Vec<String>) -> bool {
        self.0.iter().all(|(name, wanted)| {
            let has = match name.strip_prefix("tag:") {
                Some(key) => tags.get(key).cloned().into_iter().collect(),
                None if name == "tag-key" => tags.keys().cloned().collect(),
                None => values_of(name),
            };
            wanted.iter().any(|pattern| {
                has.iter()
                    .any(|value| matches(pattern.as_bytes(), value.as_bytes()))
            })
        })
    }
}

/// The error of a filter that is not here: AWS has it, or nobody.
fn unknown(form: &Form, name: &str) -> ServiceError {
    let action = form.get("Action").unwrap_or_default();
    if model::has_filter(action, name) {
        return ServiceError::not_simulated(&format!("The filter '{name}'"));
    }
    let name = name.to_owned();
    Request::UnknownFilter { name }.into()
}

/// Whether a value fits a pattern with `*` and `?`. Linear in time for each
/// star, so that no pattern takes long.
fn matches(pattern: &[u8], value: &[u8]) -> bool {
    let (mut p, mut v) = (0, 0);
    // Where to go back to: behind the last star, and the value's place then.
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = value.get(v) {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p + 1, v));
                p += 1;
            }
            Some(wanted) if *wanted == b'?' || wanted == byte => {
                p += 1;
                v += 1;
            }
            Some(_) | None => match star {
                Some((after, place)) => {
                    star = Some((after, place + 1));
                    p = after;
                    v = place + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}
