//! Two answers, member by member.

use std::collections::BTreeSet;

use serde::Serialize;

use super::mapping::Mapping;
use super::members::Members;

/// A member that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Difference {
    pub(super) member: String,
    /// None where it was absent.
    pub(super) recorded: Option<String>,
    pub(super) simulated: Option<String>,
}

/// What is different between a recorded answer and a simulated one. `later` are
/// answers of the recording to the same question before anything was changed:
/// this world may have come so far already.
pub(super) fn differences(
    recorded: &Members,
    later: &[Members],
    simulated: &Members,
    mapping: &mut Mapping,
) -> Vec<Difference> {
    let paths: BTreeSet<&String> = recorded.keys().chain(simulated.keys()).collect();
    let mut differences = Vec::new();
    for path in paths {
        let seen = simulated.get(path);
        let mut wanted = std::iter::once(recorded).chain(later);
        let is_same = wanted.any(|members| match (members.get(path), seen) {
            (Some(wanted), Some(seen)) => mapping.agree(path, wanted, seen),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        });
        if !is_same {
            differences.push(Difference {
                member: path.clone(),
                recorded: recorded.get(path).cloned(),
                simulated: seen.cloned(),
            });
        }
    }
    differences
}
